/**
 * Checkpoints: all that a training remembers, in a safetensors file.
 *
 * The tensors are the model's parameters and running statistics, by the names that the model gives them, and the optimiser's
 * moments, whose names have a colon ("adam.m:encoder.bottom.conv.kernel"). The metadata say which model this is, how many steps
 * were made, and, as JSON, where the training stands.
 */
import { readFile } from "node:fs/promises";
import {
  decodeSafetensors,
  encodeSafetensors,
  isMoment,
  type Model,
  parameterList,
  requireFit,
  type TensorValue,
} from "../../runtime/index.js";
import { writeFileAtomically } from "../atomicFile.js";
import { explainSystemError } from "../errors.js";
import { parsePosition, type TrainingPosition } from "./position.js";

/** What a checkpoint holds. */
export interface Checkpoint {
  /** Parameters, running statistics and moments, by name. */
  readonly state: Map<string, TensorValue>;
  /** Where the training stands; null where the file says nothing of it, as weights alone do not. */
  readonly position: TrainingPosition | null;
}

/**
 * Writes a training's state: the parameters of `model`, and whatever else `values` has.
 *
 * @param position where the training stands, so that it can go on from here.
 * @throws UserError naming the path, where it cannot be written; what it held before is then still there.
 */
export async function saveCheckpoint(
  path: string,
  model: Model,
  values: ReadonlyMap<string, TensorValue>,
  position: TrainingPosition | null = null,
): Promise<void> {
  const tensors = new Map<string, TensorValue>();
  for (const { name } of parameterList(model)) {
    const value = values.get(name);
    if (value === undefined) throw new Error(`the state has no parameter ${name}`);
    tensors.set(name, value);
  }
  for (const [name, value] of values) if (isMoment(name)) tensors.set(name, value);
  const metadata = {
    model: model.name,
    ...(position === null
      ? {}
      : { step: String(position.progress.step), position: JSON.stringify(position) }),
  };
  await writeFileAtomically(path, encodeSafetensors(tensors, metadata));
}

/**
 * Reads the parameters of `model`; moments are passed over.
 *
 * @throws UserError where the file cannot be read, is not sound, or holds other parameters, or other shapes, than the
 * model has; all the differences are named.
 */
export async function loadCheckpoint(path: string, model: Model): Promise<Map<string, TensorValue>> {
  const { state } = await readCheckpoint(path, model);
  for (const name of state.keys()) if (isMoment(name)) state.delete(name);
  return state;
}

/**
 * Reads all that a checkpoint holds.
 *
 * @throws UserError as {@link loadCheckpoint} does, and where the position in it is damaged.
 */
export async function readCheckpoint(path: string, model: Model): Promise<Checkpoint> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  const { tensors, metadata } = decodeSafetensors(bytes, path);
  requireFit(tensors, model, path);
  const { position } = metadata;
  return { state: tensors, position: position === undefined ? null : parsePosition(position, path) };
}
