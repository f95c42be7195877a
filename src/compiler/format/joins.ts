/** How neighbouring words of an item are joined: with a space or without, and where a line may end between them. */
import type { IToken } from "chevrotain";
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

/** A token and the rule of the grammar that it is read by. */
export interface Placed {
  readonly token: IToken;
  readonly rule: string;
}

/** Rules of what the language does not know: there the line breaks of the author are kept. */
const unknownRules: ReadonlySet<string> = new Set(["unknownSection", "unknownBlock", "anything"]);

/** Rules whose parenthesis is one with the name before it, as in `Net(X = 2)`. */
const callRules: ReadonlySet<string> = new Set(["parameterList", "argumentList"]);

/** Rules in which a sign belongs to the number behind it. */
const signRules: ReadonlySet<string> = new Set(["value", "factor"]);

/** Names, numbers, paths and `L2*`: they need a space between them. */
const wordLike = /^[^\s(){}[\]<>\-+*/=:;,.'`]/;

/**
 * How a token is joined to the one before it in its item. Signs in forms that the language does not know stay joined or apart as they were written,
 * so that no two tokens can become one.
 */
export function joinOf(previous: Placed | null, placed: Placed, gap: Gap): Join {
  const { token, rule } = placed;
  if (unknownRules.has(rule)) {
    if (gap.breaksLine) return { text: " ", breaks: "always" };
    const touches =
      gap.isEmpty && !(wordLike.test(token.image) && wordLike.test(previous?.token.image ?? ""));
    return { text: touches ? "" : " ", breaks: "never" };
  }
  if (previous !== null && isTight(previous, placed)) return tight;
  return spaced;
}

function isTight(previous: Placed, { token, rule }: Placed): boolean {
  const [before, image] = [previous.token.image, token.image];
  if (wouldMerge(before, image)) return false;
  if (image === "," || image === ":" || image === ")" || before === "(") return true;
  if (image === "(" && callRules.has(rule)) return true;
  if (isSizeJoin(token) || isSizeJoin(previous.token)) return true;
  if (before === "-" && signRules.has(previous.rule)) return true;
  return /^[*/]$/.test(image) || /^[*/]$/.test(before);
}

/** True where two tokens without a space between them would be read as others: `2e` and `-1`, `L2` and `*`. */
function wouldMerge(before: string, image: string): boolean {
  return (/^[+-]/.test(image) && /^[0-9.].*[eEx]$/.test(before)) || (before === "L2" && image === "*");
}

/** The `x` of a computed size such as `(X)x3`, which is no `x` apart from its sides. */
function isSizeJoin({ tokenType }: IToken): boolean {
  return tokenType.name === "SizeJoin";
}

/** The paper's notation is a single word. Where it needs several lines, each stage begins one. */
export function joinsOfNotation(notation: Branch): ReadonlyMap<IToken, Join> {
  const joins = new Map<IToken, Join>();
  let stageEnded = true;
  let before = "";
  for (const child of notation.children) {
    const tokens = isToken(child) ? [child] : tokensOf(child);
    const written = tokens.map(({ image }) => image).join("");
    const isDropout = written.endsWith("do");
    tokens.forEach((token, index) => {
      if (wouldMerge(before, token.image)) joins.set(token, spaced);
      else if (isToken(child) || index > 0) joins.set(token, tight);
      else if (joins.size === 0) joins.set(token, { text: " ", breaks: "ifBroken" });
      else joins.set(token, { text: "", breaks: stageEnded && !isDropout ? "ifBroken" : "ifNeeded" });
      before = token.image;
    });
    if (!isToken(child)) stageEnded = written.endsWith("p") || (stageEnded && isDropout);
  }
  return joins;
}
