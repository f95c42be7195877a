/** Checks specs, mends them where that is asked for, and writes what was found in one of four formats. */
import { realpath } from "node:fs/promises";
import {
  compile,
  type DiagnosedSource,
  type Diagnostic,
  diagnosticsToJson,
  diagnosticsToSarif,
  githubAnnotations,
  mend,
  type Plan,
  renderDiagnostics,
} from "../../compiler/index.js";
import { writeFileAtomically } from "../../training/atomicFile.js";
import { counted, countSeverities } from "../compileSpec.js";
import { packageVersion } from "../packageFolder.js";
import { fileHost, readSpecs, type SpecFile } from "../specFile.js";
import type { Terminal } from "../terminal.js";

export const checkFormats = ["pretty", "json", "sarif", "github"] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** Which fixes are applied: none, those that leave no doubt, or also those that decide something. */
export type Mending = "none" | "safe" | "all";

export interface CheckRequest {
  readonly files: readonly string[];
  readonly format: CheckFormat;
  readonly mending: Mending;
}

interface CheckedFile {
  readonly path: string;
  readonly text: string;
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
  /** The texts of the file and of those that it uses. */
  readonly sources: ReadonlyMap<string, string>;
  /** The diagnostics that were mended. */
  readonly fixed: readonly Diagnostic[];
}

/**
 * Checks the files of a request; errors that are left set the exit code 1. A file is written only where a fix changed it, all of it or nothing.
 *
 * @throws UserError where a file cannot be read or written.
 */
export async function checkFiles(
  { files, format, mending }: CheckRequest,
  terminal: Terminal,
): Promise<void> {
  const specs = await readSpecs(files);
  const checked: CheckedFile[] = [];
  for (const spec of specs)
    checked.push(mending === "none" ? checkOnly(spec) : await mendFile(spec, mending));
  const { errors } = countSeverities(checked.flatMap(({ diagnostics }) => diagnostics));
  if (errors > 0) terminal.setExitCode(1);
  for (const line of writers[format](checked, terminal)) terminal.print(line);
}

function checkOnly(spec: SpecFile): CheckedFile {
  return { ...spec, ...compile(spec, { host: fileHost }), fixed: [] };
}

async function mendFile(spec: SpecFile, mending: "safe" | "all"): Promise<CheckedFile> {
  const { text, plan, diagnostics, sources, applied } = mend(spec, {
    suggestions: mending === "all",
    host: fileHost,
  });
  // A link stays a link: what it leads to is replaced.
  if (text !== spec.text) await writeFileAtomically(await realpath(spec.path), text);
  return { path: spec.path, text, plan, diagnostics, sources, fixed: applied };
}

type Writer = (files: readonly CheckedFile[], terminal: Terminal) => readonly string[];

const writers: Readonly<Record<CheckFormat, Writer>> = {
  pretty: writePretty,
  json: writeJson,
  sarif: (files) => [
    JSON.stringify(diagnosticsToSarif(files.flatMap(bySource), { version: packageVersion() }), null, 2),
  ],
  github: (files) => files.flatMap(bySource).flatMap(githubAnnotations),
};

/** A checked file, and those that it uses and that have mistakes, each with its own. */
function bySource({ path, sources, diagnostics }: CheckedFile): DiagnosedSource[] {
  return [...sources].flatMap(([source, text]) => {
    const own = diagnostics.filter((diagnostic) => diagnostic.path === source);
    return source === path || own.length > 0 ? [{ path: source, text, diagnostics: own }] : [];
  });
}

function writePretty(files: readonly CheckedFile[], { colors }: Terminal): string[] {
  const { red, yellow, green, isColorSupported } = colors;
  const lines: string[] = [];
  for (const { path, fixed } of files) {
    for (const { message, fix } of fixed)
      lines.push(`${green("fixed")} ${path}: ${message} (${fix?.title ?? ""})`);
  }
  for (const { sources, diagnostics } of files) {
    if (diagnostics.length > 0)
      lines.push(renderDiagnostics(diagnostics, sources, { color: isColorSupported }));
  }
  const { errors, warnings } = countSeverities(files.flatMap(({ diagnostics }) => diagnostics));
  const fixes = files.reduce((sum, { fixed }) => sum + fixed.length, 0);
  const models = files.reduce((sum, { plan }) => sum + plan.models.length, 0);
  const scope = `in ${counted(files.length, "file")}`;
  const mended = fixes === 0 ? "" : `, ${fixes} fixed`;
  if (errors > 0) {
    lines.push(red(`${counted(errors, "error")}, ${counted(warnings, "warning")} ${scope}${mended}`));
  } else if (warnings > 0) lines.push(yellow(`${counted(warnings, "warning")} ${scope}${mended}`));
  else lines.push(green(`${counted(models, "model")} ${scope}, no mistakes${mended}`));
  return lines;
}

/** docs/schemas/diagnostics.schema.json describes this document. */
function writeJson(files: readonly CheckedFile[]): string[] {
  const document = {
    files: files.map(({ path, sources, plan, diagnostics, fixed }) => ({
      file: path,
      models: plan.models.map(({ name, parameterCount }) => ({ name, parameters: parameterCount })),
      diagnostics: diagnosticsToJson(diagnostics, sources),
      fixed: fixed.map(({ code, message, fix }) => ({ code, message, title: fix?.title ?? "" })),
    })),
    ...countSeverities(files.flatMap(({ diagnostics }) => diagnostics)),
  };
  return [JSON.stringify(document, null, 2)];
}
