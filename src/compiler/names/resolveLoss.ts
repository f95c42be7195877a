/** Names in the loss section: terms, the stages that they are about, and `reduce`. */
import { lossEntryNames, lossTermNames } from "../../../grammar/vocabulary.js";
import { type Report, replacement } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { positionAt, type SourceFile } from "../source/sourceFile.js";
import type { LossEntryNode, LossNode, NameNode } from "../syntax/ast.js";
import { didYouMean, firstOf } from "./didYouMean.js";
import type { NamedEncoder, NamedLoss, NamedLossTerm } from "./namedModel.js";

/** A message lists no more stages than fit a line, and a misspelt name is compared with no more than a person would write. */
const mostStagesListed = 8;
const mostStagesSuggested = 100;

/** Resolves the entries of a loss section. Diagnostics: SW0401, SW0402, SW0407, SW0408, SW0409. */
export function resolveLoss(
  source: SourceFile,
  node: LossNode,
  encoder: NamedEncoder | null,
  report: Report,
): NamedLoss {
  const terms: NamedLossTerm[] = [];
  let reduce: LossEntryNode | null = null;
  const firstByTerm = new Map<string, LossEntryNode>();
  for (const entry of node.entries) {
    if (!lossEntryNames.some((name) => name === entry.name.text)) {
      reportUnknownTerm(entry.name, report);
      continue;
    }
    const kind = entry.name.text as NamedLossTerm["kind"] | "reduce";
    const stage = stageOf(entry, encoder, report);
    if (stage === undefined) continue;
    const term = stage === null ? kind : `${kind} ${stage}`;
    const first = firstByTerm.get(term);
    if (first !== undefined) {
      const label = `first given on line ${positionAt(source, first.span.start).line}`;
      report("SW0408", {
        span: entry.span,
        values: { term },
        label,
        fix: replacement("remove it", entry.span, ""),
      });
      continue;
    }
    firstByTerm.set(term, entry);
    if (kind === "reduce") reduce = entry;
    else terms.push({ kind, stage, entry });
  }
  return { node, terms, reduce };
}

function reportUnknownTerm(name: NameNode, report: Report): void {
  const meant = suggest(name.text, lossEntryNames);
  const otherwise = `the terms are ${lossTermNames.join(", ")}`;
  report("SW0401", {
    span: name.span,
    values: { word: name.text },
    ...didYouMean(name, meant, otherwise, lossEntryNames),
  });
}

/** The stage of an entry, null for none; undefined, with a diagnostic, where the entry's stage cannot be. */
function stageOf(
  entry: LossEntryNode,
  encoder: NamedEncoder | null,
  report: Report,
): string | null | undefined {
  const { name, argument } = entry;
  if (argument === null || name.text === "reduce") return null;
  if (name.text !== "L2M") {
    if (suggest(argument.text, lossEntryNames) !== null) {
      // `NLL L2rce 0.5`: the weight of NLL is missing, and the next term is misspelt.
      reportUnknownTerm(argument, report);
      const expected = `a weight, such as ${name.text} 1`;
      report("SW0402", { span: name.span, values: { term: name.text, expected } });
      return undefined;
    }
    const fix = replacement(`${name.text} without a stage`, argument.span, "");
    report("SW0409", {
      span: argument.span,
      values: { term: name.text },
      label: "only L2M takes a stage",
      fix,
    });
    return undefined;
  }
  if (encoder === null || !encoder.complete || encoder.stageNames.has(argument.text)) return argument.text;
  const stages = [...encoder.stageNames].slice(0, mostStagesSuggested);
  const meant = suggest(argument.text, stages);
  const otherwise =
    stages.length === 0 ? "the encoder has no stages" : `the stages are ${firstOf(stages, mostStagesListed)}`;
  report("SW0407", {
    span: argument.span,
    values: { name: argument.text },
    ...didYouMean(argument, meant, otherwise, stages),
  });
  return undefined;
}
