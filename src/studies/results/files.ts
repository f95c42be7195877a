/** results.json, read and written: the same content is the same bytes, one line for every cell. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { StudyName } from "../../compiler/index.js";
import { isRecord } from "../../runtime/index.js";
import { explainSystemError, systemErrorCode, UserError, writeFileAtomically } from "../../training/index.js";
import type { StudyCell, StudyResults } from "./document.js";

/** The file's name in the folder of a study. */
export const resultsName = "results.json";

/**
 * Reads the results in a folder; null where there are none.
 *
 * @throws UserError where the file cannot be read, or does not hold what it should.
 */
export async function readResults(folder: string): Promise<StudyResults | null> {
  const path = join(folder, resultsName);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") return null;
    throw explainSystemError(error, "read", path);
  }
  return parseResults(text, path);
}

/** @throws UserError naming the file and what is wrong with it. */
export function parseResults(text: string, path: string): StudyResults {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${path} is damaged: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const problem = problemOf(value);
  if (problem === null) return value as StudyResults;
  throw new UserError(`${path} holds no results of a study: ${problem}`);
}

function problemOf(value: unknown): string | null {
  if (!isRecord(value)) return "it is no JSON object";
  if (value["format"] !== 1) return `expected format 1, found ${JSON.stringify(value["format"])}`;
  if (typeof value["study"] !== "string") return `it has no text "study"`;
  if (typeof value["quick"] !== "boolean") return `"quick" is neither true nor false`;
  if (typeof value["command"] !== "string") return `it has no text "command"`;
  const { spec, cells } = value;
  if (!isRecord(spec) || typeof spec["path"] !== "string" || typeof spec["text"] !== "string") {
    return "it has no spec with path and text";
  }
  const table = ["trainings", "models", "machines", "subsets"].find((name) => !isRecord(value[name]));
  if (table !== undefined) return `it has no table "${table}"`;
  if (!Array.isArray(cells)) return `it has no list "cells"`;
  for (const [index, cell] of cells.entries()) {
    const wrong = cellProblem(cell, value);
    if (wrong !== null) return `cell ${index + 1} of its list ${wrong}`;
  }
  return null;
}

function cellProblem(cell: unknown, document: Readonly<Record<string, unknown>>): string | null {
  if (!isRecord(cell)) return "is no JSON object";
  const text = ["experiment", "digest", "model", "training", "machine"].find(
    (name) => typeof cell[name] !== "string",
  );
  if (text !== undefined) return `has no text "${text}"`;
  const number = ["number", "seed", "steps", "seconds"].find((name) => typeof cell[name] !== "number");
  if (number !== undefined) return `has no number "${number}"`;
  const record = ["choice", "test", "measures", "pictures"].find((name) => !isRecord(cell[name]));
  if (record !== undefined) return `has no "${record}"`;
  const { subset } = cell;
  if (subset !== null && typeof subset !== "string") return `has a "subset" that is neither a text nor null`;
  const lost = (
    [
      ["models", cell["model"]],
      ["trainings", cell["training"]],
      ["machines", cell["machine"]],
      ["subsets", subset],
    ] as const
  ).find(([table, key]) => typeof key === "string" && !Object.hasOwn(document[table] as object, key));
  return lost === undefined ? null : `names ${JSON.stringify(lost[1])}, which is not among its ${lost[0]}`;
}

/** Writes the results into a folder, all of them or nothing. Throws a UserError naming the path, where that fails. */
export async function writeResultsFile(folder: string, results: StudyResults): Promise<void> {
  await writeFileAtomically(join(folder, resultsName), resultsText(results));
}

/** The text of the file: tables by their keys, cells by their experiment and number; figures with seven digits. */
export function resultsText(results: StudyResults): string {
  const { format, study, quick, command, spec, trainings, models, machines, subsets, cells } = results;
  const scalars = Object.entries({ format, study, quick, command, spec }).map(
    ([name, value]) => `  ${JSON.stringify(name)}: ${JSON.stringify(value)}`,
  );
  const tables = Object.entries({ trainings, models, machines, subsets }).map(([name, table]) => {
    const keys = Object.keys(table).toSorted(byText);
    const lines = keys.map((key) => `    ${JSON.stringify(key)}: ${JSON.stringify(table[key])}`);
    return `  ${JSON.stringify(name)}: {${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}}`;
  });
  const lines = cells.toSorted(inOrder).map((cell) => `    ${JSON.stringify(cell, rounded)}`);
  const list = `  "cells": [${lines.length === 0 ? "" : `\n${lines.join(",\n")}\n  `}]`;
  return `{\n${[...scalars, ...tables, list].join(",\n")}\n}\n`;
}

/** A document without any cell. */
export function noResults(
  about: Pick<StudyResults, "quick" | "command" | "spec"> & { readonly study: StudyName },
): StudyResults {
  return { format: 1, ...about, trainings: {}, models: {}, machines: {}, subsets: {}, cells: [] };
}

function inOrder(a: StudyCell, b: StudyCell): number {
  return a.experiment === b.experiment ? a.number - b.number : byText(a.experiment, b.experiment);
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function rounded(_key: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(7)) : value;
}
