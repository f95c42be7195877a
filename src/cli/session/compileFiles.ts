/** Compiles spec files to module files. */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { compile, diagnosticsToJson, renderDiagnostics } from "../../compiler/index.js";
import { emitTypeScript } from "../../compiler/emit/typescript/index.js";
import { createFolder, writeFileAtomically } from "../../training/atomicFile.js";
import { explainSystemError, systemErrorCode } from "../../training/errors.js";
import { counted, countSeverities } from "../compileSpec.js";
import { packageVersion } from "../packageFolder.js";
import { readSpecs, shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";

export interface CompileRequest {
  readonly files: readonly string[];
  /** Folder of the modules. */
  readonly out: string;
  readonly json: boolean;
}

type Outcome = "written" | "unchanged" | "failed";

/**
 * Compiles all files and says what became of each.
 *
 * @returns how many errors the specs have in all.
 * @throws UserError where a file cannot be read or written.
 */
export async function compileFiles(request: CompileRequest, terminal: Terminal): Promise<{ errors: number }> {
  const base = baseFolder(request.files);
  const results: { file: string; module: string; outcome: Outcome; diagnostics: unknown }[] = [];
  let errors = 0;
  const specs = await readSpecs(request.files);
  for (const [index, spec] of specs.entries()) {
    const { plan, diagnostics } = compile(spec);
    const found = countSeverities(diagnostics).errors;
    errors += found;
    const module = modulePath(request.files[index]!, base, request.out);
    let outcome: Outcome = "failed";
    if (found === 0) {
      const text = await emitTypeScript(plan, { version: packageVersion() });
      outcome = (await writeIfChanged(module, text)) ? "written" : "unchanged";
    }
    results.push({
      file: spec.path,
      module: shownPath(module),
      outcome,
      diagnostics: diagnosticsToJson(diagnostics, spec.text),
    });
    if (request.json) continue;
    if (diagnostics.length > 0) {
      terminal.note(
        renderDiagnostics(diagnostics, spec.text, { color: terminal.noteColors.isColorSupported }),
      );
    }
    terminal.print(outcomeLine(outcome, spec.path, shownPath(module), found, terminal));
  }
  if (request.json) terminal.print(JSON.stringify({ files: results, errors }));
  return { errors };
}

/**
 * The folder that the modules' paths are relative to: the nearest `specs` above all files, else their common folder.
 */
export function baseFolder(files: readonly string[]): string {
  const folders = files.map((file) => dirname(resolve(file)).split(sep));
  const first = folders[0] ?? [];
  let shared = 0;
  while (shared < first.length && folders.every((folder) => folder[shared] === first[shared])) shared++;
  const common = first.slice(0, shared);
  const specs = common.lastIndexOf("specs");
  return (specs === -1 ? common : common.slice(0, specs + 1)).join(sep) || sep;
}

/** Where the module of a spec goes: specs/paper/mnist.swwae → generated/paper/mnist.ts. */
export function modulePath(file: string, base: string, out: string): string {
  const inside = relative(base, resolve(file));
  return join(out, inside.replace(/\.swwae$/, "") + ".ts");
}

async function writeIfChanged(path: string, text: string): Promise<boolean> {
  if ((await readIfPresent(path)) === text) return false;
  await createFolder(dirname(path));
  await writeFileAtomically(path, text);
  return true;
}

async function readIfPresent(path: string): Promise<string | null> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw explainSystemError(error, "read", path);
  }
}

function outcomeLine(
  outcome: Outcome,
  spec: string,
  module: string,
  errors: number,
  terminal: Terminal,
): string {
  const { green, dim, red } = terminal.colors;
  switch (outcome) {
    case "written":
      return `${green("written")}    ${module}`;
    case "unchanged":
      return `${dim("unchanged")}  ${module}`;
    case "failed":
      return `${red("failed")}     ${spec} has ${counted(errors, "error")}; nothing written`;
  }
}
