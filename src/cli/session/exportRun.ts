/** Writes what a run has learned in forms that other programs read. */
import { basename, join, resolve } from "node:path";
import { parameterList } from "../../runtime/index.js";
import { createFolder, encodeSafetensors, writeFileAtomically } from "../../training/index.js";
import type { TrainedPlan } from "../../compiler/emit/trained.js";
import { packageVersion } from "../packageFolder.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { imagesOf, readTrained, type TrainedModel } from "./openRun.js";

export const exportFormats = ["onnx", "safetensors", "tfjs"] as const;
export type ExportFormat = (typeof exportFormats)[number];

export interface ExportRequest {
  readonly path: string;
  readonly formats: readonly ExportFormat[];
  /** The folder that is written into; null for export/ in the run folder. */
  readonly out: string | null;
  readonly json: boolean;
}

/** A file of an export, by its path in the folder of the export. */
interface ExportedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * Writes the files and says which.
 *
 * @throws UserError where the run is missing or damaged, or a file cannot be written.
 */
export async function exportRun(
  { path, formats, out, json }: ExportRequest,
  terminal: Terminal,
): Promise<void> {
  const trained = await readTrained(path, terminal);
  const files: { format: ExportFormat; path: string; bytes: number }[] = [];
  const folder = out ?? join(trained.folder.path, "export");
  for (const format of formats) {
    for (const { path: name, content } of await filesOf(trained, format)) {
      const target = join(folder, name);
      await createFolder(join(target, ".."));
      await writeFileAtomically(target, content);
      files.push({ format, path: shownPath(target), bytes: Buffer.byteLength(content) });
    }
  }
  if (json) {
    terminal.print(
      JSON.stringify({ run: shownPath(trained.folder.path), model: trained.model.name, files }, null, 2),
    );
    return;
  }
  const { green } = terminal.colors;
  for (const { path: file, bytes } of files) {
    terminal.print(`${green("written")}    ${file}, ${Math.ceil(bytes / 1024)} kB`);
  }
}

async function filesOf(trained: TrainedModel, format: ExportFormat): Promise<ExportedFile[]> {
  const version = packageVersion();
  const { name } = trained.model;
  switch (format) {
    case "onnx": {
      const { emitTrainedOnnx } = await import("../../compiler/emit/onnx/index.js");
      return emitTrainedOnnx(trainedPlan(trained), { version }).map(({ kind, bytes }) => ({
        path: `${name}.${kind}.onnx`,
        content: bytes,
      }));
    }
    case "safetensors": {
      const tensors = parameterList(trained.model).map(
        (parameter) => [parameter.name, trained.weights.get(parameter.name)!] as const,
      );
      return [
        { path: `${name}.safetensors`, content: encodeSafetensors(new Map(tensors), metadataOf(trained)) },
      ];
    }
    case "tfjs": {
      const { emitTfjs } = await import("../../compiler/emit/tfjs/index.js");
      return emitTfjs(trainedPlan(trained), { version }).map((file) => ({
        path: join(`${name}.tfjs`, file.name),
        content: file.content,
      }));
    }
  }
}

function trainedPlan(trained: TrainedModel): TrainedPlan {
  const weights = new Map([...trained.weights].map(([name, { data }]) => [name, data]));
  return { model: trained.plan, weights, images: imagesOf(trained), metadata: metadataOf(trained) };
}

/** What every exported file says of itself. `images` is the record's own JSON: shape, steps of preprocessing, names of classes. */
function metadataOf(trained: TrainedModel): Record<string, string> {
  const { folder, record, model } = trained;
  return {
    swwae: packageVersion(),
    model: model.name,
    run: basename(resolve(folder.path)),
    data: record.data,
    images: JSON.stringify(imagesOf(trained)),
  };
}
