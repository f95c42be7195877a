/** Draws test images beside a run's reconstructions of them. */
import { asPixels, reconstructionGrid, writeFileAtomically } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { testColumns } from "./digitColumns.js";
import { openRun, type OpenRunRequest } from "./openRun.js";

export interface ReconstructOutput {
  /** The picture's path; null for the run folder's own. */
  readonly out: string | null;
  /** How many images. */
  readonly count: number;
  readonly json: boolean;
}

/** Writes the picture. Throws a UserError where something is missing, damaged or not writable. */
export async function reconstructRun(
  request: OpenRunRequest,
  output: ReconstructOutput,
  terminal: Terminal,
): Promise<void> {
  const run = await openRun(request, terminal);
  try {
    const { dataset, pipeline } = run.prepared;
    const { images, columns } = testColumns(dataset, output.count, pipeline);
    const reconstructions = await run.evaluator.reconstruct(images);
    const squares = reconstructions.reduce((sum, value, index) => sum + (value - images[index]!) ** 2, 0);
    const reconstructionError = squares / images.length;
    const shown = asPixels(images);
    const rows = [
      { caption: "original", images: shown(images) },
      {
        caption: "reconstruction",
        detail: `error ${reconstructionError.toFixed(5)}`,
        images: shown(reconstructions),
      },
    ];
    const path = output.out ?? run.folder.reconstructions;
    await writeFileAtomically(path, reconstructionGrid({ shape: pipeline.shape, columns, rows }));
    if (output.json) {
      const result = {
        run: shownPath(run.folder.path),
        picture: shownPath(path),
        images: columns,
        reconstructionError,
      };
      terminal.print(JSON.stringify(result, null, 2));
      return;
    }
    terminal.print(`${counted(columns, "image")}, squared error per pixel ${reconstructionError.toFixed(5)}`);
    terminal.print(shownPath(path));
  } finally {
    await run.dispose();
  }
}
