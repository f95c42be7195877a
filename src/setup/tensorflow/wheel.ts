/**
 * The wheel: downloaded by pip, which knows the machine's index, proxy and certificates, and held to its pinned checksum.
 *
 * pip is given a folder of its own for temporary files: a system's /tmp is often too small, and the size of what lies there is
 * the progress of the download.
 */
import { createHash } from "node:crypto";
import { createReadStream, existsSync } from "node:fs";
import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createFolder } from "../../training/atomicFile.js";
import { explainSystemError, UserError } from "../../training/errors.js";
import type { SetupReporter } from "../reporter.js";
import { runProgram } from "../runProgram.js";
import { folderBytes } from "./folderBytes.js";
import { pipFailed } from "./pipErrors.js";
import { type Release, wheelPackage } from "./releases.js";

export interface WheelOptions {
  /** The Python whose pip downloads. */
  readonly python: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

const pollMilliseconds = 200;

/**
 * The path of the release's wheel in `folder`, downloaded where it is not there yet.
 *
 * @throws UserError where pip fails, with its reason.
 */
export async function downloadWheel(
  release: Release,
  folder: string,
  options: WheelOptions,
  reporter: SetupReporter,
): Promise<string> {
  const path = join(folder, release.wheel.file);
  if (existsSync(path)) {
    if ((await sha256(path)) === release.wheel.sha256) return path;
    reporter.say(`${release.wheel.file} is damaged, and is downloaded again`);
    await rm(path);
  }
  const incoming = join(folder, "incoming");
  const temporary = join(folder, "temporary");
  const requirements = join(folder, "requirements.txt");
  try {
    await createFolder(incoming);
    await createFolder(temporary);
    await writeFile(
      requirements,
      `${wheelPackage}==${release.version} --hash=sha256:${release.wheel.sha256}\n`,
    );
    await runPip(release, { incoming, temporary, requirements }, options, reporter);
    await expectWheel(release, join(incoming, release.wheel.file));
    await rename(join(incoming, release.wheel.file), path);
  } finally {
    await rm(incoming, { recursive: true, force: true });
    await rm(temporary, { recursive: true, force: true });
    await rm(requirements, { force: true });
  }
  return path;
}

/**
 * Makes sure that a file is the release's wheel, whatever it is called.
 *
 * @throws UserError where it cannot be read, or its SHA-256 is another.
 */
export async function expectWheel({ version, wheel }: Release, path: string): Promise<void> {
  const actual = await sha256(path);
  if (actual === wheel.sha256) return;
  throw new UserError(
    `${path} is not the wheel of TensorFlow ${version}: its SHA-256 is ${actual}, and ${wheel.sha256} is expected`,
    { hint: `the file's name on the Python package index is ${wheel.file}` },
  );
}

interface PipPlaces {
  /** Where the finished file goes. */
  readonly incoming: string;
  readonly temporary: string;
  /** The file that names the wheel and its checksum. */
  readonly requirements: string;
}

async function runPip(
  release: Release,
  { incoming, temporary, requirements }: PipPlaces,
  { python, environment, signal }: WheelOptions,
  reporter: SetupReporter,
): Promise<void> {
  const display = reporter.download(`${wheelPackage} ${release.version}`, release.wheel.bytes);
  const poll = setInterval(() => {
    const received = folderBytes(temporary) + folderBytes(incoming);
    display.update(Math.min(received, release.wheel.bytes));
  }, pollMilliseconds);
  try {
    const result = await runProgram(python, pipArguments(release, requirements, incoming), {
      environment: pipEnvironment(environment, temporary),
      ...(signal === undefined ? {} : { signal }),
    });
    if (result.code !== 0) throw pipFailed(release, result);
    display.update(release.wheel.bytes);
  } finally {
    clearInterval(poll);
    display.stop();
  }
}

/** The wheel for CPython 3.11, whichever Python runs pip; without pip's own cache, which nobody would clear again. */
function pipArguments({ wheel }: Release, requirements: string, destination: string): string[] {
  return [
    ["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-input"],
    ["--progress-bar", "off", "--no-deps", "--only-binary=:all:", "--require-hashes"],
    ["--python-version", "3.11", "--implementation", "cp", "--abi", "cp311", "--platform", wheel.platform],
    ["--dest", destination, "--requirement", requirements],
  ].flat();
}

/** pip from 25.1 on goes on with a download that breaks off; older ones pass the setting over, and begin again. */
function pipEnvironment(environment: NodeJS.ProcessEnv, temporary: string): NodeJS.ProcessEnv {
  const { PIP_CONSTRAINT: _constraint, PIP_REQUIREMENT: _requirement, ...rest } = environment;
  return { ...rest, TMPDIR: temporary, PIP_REQUIRE_VIRTUALENV: "0", PIP_RESUME_RETRIES: "20" };
}

/** The SHA-256 of a file, in hexadecimal. */
async function sha256(path: string): Promise<string> {
  const hash = createHash("sha256");
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }))
      hash.update(chunk as Buffer);
  } catch (error) {
    throw explainSystemError(error, "read", path);
  }
  return hash.digest("hex");
}
