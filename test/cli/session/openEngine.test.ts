/** What is said where an engine cannot be started. */
import { expect, it, onTestFinished, vi } from "vitest";
import { openEngine } from "../../../src/cli/session/openEngine.js";
import { processTerminal } from "../../../src/cli/terminal.js";
import { installedByNpm } from "../../../src/runtime/engines/tensorflow/library/index.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const installed = installedByNpm() === undefined ? "" : " (skipped: npm installed a TensorFlow here)";

it.skipIf(installed !== "")(`names the command that installs TensorFlow${installed}`, async () => {
  vi.stubEnv("SWWAE_CACHE", temporaryFolder());
  onTestFinished(() => void vi.unstubAllEnvs());
  const starting = openEngine(
    "tensorflow",
    { threads: 1, lowering: null, precision: null },
    processTerminal(),
  );
  await expect(starting).rejects.toMatchObject({
    message:
      "the engine tensorflow cannot be started: the native TensorFlow library is not installed; " +
      "this installs it: npx swwae setup tensorflow",
    hint: expect.stringMatching(/^install it, or choose another engine: --engine onnx /),
  });
});
