/** What a spec's text says, whatever its white space: for comparisons before and after formatting. */
import { createSourceFile } from "../../src/compiler/source/sourceFile.js";
import { parse } from "../../src/compiler/syntax/parse.js";

/** The syntax tree as text, without places and without the white space that messages would quote. */
export function treeOf(text: string): string {
  const { spec } = parse(createSourceFile("a.swwae", text));
  return JSON.stringify(spec, (key, value: unknown) => {
    if (key === "span") return undefined;
    return key === "written" && typeof value === "string" ? withoutSpace(value) : value;
  });
}

/** Words and comments in their order, run together. */
export function withoutSpace(text: string): string {
  return text.replaceAll(/[\s\uFEFF]+/g, "");
}
