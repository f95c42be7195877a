/**
 * A program of its own: loads the TensorFlow of a folder, has it compute, and prints what it found as JSON.
 *
 * node selfCheck.js KIND FOLDER [VERSION]
 */
import { loadBinding } from "../../runtime/engines/tensorflow/library/index.js";
import { findWrongNumbers } from "./numbers.js";

const [kind, path = "", version] = process.argv.slice(2);
try {
  const binding = loadBinding(1, { kind: kind === "npm" ? "npm" : "private", path });
  const wrong = findWrongNumbers(binding, version ?? null);
  console.log(JSON.stringify({ version: binding.TF_Version, wrong }));
} catch (error) {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const [firstLine] = (cause instanceof Error ? cause.message : String(cause)).split("\n", 1);
  console.log(JSON.stringify({ version: null, wrong: [firstLine] }));
}
