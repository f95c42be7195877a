/** Colours: on a terminal only, and never where NO_COLOR is set. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { processTerminal } from "../../src/cli/terminal.js";

const before = { stdout: process.stdout.isTTY, stderr: process.stderr.isTTY };

function terminalWith(
  isTerminal: boolean,
  environment: Record<string, string>,
): ReturnType<typeof processTerminal> {
  process.stdout.isTTY = isTerminal;
  process.stderr.isTTY = isTerminal;
  vi.stubEnv("NO_COLOR", "");
  vi.stubEnv("TERM", "xterm");
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  return processTerminal();
}

afterEach(() => {
  vi.unstubAllEnvs();
  process.stdout.isTTY = before.stdout;
  process.stderr.isTTY = before.stderr;
});

describe("processTerminal", () => {
  it("colours on a terminal", () => {
    const { colors, noteColors, interactive } = terminalWith(true, {});
    expect(colors.red("x")).not.toBe("x");
    expect(noteColors.red("x")).not.toBe("x");
    expect(interactive).toBe(true);
  });

  it("respects NO_COLOR, and still redraws its line", () => {
    const { colors, noteColors, interactive } = terminalWith(true, { NO_COLOR: "1" });
    expect([colors.red("x"), noteColors.red("x")]).toEqual(["x", "x"]);
    expect(interactive).toBe(true);
  });

  it("writes plainly to a file or pipe", () => {
    const { colors, noteColors, interactive } = terminalWith(false, {});
    expect([colors.red("x"), noteColors.red("x"), interactive]).toEqual(["x", "x", false]);
  });

  it("writes plainly to a dumb terminal", () => {
    const { colors, interactive } = terminalWith(true, { TERM: "dumb" });
    expect([colors.red("x"), interactive]).toEqual(["x", false]);
  });
});
