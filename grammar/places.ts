/**
 * Decides, between lexer and parser, what depends on the place of a token.
 *
 * `use`, `experiment`, `extends` and `repeat` are words only where they can begin something, so that stages may still be called so. Commas, colons
 * and signs of arithmetic are dropped where the language has none: one unexpected character is one error, and the parser keeps its way.
 */
import type { IToken, TokenType } from "chevrotain";
import * as t from "./tokens.js";

/** Where a token stands: between declarations, before the block of a model, in it, in an experiment, in a `use`. */
type Place = "outside" | "header" | "model" | "experiment" | "use";

interface State {
  place: Place;
  braces: number;
  parentheses: number;
}

export interface Placed {
  /** The tokens for the parser. */
  readonly tokens: IToken[];
  /** Tokens that cannot stand where they do, in order. */
  readonly dropped: readonly IToken[];
}

const arithmetic = new Set<TokenType>([t.Plus, t.Star, t.Slash]);
const listing = new Set<TokenType>([t.Comma, t.Colon, t.Equals, t.Text]);
const wordTypes = new Set<TokenType>([t.Name, ...t.keywords]);

/**
 * Gives every token the type that it has at its place; whoever parses calls this between lexer and parser. `isExperiment` tells the word
 * `experiment`, and what is meant to be it, in `experiment Name {` and `experiment Name extends`.
 */
export function placeTokens(
  tokens: readonly IToken[],
  isExperiment = (word: string): boolean => word === "experiment",
): Placed {
  const placed: IToken[] = [];
  const dropped: IToken[] = [];
  const state: State = { place: "outside", braces: 0, parentheses: 0 };
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    if (token.tokenType === t.Name) index = placeName(state, tokens, index, isExperiment);
    else placeOther(state, tokens, index);
    if (belongs(token.tokenType, state)) placed.push(token);
    else dropped.push(token);
    const ends =
      token.tokenType === t.RightBrace
        ? state.braces === 0
        : token.tokenType === t.Text && state.place === "use";
    if (ends) enter(state, "outside");
  }
  return { tokens: placed, dropped };
}

/** Finds out which word a name is; returns the index of its last token. */
function placeName(
  state: State,
  tokens: readonly IToken[],
  index: number,
  isExperiment: (word: string) => boolean,
): number {
  const token = tokens[index]!;
  const next = tokens[index + 1];
  const isNamed = next !== undefined && wordTypes.has(next.tokenType);
  const between = state.place === "outside" || state.place === "use";
  if (between && isNamed && opensBlock(tokens[index + 2]) && isExperiment(token.image)) {
    enter(state, "experiment");
    retype(token, t.Experiment);
  } else if (state.place === "outside" && token.image === "use" && isNamed) {
    enter(state, "use");
    retype(token, t.Use);
  } else if (state.place === "experiment" && state.braces === 0 && token.image === "extends") {
    retype(token, t.Extends);
  } else if (state.place === "experiment") {
    return joinDashes(tokens, index);
  } else {
    const word = wordAt(state.place, tokens[index - 1], token, next);
    if (word !== null) retype(token, word);
  }
  return index;
}

function placeOther(state: State, tokens: readonly IToken[], index: number): void {
  const token = tokens[index]!;
  switch (token.tokenType) {
    case t.Model:
      if (state.place === "experiment" && !beginsModel(tokens, index)) retype(token, t.Name);
      else enter(state, "header");
      break;
    case t.SizeJoin:
      if (state.place === "outside" || state.place === "use") retype(token, t.Name);
      break;
    case t.LeftBrace:
      // A block behind anything else is most likely a model whose keyword is misspelt.
      if (state.place !== "experiment") state.place = "model";
      state.braces += 1;
      break;
    case t.RightBrace:
      state.braces = Math.max(0, state.braces - 1);
      break;
    case t.LeftParenthesis:
      state.parentheses += 1;
      break;
    case t.RightParenthesis:
      state.parentheses = Math.max(0, state.parentheses - 1);
      break;
  }
}

function enter(state: State, place: Place): void {
  state.place = place;
  state.braces = 0;
  state.parentheses = 0;
}

/** True where a sign can stand; every other token can stand anywhere, as far as this goes. */
function belongs(type: TokenType, { place, parentheses }: State): boolean {
  if (arithmetic.has(type)) return place !== "outside" && place !== "use" && parentheses > 0;
  if (!listing.has(type)) return true;
  return place === "header" || place === "experiment" || place === "use";
}

/** The word that a name is at its place; null where it is just a name. */
function wordAt(
  place: Place,
  before: IToken | undefined,
  { image }: IToken,
  next: IToken | undefined,
): TokenType | null {
  if (place === "header" && image === "extends") return t.Extends;
  if (place === "use" && image === "from") return t.From;
  if (place === "use" && image === "as") return t.As;
  const counts = next && [t.Quantity, t.LeftParenthesis, t.Dash, t.LeftBrace].includes(next.tokenType);
  const isName = before?.tokenType === t.Stage || before?.image === "L2M";
  return place === "model" && image === "repeat" && counts && !isName ? t.Repeat : null;
}

/** What follows the name of an experiment: its block, or what it extends. */
function opensBlock(token: IToken | undefined): boolean {
  return token?.tokenType === t.LeftBrace || token?.image === "extends";
}

/** In an experiment, `model Net(X = 2)` is a setting, while `model Net {`, `model Net extends` and `model Net(X: int)` end it. */
function beginsModel(tokens: readonly IToken[], index: number): boolean {
  const behind = tokens[index + 2];
  if (behind === undefined) return false;
  if (behind.tokenType === t.LeftBrace || behind.image === "extends") return true;
  return behind.tokenType === t.LeftParenthesis && tokens[index + 4]?.tokenType === t.Colon;
}

/** Makes `semi-supervised`, three tokens without space between them, one name; returns the index of its last token. */
function joinDashes(tokens: readonly IToken[], index: number): number {
  const first = tokens[index]!;
  let last = index;
  let image = first.image;
  for (;;) {
    const dash = tokens[last + 1];
    const name = tokens[last + 2];
    if (dash?.tokenType !== t.Dash || name === undefined || !wordTypes.has(name.tokenType)) break;
    if (dash.startOffset !== first.startOffset + image.length || name.startOffset !== dash.startOffset + 1)
      break;
    image += `-${name.image}`;
    last += 2;
  }
  first.image = image;
  return last;
}

function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx ?? 0;
}
