/** What is shown of an experiment on a terminal: redrawn in place, whatever its width. */
import { stripVTControlCharacters } from "node:util";
import pc from "picocolors";
import { afterEach, expect, it, vi } from "vitest";
import { type Standing, startDisplay } from "../../../src/cli/experiment/display.js";

const colors = pc.createColors(true);
const terminal = {
  print: () => undefined,
  note: () => undefined,
  colors,
  noteColors: colors,
  interactive: true,
  setExitCode: () => undefined,
};
const progress = {
  kind: "step",
  step: 50,
  epoch: 1.5,
  rate: 0.1,
  loss: 1,
  seconds: 10,
  terms: { NLL: 0.5, "L2M bottom": 0.0125 },
} as const;
const cell = { label: "labels 100, seed 1", steps: 100, epochs: 3, batch: 32 };
const standing: Standing = {
  done: 1,
  cells: 4,
  share: 0.375,
  left: 100,
  inWork: [
    { ...cell, progress },
    { ...cell, label: "labels 100, seed 2", progress: null },
  ],
};

afterEach(() => vi.restoreAllMocks());

/** What one drawing writes on a terminal of so many columns. */
function watch(): { written(columns: number, draw: () => void): string } {
  const { columns } = process.stderr;
  let text = "";
  vi.spyOn(process.stderr, "write").mockImplementation((chunk) => {
    text += String(chunk);
    return true;
  });
  return {
    written(width, draw) {
      process.stderr.columns = width;
      text = "";
      draw();
      process.stderr.columns = columns;
      return text;
    },
  };
}

it("is drawn over itself, fits narrow terminals, and leaves nothing behind", () => {
  const { written } = watch();
  const display = startDisplay(terminal);
  const wide = written(120, () => display.update(standing));
  expect(stripVTControlCharacters(wide)).toBe(
    "\r  labels 100, seed 1  epoch 2/3  ━━━━━━━━────────  50 %  160 img/s  NLL 0.50  L2M bottom 0.013\n" +
      "  labels 100, seed 2  starting\n" +
      "1/4 cells  ━━━━━━──────────  37 %  about 1:40 left\n",
  );
  // Made narrower, the terminal has broken the first line in two: four rows are gone over.
  const narrow = written(60, () => display.update(standing));
  expect(narrow.startsWith("\r\u001b[4A")).toBe(true);
  expect(stripVTControlCharacters(narrow).split("\n")[0]).toBe(
    "\r  labels 100, seed 1  epoch 2/3  ━━━━━━━━────────  50 %",
  );
  const line = written(60, () => display.line("a cell has ended"));
  expect(line.startsWith("\r\u001b[3Aa cell has ended\u001b[K\n")).toBe(true);
  expect(written(60, () => display.stop())).toBe("\r\u001b[3A\u001b[0J");
});
