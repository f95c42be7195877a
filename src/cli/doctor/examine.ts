/** The doctor at work: what is found is printed as soon as it is known. */
import type { Terminal } from "../terminal.js";
import { diagnose } from "./diagnose.js";
import { engineLines, machineLines, verdictLines } from "./renderDiagnosis.js";
import { startProbe } from "./startProbe.js";

export interface ExamineRequest {
  readonly threads: number | null;
  readonly seconds: number;
  readonly json: boolean;
}

/** Examines the machine and prints what there is to say; the exit code is 1 where no training is possible. */
export async function examine({ threads, seconds, json }: ExamineRequest, terminal: Terminal): Promise<void> {
  const say = (lines: readonly string[]): void => {
    if (!json) for (const line of lines) terminal.print(line);
  };
  const { colors, noteColors } = terminal;
  const diagnosis = await diagnose({
    threads,
    seconds,
    probe: startProbe,
    onMachine: (machine) => say([...machineLines(machine, colors), ""]),
    onStart: (engine) => {
      if (terminal.interactive) process.stderr.write(`\r${noteColors.dim(`trying ${engine} …`)}\u001b[K`);
    },
    onEngine: (engine) => {
      if (terminal.interactive) process.stderr.write("\r\u001b[K");
      say(engineLines(engine, colors));
    },
  });
  if (json) terminal.print(JSON.stringify(diagnosis, null, 2));
  else say(["", ...verdictLines(diagnosis, colors)]);
  if (diagnosis.auto === null) terminal.setExitCode(1);
}
