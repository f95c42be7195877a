/** `swwae bench` from reference to table. */
import type { EngineChoice, Mode, StepProfile } from "../../runtime/index.js";
import { compileSound } from "../compileSpec.js";
import { openModel } from "../modelReference.js";
import { readSpec, splitModelReference } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { type BatchFigures, benchModel, profileModel } from "./benchModel.js";
import { chooseModel, loadModels } from "./loadModels.js";
import { openEngine } from "./openEngine.js";
import type { MachineSettings } from "./settings.js";

export interface BenchRequest {
  readonly reference: string;
  readonly engine: EngineChoice;
  readonly machine: MachineSettings;
  /** Null for semi-supervised with a classifier, unsupervised without. */
  readonly mode: Mode | null;
  readonly batches: readonly number[];
  readonly steps: number;
  readonly profile: boolean;
  readonly json: boolean;
}

/** Lines of a profile that are shown one by one; what lies behind them is one line. */
const shownEntries = 24;

/** Times the model, or tells where a step's time goes, and prints it. */
export async function benchRun(request: BenchRequest, terminal: Terminal): Promise<void> {
  const { name } = await openModel(request.reference, terminal);
  const { path } = splitModelReference(request.reference);
  const spec = await readSpec(path);
  const model = chooseModel(await loadModels(compileSound(spec, terminal), spec), name, path);
  const mode = request.mode ?? (model.classes === null ? "unsupervised" : "semi-supervised");
  const { steps, batches, machine, json } = request;
  if (request.profile) {
    const [batch = 64] = batches;
    const { threads, lowering } = machine;
    const options = { ...(threads === null ? {} : { threads }), ...(lowering === null ? {} : { lowering }) };
    const profile = await profileModel(model, { mode, batch, steps }, options);
    if (json) terminal.print(JSON.stringify({ model: name, mode, batch, ...profile }, null, 2));
    else printProfile(`${name}, ${mode}, batches of ${batch}, on onnx`, profile, terminal);
    return;
  }
  const start = performance.now();
  const opened = await openEngine(request.engine, machine, terminal);
  const startMs = performance.now() - start;
  try {
    const figures: BatchFigures[] = [];
    for (const batch of batches) figures.push(await benchModel(model, opened.engine, { mode, batch, steps }));
    if (json)
      terminal.print(JSON.stringify({ model: name, mode, engine: opened.name, startMs, figures }, null, 2));
    else
      printFigures(
        `${name}, ${mode}, on ${opened.name}, which started in ${startMs.toFixed(0)} ms`,
        figures,
        terminal,
      );
  } finally {
    await opened.engine.dispose();
  }
}

function printFigures(title: string, figures: readonly BatchFigures[], terminal: Terminal): void {
  const rows = figures.map(({ batch, compileMs, stepMs, imagesPerSecond, peakMB, steadyMB }) => [
    `${batch}`,
    imagesPerSecond.training.toFixed(0),
    imagesPerSecond.evaluation?.toFixed(0) ?? "",
    imagesPerSecond.reconstruction.toFixed(0),
    stepMs.toFixed(1),
    compileMs.toFixed(0),
    `${steadyMB}`,
    `${peakMB}`,
  ]);
  const head = ["batch", "training", "evaluation", "reconstruction", "step", "compile", "memory", "peak"];
  const units = ["", "images/s", "images/s", "images/s", "ms", "ms", "MB", "MB"];
  terminal.print(terminal.colors.bold(title));
  printTable([head, units, ...rows], 0, terminal);
}

function printProfile(
  title: string,
  { entries, milliseconds, limits }: StepProfile,
  terminal: Terminal,
): void {
  const { flopsPerSecond, bytesPerSecond } = limits;
  const total = entries.reduce((sum, entry) => sum + entry.milliseconds, 0);
  const rest = entries.slice(shownEntries);
  const rows = entries.slice(0, shownEntries).map(({ op, purpose, milliseconds: time, flops, bytes }) => {
    const seconds = time / 1000;
    const [speed, share] =
      flops > 0
        ? [`${(flops / seconds / 1e9).toFixed(0)} GFLOP/s`, flops / seconds / flopsPerSecond]
        : [`${(bytes / seconds / 1e9).toFixed(1)} GB/s`, bytes / seconds / bytesPerSecond];
    const isKnown = op !== "other";
    return [
      op,
      purpose,
      time.toFixed(2),
      percent(time / total),
      isKnown ? speed : "",
      isKnown ? percent(share) : "",
    ];
  });
  const others = rest.reduce((sum, entry) => sum + entry.milliseconds, 0);
  const last =
    rest.length === 0
      ? []
      : [[`${rest.length} more`, "", others.toFixed(2), percent(others / total), "", ""]];
  terminal.print(terminal.colors.bold(`${title}: ${milliseconds.toFixed(1)} ms a step`));
  terminal.print(
    `the machine's limits: ${(flopsPerSecond / 1e9).toFixed(0)} GFLOP/s in a large product, ${(bytesPerSecond / 1e9).toFixed(1)} GB/s in a large sum`,
  );
  printTable([["op", "for", "ms", "share", "speed", "of the limit"], ...rows, ...last], 2, terminal);
  terminal.print(
    terminal.colors.dim(
      "Speeds count what a direct computation would do: Winograd's method does less, and may pass the limit; so may maps that stay in the cache.",
    ),
  );
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** The first `words` columns to the left, the others to the right. */
function printTable(rows: readonly (readonly string[])[], words: number, terminal: Terminal): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? "").length)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column < words ? cell.padEnd(width) : cell.padStart(width);
    });
    terminal.print(cells.join("  ").trimEnd());
  }
}
