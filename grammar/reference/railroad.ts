/** Rules of the grammar as railroad diagrams: whoever follows the line from the left to the right reads something that the rule allows. */
import pieces, { type Piece } from "railroad-diagrams";
import type { Production, Rule } from "./productions.js";
import { mistakes } from "./rules.js";

/** Inks that read on white and on black paper; words of the language are round, rules and tokens have corners. */
const style = `
svg { background: none; --ink: #57606a; --word: #0a5fb4; --text: #1f2328; --fill: #f3f6fa; }
@media (prefers-color-scheme: dark) { svg { --ink: #8b949e; --word: #79b8ff; --text: #e6edf3; --fill: #1c2330; } }
path { stroke-width: 1.5; stroke: var(--ink); fill: none; }
rect { stroke-width: 1.5; stroke: var(--ink); fill: var(--fill); }
text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; text-anchor: middle; fill: var(--text); }
.literal rect { stroke: var(--word); }
.literal text { fill: var(--word); font-weight: bold; }
.mistaken rect { stroke-dasharray: 4 3; }
.mistaken text { font-style: italic; }
`.trim();

/** The picture of a rule, an SVG of its own that follows the reader's light or dark mode. */
export function drawRule({ body }: Rule): string {
  const picture = pieces.Diagram(draw(body)).format(8);
  picture.attrs["xmlns"] = "http://www.w3.org/2000/svg";
  return picture.toString().replace(/^<svg[^>]*>/, (head) => `${head}\n<style>\n${style}\n</style>`);
}

function draw(production: Production): Piece {
  switch (production.kind) {
    case "sequence":
      return pieces.Sequence(...production.items.map(draw));
    case "choice":
      return pieces.Choice(0, ...production.items.map(draw));
    case "separated":
      return pieces.OneOrMore(draw(production.item), draw(production.separator));
    case "optional":
      return pieces.Optional(draw(production.item));
    case "zeroOrMore":
      return pieces.ZeroOrMore(draw(production.item));
    case "oneOrMore":
      return pieces.OneOrMore(draw(production.item));
    case "rule":
      return classed(
        pieces.NonTerminal(production.name),
        mistakes.has(production.name) ? "mistaken" : "rule",
      );
    case "literal":
      return classed(pieces.Terminal(production.text), "literal");
    case "token":
      return classed(pieces.NonTerminal(production.name), production.isMistaken ? "mistaken" : "token");
  }
}

function classed(piece: Piece, name: string): Piece {
  piece.attrs["class"] = name;
  return piece;
}
