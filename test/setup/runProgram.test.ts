/** Programs of others: what they print, that they can be ended, and what is said of one that fails. */
import { describe, expect, it } from "vitest";
import { Interrupted, programFailed, runProgram } from "../../src/setup/runProgram.js";

const node = process.execPath;

describe("a program", () => {
  it("runs to its end, and tells its exit code and what it printed", async () => {
    const script = "console.log('out'); console.error('err'); process.exit(3)";
    expect(await runProgram(node, ["-e", script])).toEqual({
      code: 3,
      stdout: "out\n",
      stderr: "err\n",
      missing: false,
    });
  });

  it("gets the environment and the folder it is given, and no standard input", async () => {
    const script = "process.stdin.on('end', () => console.log(process.env.WORD, process.cwd())).resume()";
    const { stdout } = await runProgram(node, ["-e", script], { environment: { WORD: "here" }, cwd: "/" });
    expect(stdout).toBe("here /\n");
  });

  it("is said to be missing where there is none", async () => {
    expect(await runProgram("no-program-of-this-name", [])).toMatchObject({ code: null, missing: true });
  });

  it("is ended when the signal comes", async () => {
    const abort = new AbortController();
    const running = runProgram(node, ["-e", "setTimeout(() => {}, 60000)"], { signal: abort.signal });
    setTimeout(() => abort.abort(), 50);
    await expect(running).rejects.toThrow(Interrupted);
  });
});

describe("the error for a program that failed", () => {
  const result = { code: 1, stdout: "", missing: false };

  it("shows the lines that tell why, and what helps", () => {
    const stderr = "collecting\nERROR: no such release\n  note\n";
    const error = programFailed("downloading", { ...result, stderr }, /^ERROR/, "try another");
    expect(error.message).toBe("downloading failed (exit code 1):\n  ERROR: no such release");
    expect(error.hint).toBe("try another");
  });

  it("shows the last lines where none tells", () => {
    const error = programFailed(
      "downloading",
      { ...result, stderr: "a\nb\nc\nd\n" },
      /^ERROR/,
      "try another",
    );
    expect(error.message).toBe("downloading failed (exit code 1):\n  b\n  c\n  d");
  });

  it("knows a full disk, whoever found it", () => {
    const stderr = "ERROR: Exception:\nTraceback\nOSError: [Errno 28] No space left on device\n";
    const error = programFailed("downloading", { ...result, stderr }, /^ERROR/, "try another");
    expect(error.message).toBe(
      "downloading failed (exit code 1):\n  OSError: [Errno 28] No space left on device",
    );
    expect(error.hint).toBe("the disk is full: free some space, or name another folder in SWWAE_CACHE");
  });
});
