/** The names that a file declares: its models, its experiments, and what it uses of others. */
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { ExperimentNode, ModelNode, NameNode, SpecNode } from "../syntax/ast.js";
import { didYouMean } from "./didYouMean.js";
import { freeName, nameFix, nameProblem } from "./nameProblem.js";

const keywords = ["model", "experiment", "use"];

export interface Declarations {
  /** What can be taken for a model, in order; those of the same name too. */
  readonly models: readonly ModelNode[];
  readonly experiments: readonly ExperimentNode[];
}

/** Checks the names that a file declares. Declarations that are none are left out, with a diagnostic: SW0201, SW0205, SW0208. */
export function checkDeclarations(source: SourceFile, spec: SpecNode, report: Report): Declarations {
  const models = spec.models.filter((node) => isDeclaration(node, "model", report));
  const experiments = spec.experiments.filter((node) => isDeclaration(node, "experiment", report));
  const used = spec.uses.flatMap(({ names }) =>
    names.map(({ name, alias }) => ({ name: alias ?? name, what: "model" })),
  );
  const declared = [
    ...models.map(({ name }) => ({ name, what: "model" })),
    ...experiments.map(({ name }) => ({ name, what: "experiment" })),
    ...used,
  ].filter((entry): entry is { name: NameNode; what: string } => entry.name !== null);
  const firstByName = new Map<string, NameNode>();
  for (const { name, what } of declared.sort((a, b) => a.name.span.start - b.name.span.start))
    checkName(source, name, what, firstByName, report);
  return { models, experiments };
}

/** True for the keyword and for what looks like it; a word that is nothing like it is one error, with no look inside. */
function isDeclaration({ keyword }: { readonly keyword: NameNode }, kind: string, report: Report): boolean {
  if (keyword.text === kind) return true;
  const meant = suggest(keyword.text, keywords);
  report("SW0201", {
    span: keyword.span,
    values: { word: keyword.text },
    ...didYouMean(keyword, meant, "only models and experiments are declared here", keywords),
  });
  return meant === kind;
}

function checkName(
  source: SourceFile,
  name: NameNode,
  what: string,
  firstByName: Map<string, NameNode>,
  report: Report,
): void {
  const why = nameProblem(name.text);
  if (why !== null)
    report("SW0208", {
      span: name.span,
      values: { name: name.text, what, why },
      fix: nameFix(name, "Model"),
    });
  const key = name.text.toLowerCase();
  const first = firstByName.get(key);
  if (first === undefined) {
    firstByName.set(key, name);
    return;
  }
  const { line } = positionAt(source, first.span.start);
  const same = first.text === name.text;
  report("SW0205", {
    span: name.span,
    values: { name: name.text },
    fix: replacement(freeName(name.text, firstByName), name.span, freeName(name.text, firstByName)),
    label: same
      ? `first given on line ${line}`
      : `\`${first.text}\` on line ${line} differs only in upper and lower case`,
  });
}
