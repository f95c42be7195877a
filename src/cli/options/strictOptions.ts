/** Options that commander would let pass: the same one twice. */
import type { Command } from "commander";

/** Makes it a usage error to give an option of `command` twice, where commander would silently take the last one. */
export function rejectDuplicateOptions(command: Command): void {
  const given = new Set<string>();
  for (const option of command.options) {
    const name = option.attributeName();
    command.on(`option:${option.name()}`, () => {
      if (given.has(name)) command.error(`error: option '${option.flags}' was given twice`);
      given.add(name);
    });
  }
}
