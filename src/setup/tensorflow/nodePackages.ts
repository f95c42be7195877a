/** The JavaScript side: an npm project of its own with tfjs-node in it, its install script not run. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { programFailed, runProgram } from "../runProgram.js";
import { nodePackages } from "./releases.js";

export interface NpmOptions {
  readonly npm: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/**
 * Writes a package.json into `folder` and has npm install what it names.
 *
 * The prefix is named expressly, since an npm that runs swwae (npx) hands its own down in the environment; so are the settings that
 * would keep npm from installing anything.
 *
 * @throws UserError where npm fails, with its reason.
 */
export async function installNodePackages(
  folder: string,
  version: string,
  { npm, environment, signal }: NpmOptions,
): Promise<void> {
  const project = {
    private: true,
    description: `TensorFlow ${version}, built by swwae setup tensorflow`,
    dependencies: nodePackages.dependencies,
  };
  await writeFile(join(folder, "package.json"), `${JSON.stringify(project, null, 2)}\n`);
  const result = await runProgram(
    npm,
    [
      ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      ["--global=false", "--workspaces=false", "--dry-run=false", "--package-lock-only=false"],
    ].flat(),
    { cwd: folder, environment, ...(signal === undefined ? {} : { signal }) },
  );
  if (result.code !== 0) {
    throw programFailed(
      "installing @tensorflow/tfjs-node with npm",
      result,
      /^npm (error|ERR!)/,
      "see that npm reaches its registry: npm ping",
    );
  }
}
