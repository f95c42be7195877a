/** Lines of a terminal: what is left out where they are too long, and the rows that they take when it became narrower. */
import pc from "picocolors";
import { expect, it } from "vitest";
import { fitLine, rowsOf } from "../../../src/cli/session/lineWidth.js";

const { cyan } = pc.createColors(true);
const parts = [
  { text: "epoch 1/2", rank: 0 },
  { text: cyan("━━━━"), rank: 1 },
  { text: "", rank: 0 },
  { text: "NLL 0.50", rank: 4 },
  { text: "L2rec 0.10", rank: 4 },
  { text: "0:41 left", rank: 0 },
];

it.each([
  [Infinity, `epoch 1/2  ${cyan("━━━━")}  NLL 0.50  L2rec 0.10  0:41 left`],
  [48, `epoch 1/2  ${cyan("━━━━")}  NLL 0.50  L2rec 0.10  0:41 left`],
  [47, `epoch 1/2  ${cyan("━━━━")}  NLL 0.50  0:41 left`],
  [26, `epoch 1/2  ${cyan("━━━━")}  0:41 left`],
  [25, "epoch 1/2  0:41 left"],
  [12, "epoch 1/2  0"],
])("in %d columns", (columns, line) => expect(fitLine(parts, columns)).toBe(line));

it("counts rows as a terminal breaks lines", () => {
  expect(rowsOf([], 10)).toBe(0);
  expect(rowsOf(["", "0123456789", cyan("0123456789a")], 10)).toBe(4);
});
