/** What is shown of a download. */
import { describe, expect, it } from "vitest";
import { downloadNumbers, startDownloadDisplay } from "../../../src/cli/session/downloadDisplay.js";
import { processTerminal, type Terminal } from "../../../src/cli/terminal.js";

describe("a download", () => {
  it("has a share, and the time that is left where that can be told", () => {
    expect(downloadNumbers(0, 273_829_956, 3)).toBe("0 %  0.0 kB of 273.8 MB");
    expect(downloadNumbers(136_914_978, 273_829_956, 30)).toBe("50 %  136.9 MB of 273.8 MB  0:30 left");
    expect(downloadNumbers(273_829_956, 273_829_956, 60)).toBe("100 %  273.8 MB of 273.8 MB");
  });

  it("is a plain line at its end where there is no terminal, and that only once", () => {
    const lines: string[] = [];
    const terminal: Terminal = { ...processTerminal(), interactive: false, note: (line) => lines.push(line) };
    const display = startDownloadDisplay("tensorflow-cpu 2.21.0", 2e6, terminal);
    for (const received of [0, 1e6, 2e6, 2e6]) display.update(received);
    display.stop();
    expect(lines).toEqual(["tensorflow-cpu 2.21.0  100 %  2.0 MB of 2.0 MB"]);
  });
});
