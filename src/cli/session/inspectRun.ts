/** Looks into what a run's model computes of one image. */
import { basename, join, resolve } from "node:path";
import {
  type InspectedImage,
  inspectionPage,
  inspectionPicture,
  likeliest,
  reconstructionError,
} from "../../report/index.js";
import { Inspector, writeFileAtomically } from "../../training/index.js";
import { packageVersion } from "../packageFolder.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { namedImage } from "./imageArgument.js";
import { openRun, type OpenRunRequest } from "./openRun.js";
import { testImages } from "./testImages.js";

export interface InspectOutput {
  /** `test:17`, or the path of a file. */
  readonly image: string;
  /** Whose where the whats are decoded with as well; null for nobody's. */
  readonly whereFrom: string | null;
  /** The page (.html) or picture (.png); null for a page in the run folder. */
  readonly out: string | null;
  readonly json: boolean;
}

/** Writes the page or picture, and prints what the model makes of the image. Throws a UserError where something is missing. */
export async function inspectRun(
  request: OpenRunRequest,
  output: InspectOutput,
  terminal: Terminal,
): Promise<void> {
  const run = await openRun(request, terminal);
  const inspector = new Inspector(run.model, run);
  try {
    const image = await namedImage(output.image, run.prepared);
    const lender = output.whereFrom === null ? null : await namedImage(output.whereFrom, run.prepared);
    const inspection = await inspector.inspect(image.pixels, lender?.pixels ?? null);
    const { classNames, shape } = testImages(run.prepared);
    const report = {
      run: basename(resolve(run.folder.path)),
      model: run.modelName,
      image,
      lender: lender satisfies InspectedImage | null,
      shape,
      classNames,
      inspection,
      version: packageVersion(),
    };
    const name = lender === null ? image.slug : `${image.slug}-where-${lender.slug}`;
    const path = output.out ?? join(run.folder.path, `inspect-${name}.html`);
    const isPicture = path.toLowerCase().endsWith(".png");
    await writeFileAtomically(path, isPicture ? inspectionPicture(report) : inspectionPage(report));

    const guesses = likeliest(inspection, classNames);
    const stages = inspection.stages.map(({ name, shape, withWhere, withoutWhere, withOtherWhere }) => ({
      name,
      what: shape,
      withWhere: reconstructionError(withWhere, image.pixels),
      withoutWhere: reconstructionError(withoutWhere, image.pixels),
      ...(withOtherWhere === null
        ? {}
        : { withOtherWhere: reconstructionError(withOtherWhere, image.pixels) }),
    }));
    if (output.json) {
      const result = {
        run: shownPath(run.folder.path),
        image: output.image,
        file: shownPath(path),
        classes: guesses,
        stages,
      };
      terminal.print(JSON.stringify(result, null, 2));
      return;
    }
    if (guesses !== null) {
      const likely = guesses
        .slice(0, 3)
        .map(({ name, probability }) => `${name} ${(100 * probability).toFixed(1)} %`);
      const truth = image.label === null ? "" : ` (it is ${classNames[image.label] ?? image.label})`;
      terminal.print(`${terminal.colors.bold(image.title)}  ${likely.join(", ")}${truth}`);
    }
    for (const { name, what, withWhere, withoutWhere, withOtherWhere } of stages) {
      const errors = [`with where ${withWhere.toFixed(5)}`, `without ${withoutWhere.toFixed(5)}`];
      if (withOtherWhere !== undefined)
        errors.push(`with the where of ${lender?.title ?? ""} ${withOtherWhere.toFixed(5)}`);
      terminal.print(`  ${name.padEnd(12)} ${what.join("x").padEnd(10)} error ${errors.join(", ")}`);
    }
    terminal.print(`${terminal.colors.green("written")}    ${shownPath(path)}`);
  } finally {
    await inspector.dispose();
    await run.dispose();
  }
}
