/** Compiles spec files and writes what the targets make of them. */
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { compile, diagnosticsToJson, type JsonDiagnostic, renderDiagnostics } from "../../compiler/index.js";
import { createFolder, writeFileAtomically } from "../../training/atomicFile.js";
import { explainSystemError, systemErrorCode } from "../../training/errors.js";
import { counted, countSeverities } from "../compileSpec.js";
import { fileHost, readSpecs, shownPath, type SpecFile } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import type { CompileRequest } from "./compileRequest.js";
import { emitTarget } from "./targets.js";

interface Output {
  readonly path: string;
  readonly outcome: "written" | "unchanged";
}

/** What became of one spec. A spec with errors has no outputs. */
interface CompiledFile {
  readonly file: string;
  readonly outcome: "compiled" | "failed";
  readonly outputs: readonly Output[];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/**
 * Compiles files and says what became of each.
 *
 * @param changed those of the request's files to compile; all of them where none are named.
 * @returns how many errors the specs have in all, and which files each of them was made of, itself included.
 * @throws UserError where a file cannot be read or written.
 */
export async function compileFiles(
  request: CompileRequest,
  terminal: Terminal,
  changed: readonly string[] = request.files,
): Promise<{ errors: number; madeOf: ReadonlyMap<string, readonly string[]> }> {
  const base = baseFolder(request.files);
  const results: CompiledFile[] = [];
  const madeOf = new Map<string, readonly string[]>();
  let errors = 0;
  const specs = await readSpecs(changed);
  for (const [index, spec] of specs.entries()) {
    const path = changed[index]!;
    const stem = outputStem(path, base, request.out);
    const result = await compileFile(spec, stem, request, terminal);
    errors += result.errors;
    madeOf.set(path, result.sources);
    results.push(result.file);
  }
  if (request.json) terminal.print(JSON.stringify({ files: results, errors }));
  return { errors, madeOf };
}

async function compileFile(
  spec: SpecFile,
  stem: string,
  request: CompileRequest,
  terminal: Terminal,
): Promise<{ file: CompiledFile; errors: number; sources: readonly string[] }> {
  const { plan, diagnostics, sources } = compile(spec, { host: fileHost });
  const { errors } = countSeverities(diagnostics);
  if (!request.json && diagnostics.length > 0) {
    terminal.note(renderDiagnostics(diagnostics, sources, { color: terminal.noteColors.isColorSupported }));
  }
  const outputs: Output[] = [];
  if (errors === 0) {
    for (const target of request.targets) {
      for (const { suffix, content } of await emitTarget(target, { ...request, plan, sources, stem })) {
        const path = stem + suffix;
        const outcome = (await writeIfChanged(path, content)) ? "written" : "unchanged";
        outputs.push({ path: shownPath(path), outcome });
      }
    }
  }
  if (!request.json) printOutcome(spec, outputs, errors, terminal);
  const file: CompiledFile = {
    file: spec.path,
    outcome: errors > 0 ? "failed" : "compiled",
    outputs,
    diagnostics: diagnosticsToJson(diagnostics, sources),
  };
  return { file, errors, sources: [...sources.keys()] };
}

/**
 * The folder that the outputs' paths are relative to: the nearest `specs` above all files, else their common folder.
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

/** Where the outputs of a spec go, without their endings: specs/paper/mnist.swwae → generated/paper/mnist. */
export function outputStem(file: string, base: string, out: string): string {
  const inside = relative(base, resolve(file));
  return join(out, inside.replace(/\.swwae$/, ""));
}

async function writeIfChanged(path: string, content: string | Uint8Array): Promise<boolean> {
  const current = await readIfPresent(path);
  if (current !== null && current.equals(Buffer.from(content))) return false;
  await createFolder(dirname(path));
  await writeFileAtomically(path, content);
  return true;
}

async function readIfPresent(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = systemErrorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    throw explainSystemError(error, "read", path);
  }
}

function printOutcome(spec: SpecFile, outputs: readonly Output[], errors: number, terminal: Terminal): void {
  const { green, dim, red } = terminal.colors;
  if (errors > 0)
    terminal.print(`${red("failed")}     ${spec.path} has ${counted(errors, "error")}; nothing written`);
  for (const { path, outcome } of outputs)
    terminal.print(outcome === "written" ? `${green("written")}    ${path}` : `${dim("unchanged")}  ${path}`);
}
