/** The progress of a training as plain lines, and its numbers. */
import pc from "picocolors";
import { describe, expect, it } from "vitest";
import { clock, percentage, significant, startProgress } from "../../../src/cli/session/progress.js";

describe("numbers", () => {
  it.each([
    [0.0812, "0.081"],
    [0.00312, "0.0031"],
    [12.34, "12"],
    [1.26, "1.3"],
    [0, "0.0e+0"],
    [1e-9, "1.0e-9"],
  ])("writes %d as %s", (value, text) => expect(significant(value)).toBe(text));

  it.each([
    [0, "0:00"],
    [41.4, "0:41"],
    [59.9, "1:00"],
    [3723, "1:02:03"],
  ])("writes %d seconds as %s", (seconds, text) => expect(clock(seconds)).toBe(text));

  it("writes shares as per cent", () => expect(percentage(0.0294)).toBe("2.94 %"));
});

describe("plain progress", () => {
  it("says epoch, share, speed, terms, validation error and time left, at most every five seconds", async () => {
    const lines: string[] = [];
    const colors = pc.createColors(false);
    const progress = await startProgress(
      { title: "", steps: 100, epochs: 2, batch: 50 },
      {
        print: () => undefined,
        note: (line) => lines.push(line),
        colors,
        noteColors: colors,
        interactive: false,
        setExitCode: () => undefined,
      },
    );
    const report = { loss: 1, terms: { NLL: 0.5, "L2M bottom": 0.0125 } };
    const step = (at: number, seconds: number) =>
      progress.step({ step: at, steps: 100, epoch: at / 50, rate: 0.1, report, seconds });
    step(1, 0.5);
    step(2, 1);
    step(12, 6);
    progress.validation(0.0294);
    step(60, 30);
    step(61, 30.5);
    step(100, 31);
    expect(lines).toEqual([
      "epoch 1/2  1 %  100 img/s  NLL 0.50  L2M bottom 0.013  0:50 left",
      "epoch 1/2  12 %  100 img/s  NLL 0.50  L2M bottom 0.013  0:44 left",
      "epoch 2/2  60 %  100 img/s  NLL 0.50  L2M bottom 0.013  val 2.94 %  0:20 left",
      "epoch 2/2  100 %  161 img/s  NLL 0.50  L2M bottom 0.013  val 2.94 %  0:00 left",
    ]);
  });
});
