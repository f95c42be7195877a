/** The pages of docs/errors, in Markdown: one for each code, and their index. */
import { type DiagnosticCode, type DiagnosticRow, diagnosticTable } from "../diagnostics/table.js";
import { diagnosticCodes, explain, renderExample } from "./explanation.js";

/** The name of a code's page in docs/errors. */
export function pageName(code: DiagnosticCode): string {
  return `${code}.md`;
}

/** The page of a code: what the rule is, the wrong example with what the compiler says about it, and the right one. */
export function diagnosticPage(code: DiagnosticCode): string {
  const explanation = explain(code);
  const [diagnostic] = explanation.diagnostics;
  return (
    [
      `# ${code}: ${prose(explanation.message)}`,
      `_${explanation.severity}_`,
      explanation.explanation,
      "## Wrong",
      fenced("swwae", explanation.wrong),
      fenced("text", renderExample(explanation, { color: false })),
      ...(diagnostic?.fix ? [fixSentence(diagnostic.fix.safe)] : []),
      "## Right",
      fenced("swwae", explanation.right),
      ...Object.entries(explanation.files ?? {}).flatMap(([path, text]) => [
        `with \`${path}\`:`,
        fenced("swwae", text),
      ]),
      "[All codes](README.md)",
      "",
    ]
      .join("\n\n")
      .trimEnd() + "\n"
  );
}

function fixSentence(safe: boolean): string {
  return safe
    ? "`swwae check --fix` applies this fix."
    : "The fix is a suggestion, since it decides something: `swwae check --fix-all` applies it.";
}

/** What the first digits of a code say. */
const groups: readonly (readonly [prefix: string, title: string])[] = [
  ["SW01", "Syntax"],
  ["SW02", "Names and structure"],
  ["SW03", "Shapes and sizes"],
  ["SW04", "The loss"],
  ["SW05", "Where"],
  ["SW06", "Parameters, arithmetic, repeat and extends"],
  ["SW07", "Files"],
  ["SW08", "Experiments"],
  ["SW09", "Silences"],
];

/** The index of all pages. */
export function indexPage(): string {
  const sections = groups.map(([prefix, title]) => {
    const rows = diagnosticCodes
      .filter((code) => code.startsWith(prefix))
      .map((code) => {
        const { severity, message }: DiagnosticRow = diagnosticTable[code];
        return `- [${code}](${pageName(code)}) ${severity === "warning" ? "(warning) " : ""}${prose(message)}`;
      });
    return `## ${title}\n\n${rows.join("\n")}`;
  });
  const introduction =
    "Every mistake that the compiler finds has a code that never changes. Each page shows the rule, a spec that breaks it with what the\n" +
    "compiler says, and the spec as it should be; `swwae explain CODE` prints the same. These pages are made from the table in\n" +
    "`src/compiler/diagnostics/tables/`.";
  return `# Diagnostics\n\n${introduction}\n\n${sections.join("\n\n")}\n`;
}

/** A message's placeholders as emphasised words. Those in backquotes stay, since nothing is emphasised in code. */
function prose(message: string): string {
  return message
    .split(/(`[^`]*`)/)
    .map((part) =>
      part.startsWith("`") ? part.replace(/\{(\w+)\}/g, "$1") : part.replace(/\{(\w+)\}/g, "_$1_"),
    )
    .join("");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}
