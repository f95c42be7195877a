/** What makes a name, and which one may be meant where it is none. */
import { type Fix, replacement } from "../diagnostics/diagnostic.js";
import type { NameNode } from "../syntax/ast.js";

/** Why a word cannot be a name, or null where it can: letters A to Z, digits and _, a letter first. */
export function nameProblem(name: string): string | null {
  if (/[^A-Za-z0-9_]/.test(name)) return "names are made of the letters A to Z, digits and _";
  if (!/^[A-Za-z]/.test(name)) return "names begin with a letter";
  if (name.length > 80) return "names have at most 80 letters";
  return null;
}

/** Writes a name without accents and signs, and with `suffix` behind it where its word is taken by the language. */
export function nameFix({ text, span }: NameNode, suffix: string): Fix | null {
  const plain = text
    .replaceAll("ß", "ss")
    .normalize("NFD")
    .replace(/\p{Mark}/gu, "")
    .replace(/[^A-Za-z0-9_]/g, "")
    .replace(/^[^A-Za-z]+/, "")
    .slice(0, 80);
  const written = plain === text ? `${plain}${suffix}` : plain;
  return plain === "" || nameProblem(written) !== null ? null : replacement(written, span, written);
}

/** The name with the first number behind it that makes it a new one. */
export function freeName(name: string, taken: ReadonlyMap<string, unknown>): string {
  let number = 2;
  while (taken.has(`${name}${number}`) || taken.has(`${name}${number}`.toLowerCase())) number += 1;
  return `${name}${number}`;
}
