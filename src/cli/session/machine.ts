/** The machine that this process runs on. */
import { availableParallelism, cpus, totalmem } from "node:os";

/** What run.json says of it, by name. */
export function thisMachine(): Record<string, string> {
  const [first] = cpus();
  return {
    processor: first?.model.trim() ?? process.arch,
    cores: String(availableParallelism()),
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${process.platform} ${process.arch}`,
  };
}
