/** What a setup has to do, found by looking at what is there already. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { byteCount } from "../reporter.js";
import { privatePrefix } from "../../runtime/engines/tensorflow/library/index.js";
import { folderBytes } from "./folderBytes.js";
import { nodePackages, type Release, wheelPackage } from "./releases.js";
import { unfinished, type WorkFolder, workFolder } from "./workFolder.js";

export interface Plan {
  readonly release: Release;
  readonly cache: string;
  /** Where the private TensorFlow will lie. */
  readonly prefix: string;
  readonly work: WorkFolder;
  /** A wheel that the user has brought along, in place of a download. */
  readonly givenWheel: string | null;
  /** What is yet to be downloaded or unpacked; an interrupted setup has left the rest. */
  readonly pending: { readonly wheel: boolean; readonly library: boolean; readonly sources: boolean };
}

/** Looks, and touches nothing. A wheel that is there counts; its checksum is looked at when it is used. */
export function planSetup(release: Release, cache: string, givenWheel: string | null): Plan {
  const work = workFolder(release.version, cache);
  const library = !existsSync(work.library);
  return {
    release,
    cache,
    prefix: privatePrefix(release.version, cache),
    work,
    givenWheel,
    pending: {
      library,
      wheel: library && givenWheel === null && !existsSync(join(work.wheels, release.wheel.file)),
      sources: !existsSync(work.sources),
    },
  };
}

/**
 * The free space that the rest of the plan needs: what stays, and the wheel until it is unpacked. A library that was half unpacked
 * when its setup was killed makes room for the next.
 */
export function neededBytes({ release, pending, work }: Plan): number {
  const wheel = pending.wheel ? release.wheel.bytes : 0;
  if (!pending.library) return wheel;
  return Math.max(0, wheel + release.libraryBytes - folderBytes(unfinished(work.library)));
}

/** The plan in words, before anything is done. */
export function describePlan(plan: Plan): string[] {
  const { release, pending, givenWheel } = plan;
  const lines = [`TensorFlow ${release.version}, for the engine tensorflow`];
  if (pending.wheel) {
    lines.push(
      `  download  ${byteCount(release.wheel.bytes)}: ${wheelPackage} ${release.version}, by pip from its package index`,
    );
  } else if (pending.library && givenWheel !== null) {
    lines.push(`  unpack    ${givenWheel}`);
  } else {
    lines.push(`  kept      ${pending.library ? "the wheel" : "the library"}, from an earlier attempt`);
  }
  lines.push(
    pending.sources
      ? `  download  ${byteCount(sourceBytes())}: the sources of its binding, ${packageNames()}, by npm from its registry`
      : "  kept      the sources of its binding, from an earlier attempt",
    "  compile   the binding, with the machine's C++ compiler",
    `  put into  ${plan.prefix}`,
    `  on disk   ${byteCount(release.libraryBytes)}; ${byteCount(neededBytes(plan))} free are needed meanwhile`,
    "  undo      swwae setup tensorflow --remove",
  );
  return lines;
}

function packageNames(): string {
  return Object.values(nodePackages)
    .map(({ name, version }) => `${name} ${version}`)
    .join(" and ");
}

function sourceBytes(): number {
  return Object.values(nodePackages).reduce((sum, { bytes }) => sum + bytes, 0);
}
