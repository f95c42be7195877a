/**
 * A bitmap font for captions in pictures: letters of 5×7 dots, drawn at whole multiples of a pixel.
 *
 * Small letters are drawn as capitals; a character that the font lacks is drawn as a question mark.
 */
import { fillRectangle, type Picture, type Color } from "./picture.js";

/** Seven rows of five dots, top row first. */
const glyphs: Readonly<Record<string, string>> = {
  " ": "..... ..... ..... ..... ..... ..... .....",
  A: ".###. #...# #...# ##### #...# #...# #...#",
  B: "####. #...# #...# ####. #...# #...# ####.",
  C: ".###. #...# #.... #.... #.... #...# .###.",
  D: "####. #...# #...# #...# #...# #...# ####.",
  E: "##### #.... #.... ####. #.... #.... #####",
  F: "##### #.... #.... ####. #.... #.... #....",
  G: ".###. #...# #.... #.### #...# #...# .###.",
  H: "#...# #...# #...# ##### #...# #...# #...#",
  I: ".###. ..#.. ..#.. ..#.. ..#.. ..#.. .###.",
  J: "..### ...#. ...#. ...#. ...#. #..#. .##..",
  K: "#...# #..#. #.#.. ##... #.#.. #..#. #...#",
  L: "#.... #.... #.... #.... #.... #.... #####",
  M: "#...# ##.## #.#.# #.#.# #...# #...# #...#",
  N: "#...# ##..# #.#.# #.#.# #..## #...# #...#",
  O: ".###. #...# #...# #...# #...# #...# .###.",
  P: "####. #...# #...# ####. #.... #.... #....",
  Q: ".###. #...# #...# #...# #.#.# #..#. .##.#",
  R: "####. #...# #...# ####. #.#.. #..#. #...#",
  S: ".#### #.... #.... .###. ....# ....# ####.",
  T: "##### ..#.. ..#.. ..#.. ..#.. ..#.. ..#..",
  U: "#...# #...# #...# #...# #...# #...# .###.",
  V: "#...# #...# #...# #...# #...# .#.#. ..#..",
  W: "#...# #...# #...# #.#.# #.#.# ##.## #...#",
  X: "#...# #...# .#.#. ..#.. .#.#. #...# #...#",
  Y: "#...# #...# .#.#. ..#.. ..#.. ..#.. ..#..",
  Z: "##### ....# ...#. ..#.. .#... #.... #####",
  "0": ".###. #...# #..## #.#.# ##..# #...# .###.",
  "1": "..#.. .##.. ..#.. ..#.. ..#.. ..#.. .###.",
  "2": ".###. #...# ....# ..##. .#... #.... #####",
  "3": "####. ....# ....# .###. ....# ....# ####.",
  "4": "...#. ..##. .#.#. #..#. ##### ...#. ...#.",
  "5": "##### #.... ####. ....# ....# #...# .###.",
  "6": "..##. .#... #.... ####. #...# #...# .###.",
  "7": "##### ....# ...#. ..#.. .#... .#... .#...",
  "8": ".###. #...# #...# .###. #...# #...# .###.",
  "9": ".###. #...# #...# .#### ....# ...#. .##..",
  "-": "..... ..... ..... ##### ..... ..... .....",
  ".": "..... ..... ..... ..... ..... .##.. .##..",
  "%": "##..# ##..# ...#. ..#.. .#... #..## #..##",
  "/": "....# ....# ...#. ..#.. .#... #.... #....",
  ":": "..... .##.. .##.. ..... .##.. .##.. .....",
  "?": ".###. #...# ....# ...#. ..#.. ..... ..#..",
};

const glyphWidth = 5;
const glyphHeight = 7;
/** From the left edge of one letter to the next: its dots and one column of space. */
const advance = glyphWidth + 1;

/** Width and height in pixels of `text` with dots of `dot` × `dot` pixels. */
export function textSize(text: string, dot: number): { width: number; height: number } {
  return { width: text.length === 0 ? 0 : (text.length * advance - 1) * dot, height: glyphHeight * dot };
}

/** Draws `text` with its upper left corner at (left, top). */
export function drawText(
  picture: Picture,
  text: string,
  left: number,
  top: number,
  dot: number,
  color: Color,
): void {
  [...text.toUpperCase()].forEach((character, position) => {
    const rows = (glyphs[character] ?? glyphs["?"] ?? "").split(" ");
    rows.forEach((row, y) => {
      [...row].forEach((mark, x) => {
        if (mark !== "#") return;
        fillRectangle(picture, left + (position * advance + x) * dot, top + y * dot, dot, dot, color);
      });
    });
  });
}
