/** Measures a run on the test images. */
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { openRun, type OpenRunRequest } from "./openRun.js";
import { printEvaluation } from "./trainingResult.js";

/** Prints the test figures of a run. Throws a UserError where the run or the data is missing or damaged. */
export async function evaluateRun(request: OpenRunRequest, json: boolean, terminal: Terminal): Promise<void> {
  const run = await openRun(request, terminal);
  try {
    const { images, labels } = run.prepared.dataset.test;
    const test = await run.evaluator.evaluate(images, labels);
    if (json) {
      const result = {
        run: shownPath(run.folder.path),
        model: run.modelName,
        data: run.prepared.dataset.name,
        test,
      };
      terminal.print(JSON.stringify(result, null, 2));
      return;
    }
    terminal.print(`${terminal.colors.bold(run.modelName)} on ${run.prepared.dataset.name}`);
    printEvaluation("test", test, terminal);
  } finally {
    await run.dispose();
  }
}
