/** Words of other languages where ours stand: `network Digits { … }`, `backbone { … }`, `block bottom { … }`, `mse 0.5`. */
import { lossEntryNames, sectionNames } from "../../../grammar/vocabulary.js";
import { isClearlyMeant, suggest } from "../diagnostics/suggest.js";
import type { DiagnosticCode, MessageValues } from "../diagnostics/table.js";
import type { Span } from "../source/span.js";
import { isWord, type Reader } from "./atoms.js";
import {
  foreignDeclaration,
  foreignReduction,
  foreignSection,
  foreignStage,
  foreignTerm,
  type ForeignWord,
  isToldElsewhere,
} from "./foreignWords.js";
import { foreignSpelling, type ForeignSpelling, type Habit, rewritten } from "./habit.js";

export const wordHabit: Habit = (reader, { section, depth, declared }) => {
  const { beginsLine } = reader;
  // A parameter of kind where may be called as it likes.
  if (declared.has(reader.at()) && reader.at(-1) === "where") return null;
  const { text, span } = reader.next();
  if (!isWord(text)) return null;
  const opensBlock = isWord(reader.at()) && reader.at(1) === "{";
  if (depth === 0)
    return opensBlock ? called("SW0201", span, text, foreignDeclaration(text), { word: text }) : null;
  if (section === "loss") return lossWord(reader, text, span);
  const stage = opensBlock ? foreignStage(text) : null;
  if (stage !== null) {
    reader.next();
    return called("SW0210", span, text, stage, { word: text, place: "in the encoder" });
  }
  if (depth > 1) return null;
  if (isToldElsewhere(text)) return toldElsewhere(reader, text, span);
  const meant = sectionNames.some((name) => name === text) ? null : suggest(text, sectionNames);
  if (meant !== null && (beginsLine || reader.at() === "{")) {
    const exact = isClearlyMeant(text, sectionNames);
    return rewritten("SW0202", span, { word: text }, meant, { label: `did you mean \`${meant}\`?`, exact });
  }
  const holdsSection = reader.at() === "{" || reader.at() === "(" || /^\d/.test(reader.at());
  return holdsSection ? called("SW0202", span, text, foreignSection(text), { word: text }) : null;
};

function called<Code extends DiagnosticCode>(
  code: Code,
  span: Span,
  written: string,
  word: ForeignWord | null,
  values: MessageValues<Code>,
): ForeignSpelling | null {
  if (word === null || word.ours === written) return null;
  const label = word.remark === "" ? `here it is called \`${word.ours}\`` : word.remark;
  return rewritten(code, span, values, word.ours, { label });
}

function lossWord(reader: Reader, text: string, span: Span): ForeignSpelling | null {
  if (text === "reduce") {
    const reduction = reader.next();
    const found = `\`${reduction.text}\``;
    return called("SW0410", reduction.span, reduction.text, foreignReduction(reduction.text), { found });
  }
  if (lossEntryNames.some((name) => name === text)) return null;
  return called("SW0401", span, text, foreignTerm(text), { word: text });
}

const ends = new Set<string>(["{", "}", ...sectionNames]);

/** A section that a spec does not have, to its end: a block, or the words up to the next line. */
function toldElsewhere(reader: Reader, word: string, span: Span): ForeignSpelling | null {
  while (!reader.done && !reader.beginsLine && !ends.has(reader.at())) reader.next();
  if (reader.skip("{")) {
    for (let open = 1; open > 0 && !reader.done;) {
      const { text } = reader.next();
      if (text === "{") open += 1;
      if (text === "}") open -= 1;
    }
  }
  const label =
    word === "decoder"
      ? "it is never written: the decoder mirrors the encoder"
      : "a spec says what the network is; how it is trained is told to `swwae train`, or in an experiment";
  const edits = [{ span: { start: span.start, end: reader.endOfPrevious }, text: "" }];
  return foreignSpelling("SW0202", {
    span,
    values: { word },
    label,
    title: "remove it",
    edits,
    exact: false,
  });
}
