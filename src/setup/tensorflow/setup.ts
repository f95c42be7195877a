/** `swwae setup tensorflow`, without its options and its words: looks what is there, and builds what is not. */
import {
  cacheFolder,
  installedByNpm,
  privatePrefix,
  privateVersions,
} from "../../runtime/engines/tensorflow/library/index.js";
import { UserError } from "../../training/errors.js";
import type { SetupReporter } from "../reporter.js";
import { folderBytes } from "./folderBytes.js";
import { install, startOver } from "./install.js";
import { describePlan, neededBytes, planSetup } from "./plan.js";
import { type Release, releases } from "./releases.js";
import { expectTools, inspectMachine } from "./requirements.js";
import { resourcesIn } from "./resources.js";
import { verifyTensorflow } from "./verify.js";

export interface SetupRequest {
  /** null: whatever there is will do, and the newest is built where there is nothing. */
  readonly version: string | null;
  /** A wheel that the user has brought along, in place of a download. */
  readonly wheel: string | null;
  /** Say what would be done, and do nothing. */
  readonly dryRun: boolean;
  /** The folder that swwae is installed in. */
  readonly packageFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

export interface SetupResult {
  /** "present": there was one that works; "installed": it was built; "planned": it would be. */
  readonly status: "present" | "installed" | "planned";
  readonly kind: "npm" | "private";
  /** TensorFlow's version. */
  readonly tensorflow: string;
  /** Where it lies, or would. */
  readonly path: string;
  /** What it takes on the disk; null where it is not there or is not ours. */
  readonly bytes: number | null;
}

/**
 * Makes sure that a native TensorFlow is there and works.
 *
 * @throws UserError for whatever stands in the way; Interrupted when the signal comes.
 */
export async function setupTensorflow(request: SetupRequest, reporter: SetupReporter): Promise<SetupResult> {
  const cache = cacheFolder(request.environment);
  const resources = resourcesIn(request.packageFolder);
  const present = await findPresent(request, cache, resources.selfCheck, reporter);
  if (present !== undefined) return present;

  const release = releaseOf(request.version);
  const plan = planSetup(release, cache, request.wheel);
  for (const line of describePlan(plan)) reporter.say(line);
  const needs = { release, cache, download: plan.pending.wheel, bytes: neededBytes(plan) };
  const tools = expectTools(await inspectMachine(cache, request.environment), needs);
  const result = { kind: "private", tensorflow: release.version, path: plan.prefix } as const;
  if (request.dryRun) return { ...result, status: "planned", bytes: null };
  await install(plan, tools, { ...request, resources }, reporter);
  return { ...result, status: "installed", bytes: folderBytes(plan.prefix) };
}

/** A TensorFlow that does what is asked for, and works. One of ours that does not is an error; one of npm's has another built beside it. */
async function findPresent(
  { version, signal }: SetupRequest,
  cache: string,
  program: string,
  reporter: SetupReporter,
): Promise<SetupResult | undefined> {
  const ours = privateVersions(cache).find((built) => version === null || built === version);
  if (ours !== undefined) {
    const path = privatePrefix(ours, cache);
    const location = { kind: "private", path } as const;
    await verifyTensorflow(location, { program, expectedVersion: ours, hint: startOver, signal });
    return { status: "present", kind: "private", tensorflow: ours, path, bytes: folderBytes(path) };
  }
  const path = version === null ? installedByNpm() : undefined;
  if (path === undefined) return undefined;
  try {
    const location = { kind: "npm", path } as const;
    const tensorflow = await verifyTensorflow(location, {
      program,
      expectedVersion: null,
      hint: startOver,
      signal,
    });
    return { status: "present", kind: "npm", tensorflow, path, bytes: null };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    reporter.say(error.message);
    return undefined;
  }
}

function releaseOf(version: string | null): Release {
  return releases.find((release) => release.version === version) ?? releases[0];
}
