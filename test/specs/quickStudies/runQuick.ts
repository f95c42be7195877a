/** Runs a study of the paper in its quick version, on few images: from the spec to the page. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { parseResults, type StudyCell } from "../../../src/studies/index.js";
import { mnistPackageFolder } from "../../../src/training/data/mnist.js";
import { runCli } from "../../cli/runCli.js";
import { idxFile } from "../../support/arrayFiles.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const specs = join(import.meta.dirname, "../../../specs/paper");

/** A quick version takes a minute or two on few images; a loaded machine may need several times as long. */
export const patience = { timeout: 900_000 };

/** Images of MNIST that the studies find: of its training images enough for every limit, and a tenth of those to be tested on. */
const counts = { training: 10_000, test: 1_000 };

/**
 * The cells of a study after so many training images, of which fifty are held back for validation. The page is written, and says that
 * it is of a quick run.
 */
export async function runQuick(
  study: string,
  images: number,
  testedOn: "a tenth" | "all" = "a tenth",
): Promise<readonly StudyCell[]> {
  const cwd = temporaryFolder();
  const data = testedOn === "all" ? [] : ["--data", firstOfMnist(cwd)];
  const size = ["--quick", "--limit", `${images}`, "--validation", "50", ...data];
  const how = ["--engine", "onnx", "--threads", "1", "--results", "kept"];
  const run = await runCli(["experiment", join(specs, `${study}.swwae`), ...size, ...how], { cwd });
  expect(run.code, run.stderr).toBe(0);
  expect(readFileSync(join(cwd, "kept/README.md"), "utf8")).toContain("A quick run:");
  expect(readFileSync(join(cwd, "kept/index.html"), "utf8")).toContain("A quick run:");
  return parseResults(readFileSync(join(cwd, "kept/results.json"), "utf8"), "kept").cells;
}

/** Writes the first images of MNIST, and their labels, as IDX files into a folder, whose path is given back. */
function firstOfMnist(folder: string): string {
  const files = [
    { name: "train-images-idx3-ubyte", sizes: [counts.training, 28, 28] },
    { name: "train-labels-idx1-ubyte", sizes: [counts.training] },
    { name: "t10k-images-idx3-ubyte", sizes: [counts.test, 28, 28] },
    { name: "t10k-labels-idx1-ubyte", sizes: [counts.test] },
  ];
  for (const { name, sizes } of files) {
    const whole = readFileSync(join(mnistPackageFolder(), name));
    const head = 4 + 4 * sizes.length;
    const length = sizes.reduce((product, size) => product * size);
    writeFileSync(join(folder, name), idxFile(sizes, whole.subarray(head, head + length)));
  }
  return folder;
}

/** The mean of a figure over the cells of a choice, one for each seed; fails where there is none. */
export function meanOf(
  cells: readonly StudyCell[],
  choice: Readonly<Record<string, string>>,
  figure: (cell: StudyCell) => number | null | undefined,
): number {
  const chosen = cells.filter((cell) =>
    Object.entries(choice).every(([name, value]) => cell.choice[name] === value),
  );
  expect(chosen.length, JSON.stringify(choice)).toBeGreaterThan(0);
  return chosen.reduce((sum, cell) => sum + (figure(cell) ?? NaN) / chosen.length, 0);
}

export const testError = ({ test }: StudyCell): number | null => test.errorRate;

export const reconstructionError = ({ test }: StudyCell): number | null => test.reconstructionError;

/** A figure that the study itself measures. */
export function measure(name: string): (cell: StudyCell) => number | undefined {
  return ({ measures }) => measures[name];
}
