/**
 * Loads Chevrotain from its single-file bundle.
 *
 * Chevrotain's main entry imports several hundred small modules, which costs about a quarter of a second of start-up
 * time; the bundle that the package ships beside it loads in about ten milliseconds and holds the same code. The bundle
 * is not named in the package's exports, so it is found next to the main entry; where it is missing the main entry serves.
 */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

async function load(): Promise<typeof import("chevrotain")> {
  const entry = createRequire(import.meta.url).resolve("chevrotain"); // …/chevrotain/lib/src/api.js
  const bundle = join(dirname(entry), "..", "chevrotain.min.mjs");
  if (existsSync(bundle)) return (await import(pathToFileURL(bundle).href)) as typeof import("chevrotain");
  return import("chevrotain");
}

export const { CstParser, EOF, generateCstDts, Lexer, createToken } = await load();
