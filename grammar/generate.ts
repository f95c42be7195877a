/** Derives files from the grammar: the types of the concrete syntax tree (`grammar/cst.d.ts`). */
import { generateCstDts } from "chevrotain";
import { SpecParser } from "./parser.js";

/** The text of `cst.d.ts`: one interface per rule of the grammar, with the tokens and rules below it. */
export function generateCstTypes(): string {
  const productions = new SpecParser(undefined, false).getGAstProductions();
  return `// Generated from grammar/parser.ts. Edit the grammar, not this file.\n${generateCstDts(productions)}\n`;
}
