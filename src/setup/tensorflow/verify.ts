/** Asks a TensorFlow for numbers, in a process of its own: one that crashes must not take the command line along. */
import type { TensorflowLocation } from "../../runtime/engines/tensorflow/library/index.js";
import { UserError } from "../../training/errors.js";
import { runProgram } from "../runProgram.js";

export interface Check {
  /** The program `selfCheck.js`. */
  readonly program: string;
  /** The version that it should have; null where any will do. */
  readonly expectedVersion: string | null;
  /** What helps where it does not work. */
  readonly hint: string;
  readonly signal?: AbortSignal;
}

/**
 * The version of the TensorFlow at a place that loads and computes as it should.
 *
 * @throws UserError saying what is wrong with it.
 */
export async function verifyTensorflow(
  { kind, path }: TensorflowLocation,
  { program, expectedVersion, hint, signal }: Check,
): Promise<string> {
  const programArguments = [program, kind, path, ...(expectedVersion === null ? [] : [expectedVersion])];
  const result = await runProgram(process.execPath, programArguments, signal === undefined ? {} : { signal });
  const answer = parseAnswer(result.stdout);
  if (answer === undefined) {
    // TensorFlow ends a process without a word where the processor lacks instructions that it was built for.
    const reason = result.stderr.trim().split("\n").at(-1) || "no word of why; does the processor have AVX?";
    throw new UserError(`the TensorFlow in ${path} ends the process that loads it: ${reason}`, { hint });
  }
  if (answer.version === null || answer.wrong.length > 0) {
    throw new UserError(`the TensorFlow in ${path} does not work: ${answer.wrong.join("; ")}`, { hint });
  }
  return answer.version;
}

interface Answer {
  readonly version: string | null;
  readonly wrong: readonly string[];
}

function parseAnswer(stdout: string): Answer | undefined {
  const line = stdout.trim().split("\n").at(-1) ?? "";
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return undefined;
  }
}
