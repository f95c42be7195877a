/** Checkpoints: a model's parameters and running statistics in a safetensors file, by the names that the model gives them. */
import { readFile } from "node:fs/promises";
import { type Model, parameterList, type TensorValue } from "../../runtime/index.js";
import { writeFileAtomically } from "../atomicFile.js";
import { explainSystemError, UserError } from "../errors.js";
import { decodeSafetensors, encodeSafetensors } from "./safetensors.js";

/**
 * Writes the parameters of `model` found in `values` (what else is there, such as an optimiser's moments, is left out).
 *
 * @throws UserError naming the path, where it cannot be written; what it held before is then still there.
 */
export async function saveCheckpoint(
  path: string,
  model: Model,
  values: ReadonlyMap<string, TensorValue>,
): Promise<void> {
  const tensors = new Map<string, TensorValue>();
  for (const { name } of parameterList(model)) {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the state has no parameter ${name}`);
    tensors.set(name, value);
  }
  await writeFileAtomically(path, encodeSafetensors(tensors, { model: model.name }));
}

/**
 * Reads the parameters of `model`.
 *
 * @throws UserError where the file cannot be read, is not sound, or holds other parameters, or other shapes, than the
 * model has; all the differences are named.
 */
export async function loadCheckpoint(path: string, model: Model): Promise<Map<string, TensorValue>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  const { tensors } = decodeSafetensors(bytes, path);
  const problems: string[] = [];
  const expected = parameterList(model);
  for (const { name, shape } of expected) {
    const found = tensors.get(name);
    if (found === undefined) problems.push(`${name} is missing`);
    else if (found.shape.join() !== shape.join()) {
      problems.push(`${name} has shape [${found.shape.join(", ")}] instead of [${shape.join(", ")}]`);
    }
  }
  const known = new Set(expected.map(({ name }) => name));
  for (const name of tensors.keys())
    if (!known.has(name)) problems.push(`${name} is no parameter of the model`);
  if (problems.length > 0) {
    throw new UserError(`${path} does not fit the model ${model.name}:\n  ${problems.join("\n  ")}`, {
      hint: "take the weights of a run of the same model",
    });
  }
  return tensors;
}
