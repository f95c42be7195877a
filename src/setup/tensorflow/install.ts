/** Puts a private TensorFlow together: the pieces one by one, a check of the whole, and then its final name. */
import { existsSync } from "node:fs";
import { copyFile, link, mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { tensorflowFolder } from "../../runtime/engines/tensorflow/library/index.js";
import { createFolder } from "../../training/atomicFile.js";
import { explainSystemError } from "../../training/errors.js";
import type { SetupReporter } from "../reporter.js";
import { stopIfInterrupted } from "../runProgram.js";
import { compileBinding } from "./compileBinding.js";
import type { Plan } from "./plan.js";
import type { Tools } from "./requirements.js";
import type { Resources } from "./resources.js";
import { fetchSources } from "./sources.js";
import { unpackLibrary } from "./unpack.js";
import { verifyTensorflow } from "./verify.js";
import { downloadWheel, expectWheel } from "./wheel.js";
import { completePiece, lockFolder } from "./workFolder.js";

export interface InstallOptions {
  readonly environment: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
  readonly resources: Resources;
}

/**
 * Carries the plan out. Whatever stops it, the pieces that are complete stay, and the next setup goes on from there.
 *
 * @throws UserError naming the step that failed and why; Interrupted when the signal comes.
 */
export async function install(
  plan: Plan,
  tools: Tools,
  options: InstallOptions,
  reporter: SetupReporter,
): Promise<void> {
  const { work, release, prefix } = plan;
  await createFolder(tensorflowFolder(plan.cache));
  const unlock = await lockFolder(work.path);
  try {
    if (plan.pending.library) await makeLibrary(plan, tools, options, reporter);
    stopIfInterrupted(options.signal);
    if (plan.pending.sources) {
      reporter.say("downloading the sources of the binding");
      await completePiece(work.sources, (folder) => fetchSources(folder, { ...options, npm: tools.npm }));
    }
    reporter.say("compiling the binding");
    await rm(work.prefix, { recursive: true, force: true });
    await placeLibrary(join(work.library, "lib"), join(work.prefix, "deps", "lib"));
    await compileBinding(
      {
        sources: join(work.sources, "binding", "binding"),
        headers: join(work.library, "include"),
        nodeHeaders: join(work.sources, "headers", "include"),
        loader: options.resources.loader,
        prefix: work.prefix,
      },
      { ...options, compiler: tools.compiler },
    );
    reporter.say("checking that it computes");
    await verifyTensorflow(
      { kind: "private", path: work.prefix },
      {
        program: options.resources.selfCheck,
        expectedVersion: release.version,
        hint: startOver,
        signal: options.signal,
      },
    );
    await giveFinalName(work.prefix, prefix);
  } finally {
    await unlock();
  }
  await rm(work.path, { recursive: true, force: true });
}

/** What helps where a TensorFlow is there and does not work. */
export const startOver = "to begin anew: swwae setup tensorflow --remove, then swwae setup tensorflow";

async function makeLibrary(
  { work, release, givenWheel }: Plan,
  { python }: Tools,
  options: InstallOptions,
  reporter: SetupReporter,
): Promise<void> {
  if (givenWheel !== null) await expectWheel(release, givenWheel);
  const wheel = givenWheel ?? (await downloadWheel(release, work.wheels, { ...options, python }, reporter));
  stopIfInterrupted(options.signal);
  reporter.say("unpacking the library");
  await completePiece(work.library, (folder) => unpackLibrary(wheel, folder, options.signal));
  await rm(work.wheels, { recursive: true, force: true });
}

/** Puts the libraries where the binding looks for them: as second names of the same files, where the disk knows such. */
async function placeLibrary(source: string, destination: string): Promise<void> {
  await mkdir(destination, { recursive: true });
  for (const name of ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"]) {
    const target = join(destination, name);
    try {
      await link(join(source, name), target);
    } catch {
      try {
        await copyFile(join(source, name), target);
      } catch (error) {
        throw explainSystemError(error, "write", target);
      }
    }
  }
}

async function giveFinalName(made: string, prefix: string): Promise<void> {
  try {
    if (existsSync(prefix)) await rm(prefix, { recursive: true }); // without a binding, or the setup had not begun
    await rename(made, prefix);
  } catch (error) {
    throw explainSystemError(error, "write", prefix);
  }
}
