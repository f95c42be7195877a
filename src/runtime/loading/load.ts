/** From a run folder, or a safetensors file that `swwae export` wrote, to a model that computes. */
import { chooseEngine, type EngineChoice } from "../engines/choose.js";
import { createEngine } from "../engines/createEngine.js";
import type { Engine, EngineOptions, TensorValue } from "../engines/engine.js";
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";
import type { Model } from "../model/model.js";
import { createNet, type Net } from "./net.js";
import { isRecord } from "./isRecord.js";
import { type ImagesRecord, isImagesRecord } from "./runRecord.js";
import { runFiles } from "./runFiles.js";
import { decodeSafetensors } from "./safetensors.js";
import { isMoment, requireFit } from "./weights.js";

/** The bytes of a file; null where there is none of that name. */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

export interface LoadOptions extends EngineOptions {
  /** Which weights of a run; where absent, those that its result is about: the last, or with early stopping the best. */
  readonly checkpoint?: "last" | "best";
  /** What computes: `auto`, the default, takes the fastest that works here; an engine that is given stays the caller's to dispose of. */
  readonly engine?: EngineChoice | Engine;
  /** How files are read; where absent, from the disk by Node. In a browser: `async (path) => new Uint8Array(await (await fetch(path)).arrayBuffer())`. */
  readonly read?: ReadFile;
}

/**
 * Loads a trained model.
 *
 * @param from path of a run folder or of a safetensors file, or the bytes of such a file
 * @throws UserError where there is no such thing, it is damaged, or its weights do not fit the model (all that differs is named);
 * NoEngineError where no engine works here.
 */
export async function loadNet<M extends Model>(
  model: M,
  from: string | Uint8Array,
  { engine: choice = "auto", read = readFromDisk, checkpoint, ...options }: LoadOptions = {},
): Promise<Net<M>> {
  const { weights, images, source } =
    typeof from === "string" ? await readTrained(from, read, checkpoint) : parseFile(from, "the given bytes");
  requireFit(weights, model, source);
  const isOwn = typeof choice === "string";
  const engine = isOwn ? await startEngine(choice, options) : choice;
  try {
    return await createNet(model, { weights, images, engine, ownsEngine: isOwn });
  } catch (error) {
    if (isOwn) await engine.dispose();
    throw error;
  }
}

interface Trained {
  readonly weights: ReadonlyMap<string, TensorValue>;
  readonly images: ImagesRecord | null;
  /** Names the file in messages. */
  readonly source: string;
}

async function startEngine(choice: EngineChoice, options: EngineOptions): Promise<Engine> {
  return choice === "auto" ? (await chooseEngine(options)).engine : createEngine(choice, options);
}

async function readTrained(
  path: string,
  read: ReadFile,
  checkpoint: "last" | "best" | undefined,
): Promise<Trained> {
  if (path.endsWith(".safetensors")) {
    const bytes = await read(path);
    if (bytes === null) throw new UserError(`there is no file ${path}`);
    return parseFile(bytes, path);
  }
  const folder = path.replace(/\/+$/, "");
  const recordPath = `${folder}/${runFiles.record}`;
  const text = await read(recordPath);
  if (text === null) {
    throw new UserError(`${path} is no run folder: it has no ${runFiles.record}`, {
      hint: "name a folder that `swwae train` wrote, such as runs/Mnist-20260131-101500, or a file that ends with .safetensors",
    });
  }
  const record = parseJson(new TextDecoder().decode(text), recordPath);
  if (!isRecord(record)) throw new UserError(`${recordPath} is damaged: it is no JSON object`);
  const source = `${folder}/${runFiles[checkpoint ?? (record["checkpoint"] === "best" ? "best" : "last")]}`;
  const bytes = await read(source);
  if (bytes === null)
    throw new UserError(`the run ${path} has not saved these weights: there is no ${source}`);
  const { tensors } = decodeSafetensors(bytes, source);
  return { weights: withoutMoments(tensors), images: imagesIn(record, recordPath), source };
}

/** The tensors of a checkpoint but for the optimiser's. */
function withoutMoments(tensors: ReadonlyMap<string, TensorValue>): Map<string, TensorValue> {
  return new Map([...tensors].filter(([name]) => !isMoment(name)));
}

function parseFile(bytes: Uint8Array, source: string): Trained {
  const { tensors, metadata } = decodeSafetensors(bytes, source);
  const images = metadata["images"] === undefined ? null : parseImages(metadata["images"], source);
  return { weights: withoutMoments(tensors), images, source };
}

/** What run.json says of the images; null where it says nothing. */
function imagesIn({ images }: Readonly<Record<string, unknown>>, path: string): ImagesRecord | null {
  if (images === undefined) return null;
  if (!isImagesRecord(images))
    throw new UserError(`${path} is damaged: "images" says no shape, steps and class names`);
  return images;
}

function parseImages(text: string, source: string): ImagesRecord {
  const images = parseJson(text, source);
  if (isImagesRecord(images)) return images;
  throw new UserError(`${source} is damaged: its metadata "images" says no shape, steps and class names`);
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new UserError(`${path} is damaged: ${problem}`, { cause });
  }
}

/** Only this knows of a file system, and only when it is called. */
async function readFromDisk(path: string): Promise<Uint8Array | null> {
  const { readFile } = await import("node:fs/promises");
  try {
    return await readFile(path);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemErrorCode(error) ?? "")) return null;
    throw explainSystemError(error, "read", path);
  }
}
