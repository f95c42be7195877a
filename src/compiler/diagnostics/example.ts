/** Example specs, as the tables of diagnostics write them. */

/** The text of a template literal without the indentation that all its lines share, and without a blank first or last line. */
export function spec({ raw }: TemplateStringsArray): string {
  const lines = raw
    .join("")
    .replace(/^\n|\n[ \t]*$/g, "")
    .split("\n");
  const indentations = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const shared = Math.min(...indentations);
  return lines.map((line) => line.slice(shared)).join("\n");
}
