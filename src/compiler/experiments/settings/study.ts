/** `study few-labels`, which page the runs make, and `quick { epochs 1 }`, what makes a small version of it. */
import { studyNames } from "../../../../grammar/vocabulary.js";
import { suggest } from "../../diagnostics/suggest.js";
import { didYouMean } from "../../names/didYouMean.js";
import type { StudyName } from "../../plan/plan.js";
import type { ExperimentItemNode } from "../../syntax/ast.js";
import type { Cursor } from "../items.js";

/** Null, with a diagnostic, where there is no such study. */
export function readStudy(cursor: Cursor): StudyName | null {
  const word = cursor.take("word");
  if (word === null) {
    cursor.missing(`a study: ${studyNames.join(", ")}`);
    cursor.skip();
    return null;
  }
  const name = studyNames.find((known) => known === word.text);
  if (name === undefined) {
    const otherwise = `the studies are ${studyNames.join(", ")}`;
    cursor.report("SW0803", {
      span: word.span,
      values: { what: "study", word: word.text },
      ...didYouMean(word, suggest(word.text, studyNames), otherwise, studyNames),
    });
    cursor.skip();
    return null;
  }
  cursor.finish();
  return name;
}

/** The items in the braces of `quick`; null, with a diagnostic, where there are none. */
export function readQuickBlock(cursor: Cursor): readonly ExperimentItemNode[] | null {
  const block = cursor.take("block");
  if (block === null || block.items.length === 0) {
    cursor.missing("settings in braces, such as { epochs 1 }");
    cursor.skip();
    return null;
  }
  cursor.finish();
  return block.items;
}
