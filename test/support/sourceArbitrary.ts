/** Random sources that are nearly a spec, or nothing like one. */
import * as fc from "fast-check";
import { specArbitrary } from "./specArbitrary.js";

/** Words and signs, right and wrong ones. */
const pieces = [
  ..."{}()-,;:*/\"'\n\t ",
  ..."model input encoder stage classifier where loss conv relu pool batchnorm dropout dense".split(" "),
  ..."NLL L2rec L2M L2* reduce mean sum hard soft beta none".split(" "),
  ..."5x5 2x2 28x28x1 5.5x5 -3 0 1e400 NaN 0.5 64 (64)5c -2p -10fc bn 99999999999 5×5 0x0 1e-3 stage1".split(
    " ",
  ),
  ..."( ) = : , + / * use from as extends repeat experiment int number".split(" "),
  ..."data mnist labels mode optimizer adam schedule seeds 1..5 augment preprocess model Model".split(" "),
  "(X)",
  "(X)x(X)",
  "M(X = 2)",
  "(X: int = 2)",
  "// swwae-ignore SW0406 why\n",
  '"./a.swwae"',
  "repeat 3 {",
  ..."/// // /* */ é 漢 \u{1F600} \u0000 \uFEFF \uD800".split(" "),
];

/** A valid spec with some of its tokens dropped, doubled, swapped or replaced. */
export const mutatedSpec: fc.Arbitrary<string> = fc
  .tuple(
    specArbitrary(),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom("drop", "double", "swap", "replace", "insert", "cut"),
        fc.constantFrom(...pieces),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([text, mutations]) => {
    const tokens = text.match(/\s+|[A-Za-z0-9_.*]+|[^\s]/g) ?? [];
    for (const [place, kind, piece] of mutations) {
      const index = place % Math.max(1, tokens.length);
      const token = tokens[index] ?? "";
      if (kind === "drop") tokens.splice(index, 1);
      if (kind === "double") tokens.splice(index, 0, token);
      if (kind === "swap") tokens.splice(index, 2, tokens[index + 1] ?? "", token);
      if (kind === "replace") tokens.splice(index, 1, piece);
      if (kind === "insert") tokens.splice(index, 0, ` ${piece} `);
      if (kind === "cut") tokens.length = index;
    }
    return tokens.join("");
  });

/** Anything at all, and words of the language in any order. */
export const noise: fc.Arbitrary<string> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join(" ")),
  fc.array(fc.constantFrom(...pieces), { maxLength: 40 }).map((parts) => parts.join("")),
);
