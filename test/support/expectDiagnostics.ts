/** Expectations about the diagnostics of a source, written inline. */
import { expect } from "vitest";
import { compile } from "../../src/compiler/compile.js";

/**
 * Expects the diagnostics of `text` to be exactly these: for each its code and the stretch of the text that it points at, such as
 * "SW0203 convv".
 */
export function expectDiagnostics(text: string, expected: readonly string[]): void {
  const { diagnostics } = compile({ path: "a.swwae", text });
  const found = diagnostics.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`.trim());
  expect(found).toEqual(expected);
}

/** A model around an encoder's stages, and a loss without surprises. */
export function modelWith(stages: string, rest = "loss { L2rec 1 }"): string {
  return `model M { input 28x28x1 encoder { ${stages} } ${rest} }`;
}
