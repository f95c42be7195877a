/** The project file that holds for a folder, and the specs that it names. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { explainSystemError, UserError } from "../../training/errors.js";
import { shownPath, specExtension } from "../specFile.js";
import { configName } from "./configName.js";
import { type ConfigProblem, type ReadConfig, readConfig } from "./readConfig.js";
import type { Config } from "./settings.js";

export interface ProjectFile {
  /** The file, as messages show it. */
  readonly path: string;
  readonly config: Config;
  /** A path of the config, as seen from the working folder. */
  resolve(path: string): string;
  /** The specs and folders of `specs`, as seen from the working folder. */
  readonly roots: readonly string[];
  /**
   * The specs of `specs`: files as they are named, and those in the folders, in order.
   *
   * @throws UserError where one of them is missing, or there is no spec at all.
   */
  specs(): Promise<string[]>;
}

/**
 * The nearest project file in a folder or above it; null where there is none.
 *
 * @throws UserError naming everything that is wrong with it.
 */
export function findProject(folder: string = process.cwd()): ProjectFile | null {
  for (let current = resolve(folder); ; current = dirname(current)) {
    const path = join(current, configName);
    if (existsSync(path)) return openProject(path);
    if (dirname(current) === current) return null;
  }
}

function openProject(path: string): ProjectFile {
  const shown = fromHere(path);
  const read = readConfig(readText(path, shown));
  if (read.problems.length > 0) throw wrong(shown, read.problems);
  const resolvePath = (inside: string): string => fromHere(resolve(dirname(path), inside));
  const roots = (read.config.specs ?? []).map(resolvePath);
  return {
    path: shown,
    config: read.config,
    resolve: resolvePath,
    roots,
    specs: () => specsOf(shown, read, roots),
  };
}

async function specsOf(shown: string, read: ReadConfig, roots: readonly string[]): Promise<string[]> {
  if (roots.length === 0) {
    throw new UserError(`no spec is named, here or in ${shown}`, {
      hint: 'name some, or give it the setting "specs", such as "specs": ["specs"]',
    });
  }
  const problems: ConfigProblem[] = [];
  const found = new Set<string>();
  for (const [index, root] of roots.entries()) {
    const kind = statSync(root, { throwIfNoEntry: false });
    const specs = kind === undefined ? null : kind.isDirectory() ? await specsIn(root) : [root];
    const position = ["specs", index];
    if (specs === null) problems.push(read.problemAt(position, `there is no file or folder ${root}`));
    else if (specs.length === 0)
      problems.push(read.problemAt(position, `there is no spec in the folder ${root}`));
    else for (const spec of specs) found.add(spec);
  }
  if (problems.length > 0) throw wrong(shown, problems);
  return [...found];
}

/** All specs below a folder, but not in hidden folders or those of installed packages. */
async function specsIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries
    .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const specs = await Promise.all(
    names.map(async (entry) => {
      const path = shownPath(join(folder, entry.name));
      if (entry.isDirectory()) return specsIn(path);
      return entry.name.endsWith(specExtension) ? [path] : [];
    }),
  );
  return specs.flat();
}

function wrong(path: string, problems: readonly ConfigProblem[]): UserError {
  const lines = problems.map(({ line, column, message }) => `${path}:${line}:${column}: ${message}`);
  return new UserError(lines.join("\n"));
}

function readText(path: string, shown: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw explainSystemError(error, "read", shown);
  }
}

/** A path as seen from the working folder, also where it lies above. */
function fromHere(path: string): string {
  return shownPath(relative(process.cwd(), resolve(path)) || ".");
}
