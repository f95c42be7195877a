/** Formats spec files in place, or standard input to standard output. */
import { realpath } from "node:fs/promises";
import { text as readAll } from "node:stream/consumers";
import { type EncoderForm, format, type Remark } from "../../compiler/format/index.js";
import { type Diagnostic, diagnosticsToJson, renderDiagnostics } from "../../compiler/index.js";
import { writeFileAtomically } from "../../training/atomicFile.js";
import { counted } from "../compileSpec.js";
import { readSpecs, type SpecFile } from "../specFile.js";
import type { Terminal } from "../terminal.js";

export interface FormatRequest {
  /** Writes nothing, and exits with 1 where something is not formatted. */
  readonly check: boolean;
  readonly json: boolean;
  /** The form that encoders are brought into; undefined leaves each in its own. */
  readonly form: EncoderForm | undefined;
}

/** "unformatted" only where nothing is to be written. */
type Outcome = "formatted" | "unchanged" | "unformatted" | "failed";

interface FormattedFile {
  readonly spec: SpecFile;
  readonly outcome: Outcome;
  /** The text in its layout; as it was where it cannot be read. */
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
  /** The encoders that are not in the form that was asked for. */
  readonly remarks: readonly Remark[];
}

/**
 * Formats all files and says what became of each.
 *
 * @throws UserError where a file cannot be read or written.
 */
export async function formatFiles(
  paths: readonly string[],
  request: FormatRequest,
  terminal: Terminal,
): Promise<void> {
  const results: FormattedFile[] = [];
  for (const spec of await readSpecs(paths)) {
    const result = formatSpec(spec, request);
    // A link stays a link: what it leads to is replaced.
    if (result.outcome === "formatted") await writeFileAtomically(await realpath(spec.path), result.text);
    results.push(result);
    if (!request.json) showRemarks(result, terminal);
    if (!request.json && !(request.check && result.outcome === "unchanged")) showOutcome(result, terminal);
  }
  const isClean = results.every(({ outcome }) => outcome === "formatted" || outcome === "unchanged");
  if (!isClean) terminal.setExitCode(1);
  if (request.json) {
    const files = results.map(({ spec, outcome, diagnostics, remarks }) => ({
      file: spec.path,
      outcome,
      remarks,
      diagnostics: diagnosticsToJson(diagnostics, spec.text),
    }));
    terminal.print(JSON.stringify({ files }, null, 2));
  } else if (request.check) showCheck(results, request, terminal);
}

/** Formats standard input to standard output; what cannot be read is not printed again. */
export async function formatStdin(request: FormatRequest, terminal: Terminal): Promise<void> {
  const spec = { path: "<stdin>", text: await readAll(process.stdin) };
  const result = formatSpec(spec, request);
  const { outcome, text, diagnostics, remarks } = result;
  if (outcome === "failed" || outcome === "unformatted") terminal.setExitCode(1);
  if (request.json) {
    const shown = { outcome, text, remarks, diagnostics: diagnosticsToJson(diagnostics, spec.text) };
    terminal.print(JSON.stringify(shown, null, 2));
    return;
  }
  showRemarks(result, terminal);
  if (outcome === "failed") showDiagnostics(spec, diagnostics, terminal);
  else if (request.check) terminal.print(outcome === "unformatted" ? "not formatted" : "formatted");
  else if (text !== "") terminal.print(text.replace(/\n$/, ""));
}

function formatSpec(spec: SpecFile, { check, form }: FormatRequest): FormattedFile {
  const result = format(spec.text, { path: spec.path, ...(form && { form }) });
  if ("diagnostics" in result) {
    const { diagnostics } = result;
    return { spec, outcome: "failed", text: spec.text, diagnostics, remarks: [] };
  }
  const { text, remarks } = result;
  const outcome = text === spec.text ? "unchanged" : check ? "unformatted" : "formatted";
  return { spec, outcome, text, diagnostics: [], remarks };
}

function showRemarks({ spec, remarks }: FormattedFile, terminal: Terminal): void {
  const note = terminal.noteColors.cyan("note");
  for (const { line, column, message } of remarks)
    terminal.note(`${note}: ${spec.path}:${line}:${column}: ${message}`);
}

function showOutcome({ spec, outcome, diagnostics }: FormattedFile, terminal: Terminal): void {
  const { green, dim, red, yellow } = terminal.colors;
  switch (outcome) {
    case "formatted":
      terminal.print(`${green("formatted")}      ${spec.path}`);
      break;
    case "unchanged":
      terminal.print(`${dim("unchanged")}      ${spec.path}`);
      break;
    case "unformatted":
      terminal.print(`${yellow("not formatted")}  ${spec.path}`);
      break;
    case "failed":
      showDiagnostics(spec, diagnostics, terminal);
      terminal.print(
        `${red("failed")}         ${spec.path} has ${counted(diagnostics.length, "error")}; left as it is`,
      );
  }
}

function showDiagnostics(spec: SpecFile, diagnostics: readonly Diagnostic[], terminal: Terminal): void {
  terminal.note(renderDiagnostics(diagnostics, spec.text, { color: terminal.noteColors.isColorSupported }));
}

function showCheck(
  results: readonly FormattedFile[],
  { form }: FormatRequest,
  { print, colors }: Terminal,
): void {
  const wrong = results.filter(({ outcome }) => outcome === "unformatted").map(({ spec }) => spec.path);
  const verb = form === undefined ? "swwae format" : `swwae format --${form}`;
  if (wrong.length > 0) print(`\nTo mend: ${verb} ${wrong.map(quoted).join(" ")}`);
  else if (results.every(({ outcome }) => outcome === "unchanged")) {
    print(colors.green(`${counted(results.length, "file")}, all formatted`));
  }
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@%+:,=-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
