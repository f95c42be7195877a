/** How neighbouring words of an item are joined: with a space or without, and where a line may end between them. */
import type { IToken } from "chevrotain";
import { Dash } from "../../../grammar/tokens.js";
import { type Branch, isToken, tokensOf } from "./concreteTree.js";
import type { Gap } from "./gaps.js";

export interface Join {
  readonly text: "" | " ";
  /**
   * Whether a line ends here: "ifNeeded" where the line is full, "ifBroken" wherever the item needs several lines,
   * "always" makes it have several.
   */
  readonly breaks: "never" | "ifNeeded" | "ifBroken" | "always";
}

const spaced: Join = { text: " ", breaks: "ifNeeded" };
const tight: Join = { text: "", breaks: "never" };

/** Rules of what the language does not know: there the line breaks of the author are kept. */
const unknownRules: ReadonlySet<string> = new Set(["unknownSection", "unknownBlock", "anything"]);

/** Names, numbers and `L2*`: they need a space between them. */
const wordLike = /^[^\s(){}[\]<>\-+*/=:;,."'`]/;

/**
 * How a token is joined to the one before it in its item. Signs that the formatter knows nothing of stay joined or apart as they were written,
 * so that no two tokens can become one.
 */
export function joinOf(previous: IToken | null, token: IToken, rule: string, gap: Gap): Join {
  if (unknownRules.has(rule) && gap.breaksLine) return { text: " ", breaks: "always" };
  const joined = joinOfWords(previous, token, rule, gap);
  return unknownRules.has(rule) ? { ...joined, breaks: "never" } : joined;
}

function joinOfWords(previous: IToken | null, token: IToken, rule: string, gap: Gap): Join {
  const signed = rule === "value" && previous?.tokenType === Dash;
  if (signed) return tight;
  const bothWords = previous !== null && wordLike.test(previous.image) && wordLike.test(token.image);
  return bothWords || rule === "value" || !gap.isEmpty ? spaced : tight;
}

/** The paper's notation is a single word. Where it needs several lines, each stage begins one. */
export function joinsOfNotation(notation: Branch): ReadonlyMap<IToken, Join> {
  const joins = new Map<IToken, Join>();
  let stageEnded = true;
  for (const child of notation.children) {
    const tokens = isToken(child) ? [child] : tokensOf(child);
    const written = tokens.map(({ image }) => image).join("");
    const isDropout = written.endsWith("do");
    tokens.forEach((token, index) => {
      if (isToken(child) || index > 0) joins.set(token, tight);
      else if (joins.size === 0) joins.set(token, { text: " ", breaks: "ifBroken" });
      else joins.set(token, { text: "", breaks: stageEnded && !isDropout ? "ifBroken" : "ifNeeded" });
    });
    if (!isToken(child)) stageEnded = written.endsWith("p") || (stageEnded && isDropout);
  }
  return joins;
}
