/** Golden files: expected output kept beside the tests, rewritten when UPDATE_GOLDEN=1 is set. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect } from "vitest";

/** Expects `text` to equal the file at `path`; a missing or different file fails unless UPDATE_GOLDEN=1 rewrites it. */
export function expectGolden(path: string, text: string): void {
  const current = existsSync(path) ? readFileSync(path, "utf8") : null;
  if (current === text) return;
  if (process.env["UPDATE_GOLDEN"] === "1") {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return;
  }
  expect.soft(current, `${path} is missing: run with UPDATE_GOLDEN=1 and read what it writes`).not.toBeNull();
  expect(text, `differs from ${path}: run with UPDATE_GOLDEN=1 and read the difference`).toBe(current);
}
