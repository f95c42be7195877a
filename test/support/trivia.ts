/** Random comments, white space and line breaks between the words of a source. */
import * as fc from "fast-check";

const space = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("", " ", "  ") },
  {
    weight: 2,
    arbitrary: fc.constantFrom("\n", "\n\n", "\n\n\n\n", "\r\n", "\t", "\n  ", "\n\uFEFF", " \r"),
  },
);

const words = fc.array(fc.constantFrom("note", "64", "{", "}", "model", "*", "-", "×", "  ", "//", "conv"), {
  maxLength: 4,
});

const comment = fc.oneof(
  fc
    .tuple(fc.constantFrom("//", "// ", "/// ", "///", "//// "), words)
    .map(([start, text]) => `${start}${text.join(" ")}\n`),
  words.map((text) => `/* ${text.join(" ")} */`),
  words.map((text) => `/* ${text.join("\n")}\n*/`),
  words.map((text) => `/**\n${text.map((word) => `   * ${word}\r\n`).join("")} */`),
);

/** What may stand between two words: mostly white space. */
const trivia = fc.oneof(
  { weight: 6, arbitrary: space },
  { weight: 1, arbitrary: fc.tuple(space, comment, space).map((parts) => parts.join("")) },
  {
    weight: 1,
    arbitrary: fc.array(fc.oneof(comment, space), { maxLength: 4 }).map((parts) => parts.join("")),
  },
);

/**
 * The source with random comments and white space in its gaps, at its signs and at dashes of the notation. In most cases it reads as
 * before, documentation aside.
 */
export function withTrivia(sources: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc.tuple(sources, fc.array(trivia, { minLength: 1, maxLength: 60 })).map(([text, inserted]) => {
    let index = 0;
    const next = () => inserted[index++ % inserted.length] ?? "";
    const pieces = text.split(/(\s+|\/\/[^\n]*\n|(?<=[{}(,:=])|(?=[{}),:=])|(?<=[cp]-))/);
    return (
      next() + pieces.map((piece) => (/^\s*$/.test(piece) ? `${piece.slice(0, 1)}${next()}` : piece)).join("")
    );
  });
}
