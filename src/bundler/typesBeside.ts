/** The declaration file beside a spec: `mnist.swwae.d.ts` says what `import … from "./mnist.swwae"` holds. */
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { basename } from "node:path";

/**
 * Writes the declarations of a spec's module beside the spec. Nothing is done where the file there was made of the same module, which
 * its first line tells.
 *
 * @param typescript the module as `swwae compile` would write it.
 */
export async function writeTypesBeside(specPath: string, typescript: string): Promise<void> {
  const path = `${specPath}.d.ts`;
  const header = `// Types of ${basename(specPath)}, made of the module ${digest(typescript)}. Edit the spec, not this file.\n`;
  const current = await readFile(path, "utf8").catch(() => "");
  if (current.startsWith(header)) return;
  const { declareModule } = await import("../compiler/emit/typescript/index.js");
  await writeFile(path, header + declareModule(typescript, `${specPath}.ts`));
}

/** Twelve hexadecimal digits that change with the text. */
function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
