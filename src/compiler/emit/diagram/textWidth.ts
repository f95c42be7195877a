/**
 * How wide a text is when nobody is there to draw it. The widths are those of a wide sans-serif in em, rounded up, so that a text fits
 * its box in whatever sans-serif the reader has.
 */

const widthClasses: readonly (readonly [width: number, characters: string])[] = [
  [0.33, " ijlI.,:;'|!·"],
  [0.43, 'frt()[]{}-/\\"J'],
  [0.6, "aceksvxyz_LT?FE*^"],
  [0.65, "bdghnopqu0123456789$YSZPβλ"],
  [0.72, "ABCKRVX"],
  [0.84, "wDGHNOQU&<>=+~×→↑↓≡#"],
  [0.99, "mMW%@…"],
];

const widths: ReadonlyMap<string, number> = new Map(
  widthClasses.flatMap(([width, characters]) =>
    [...characters].map((character) => [character, width] as const),
  ),
);

/** Letters of other scripts may be as wide as they are high. */
const widest = 1;

/** Bold letters are wider by this. */
const boldFactor = 1.08;

/** The width of a text in the unit of `size`. */
export function textWidth(text: string, size: number, weight: "regular" | "bold" = "regular"): number {
  const ems = [...text].reduce((sum, character) => sum + (widths.get(character) ?? widest), 0);
  return ems * size * (weight === "bold" ? boldFactor : 1);
}

/** The text, cut with an ellipsis where it is wider than `limit`. */
export function fitText(text: string, limit: number, size: number, weight?: "regular" | "bold"): string {
  if (textWidth(text, size, weight) <= limit) return text;
  let kept = [...text];
  while (kept.length > 1 && textWidth(`${kept.join("")}…`, size, weight) > limit) kept = kept.slice(0, -1);
  return `${kept.join("")}…`;
}

/** The text in lines no wider than `limit`, broken at spaces; what goes beyond `count` lines is cut with an ellipsis. */
export function wrapText(text: string, limit: number, size: number, count: number): string[] {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const lines: string[] = [];
  for (const [index, word] of words.entries()) {
    const line = lines.at(-1);
    if (line !== undefined && textWidth(`${line} ${word}`, size) <= limit)
      lines[lines.length - 1] = `${line} ${word}`;
    else if (lines.length < count) lines.push(word);
    else {
      lines[lines.length - 1] = fitText(`${line ?? ""} ${words.slice(index).join(" ")}`, limit, size);
      break;
    }
  }
  return lines.map((line) => fitText(line, limit, size));
}
