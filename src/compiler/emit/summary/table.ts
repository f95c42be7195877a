/** Tables of text: columns wide enough for their cells, two spaces between them. */

/** How the text of a column stands in it. */
export type Alignment = "left" | "right";

/**
 * The rows as lines, their cells aligned; no line ends with spaces. A row may have fewer cells than there are columns. Its
 * last cell, where it stands to the left, may be of any length: it makes no column wider.
 */
export function alignRows(rows: readonly (readonly string[])[], alignments: readonly Alignment[]): string[] {
  const widths = alignments.map((alignment, column) =>
    Math.max(
      0,
      ...rows.flatMap((row) => {
        const hangs = column === row.length - 1 && alignment === "left" && row.length < alignments.length;
        return hangs ? [] : [row[column]?.length ?? 0];
      }),
    ),
  );
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return alignments[column] === "right" ? cell.padStart(width) : cell.padEnd(width);
      })
      .join("  ")
      .trimEnd(),
  );
}
