/** Classifies picture files with what a run has learned. */
import { type Classification, createNet, type EngineChoice, type Net } from "../../runtime/index.js";
import { type PictureTarget, readPicture, UserError, writeFileAtomically } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { pictureTarget } from "./loadDataset.js";
import { openEngine } from "./openEngine.js";
import { imagesOf, readTrained } from "./openRun.js";
import { findPictures } from "./pictureFiles.js";
import type { MachineSettings } from "./settings.js";

export interface PredictRequest {
  /** The run folder. */
  readonly path: string;
  /** Files, folders and patterns. */
  readonly files: readonly string[];
  /** How many classes are told of each picture. */
  readonly top: number;
  readonly engine: EngineChoice;
  readonly machine: MachineSettings;
  /** Where the result goes; null for standard output. */
  readonly out: string | null;
  readonly json: boolean;
}

/** A class of a picture. */
interface Guess {
  readonly label: number;
  readonly name: string;
  readonly probability: number;
}

/** What became of a picture. */
type Prediction =
  | { readonly file: string; readonly classes: readonly Guess[] }
  | { readonly file: string; readonly error: string };

/** Pictures that are read before the engine gets them: as many as one of its batches holds. */
const atOnce = 64;

/**
 * Writes the likeliest classes of every picture, as CSV or JSON. A picture that cannot be read is named, the others are classified all
 * the same, and the exit code is 1.
 *
 * @throws UserError where the run is missing or damaged, or its model has no classifier.
 */
export async function predictFiles(request: PredictRequest, terminal: Terminal): Promise<void> {
  const trained = await readTrained(request.path, terminal);
  const { model, weights } = trained;
  if (model.classes === null) {
    throw new UserError(`the model ${model.name} has no classifier: it predicts no classes`, {
      hint: "swwae reconstruct draws what it makes of images; swwae export --to onnx writes its code for other programs",
    });
  }
  const files = await findPictures(request.files);
  const { engine } = await openEngine(request.engine, request.machine, terminal);
  const images = imagesOf(trained);
  const net = await createNet(model, { weights, images, engine, ownsEngine: true });
  const predictions: Prediction[] = [];
  try {
    for (let from = 0; from < files.length; from += atOnce) {
      predictions.push(
        ...(await predict(net, pictureTarget(images), files.slice(from, from + atOnce), request.top)),
      );
    }
  } finally {
    await net.dispose();
  }
  const failed = predictions.flatMap((prediction) => ("error" in prediction ? [prediction.error] : []));
  for (const error of failed) terminal.note(`${terminal.noteColors.red("error")}: ${error}`);
  if (failed.length > 0) {
    terminal.setExitCode(1);
    terminal.note(`${counted(failed.length, "picture")} of ${files.length} could not be read`);
  }
  const text = request.json
    ? JSON.stringify({ run: shownPath(trained.folder.path), model: model.name, predictions }, null, 2)
    : csv(predictions, Math.min(request.top, model.classes));
  if (request.out === null) terminal.print(text);
  else {
    await writeFileAtomically(request.out, `${text}\n`);
    terminal.print(
      `${terminal.colors.green("written")}    ${shownPath(request.out)}, ${counted(predictions.length - failed.length, "picture")}`,
    );
  }
}

/** Reads pictures, and classifies those that could be read. */
async function predict(
  net: Net,
  target: PictureTarget,
  files: readonly string[],
  top: number,
): Promise<Prediction[]> {
  const read = await Promise.all(files.map((file) => readOrExplain(file, target)));
  const pictures = read.filter((picture) => picture instanceof Uint8Array);
  const size = pictures[0]?.length ?? 0;
  const bytes = new Uint8Array(size * pictures.length);
  pictures.forEach((picture, at) => bytes.set(picture, at * size));
  const classified = (await net.classify?.(bytes))?.values();
  return files.map((file, at) => {
    const picture = read[at];
    if (typeof picture === "string") return { file, error: picture };
    const classification: Classification | undefined = classified?.next().value;
    return {
      file,
      classes: classification === undefined ? [] : likeliest(classification, net.classNames, top),
    };
  });
}

/** The bytes of a picture, or why there are none. */
async function readOrExplain(file: string, target: PictureTarget): Promise<Uint8Array | string> {
  try {
    return await readPicture(file, target);
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

/** The likeliest classes, the likeliest first; of equals the one of the smaller number. */
function likeliest({ probabilities }: Classification, names: Net["classNames"], top: number): Guess[] {
  return [...probabilities]
    .map((probability, label) => ({ label, name: names?.[label] ?? String(label), probability }))
    .sort((first, second) => second.probability - first.probability)
    .slice(0, top);
}

/** One line a picture, after a line of titles: `file,class,probability`, then `class_2,probability_2` and so on (RFC 4180). */
function csv(predictions: readonly Prediction[], top: number): string {
  const titles = Array.from({ length: top }, (_, at) => {
    const ending = at === 0 ? "" : `_${at + 1}`;
    return [`class${ending}`, `probability${ending}`];
  });
  const rows = predictions.flatMap((prediction) =>
    "error" in prediction
      ? []
      : [
          [
            prediction.file,
            ...prediction.classes.flatMap(({ name, probability }) => [name, probability.toFixed(6)]),
          ],
        ],
  );
  return [["file", ...titles.flat()], ...rows].map((row) => row.map(quoted).join(",")).join("\n");
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
