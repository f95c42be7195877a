/** What is to be done, in an empty cache and where an earlier attempt broke off. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describePlan, neededBytes, planSetup } from "../../../src/setup/tensorflow/plan.js";
import { releases } from "../../../src/setup/tensorflow/releases.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

const [release] = releases;

describe("the plan", () => {
  it("is everything in an empty cache", () => {
    const cache = temporaryFolder();
    const plan = planSetup(release, cache, null);
    expect(plan.pending).toEqual({ wheel: true, library: true, sources: true });
    expect(describePlan(plan)).toEqual([
      "TensorFlow 2.21.0, for the engine tensorflow",
      "  download  273.8 MB: tensorflow-cpu 2.21.0, by pip from its package index",
      "  download  245.1 kB: the sources of its binding, @tensorflow/tfjs-node 4.22.0 and node-api-headers 1.9.0, by npm from its registry",
      "  compile   the binding, with the machine's C++ compiler",
      `  put into  ${cache}/tensorflow/2.21.0`,
      "  on disk   853.3 MB; 1.13 GB free are needed meanwhile",
      "  undo      swwae setup tensorflow --remove",
    ]);
  });

  it("goes on behind a wheel that is there", () => {
    const cache = temporaryFolder();
    const wheels = join(cache, "tensorflow/2.21.0.partial/wheels");
    mkdirSync(wheels, { recursive: true });
    writeFileSync(join(wheels, release.wheel.file), "");
    const plan = planSetup(release, cache, null);
    expect(plan.pending).toEqual({ wheel: false, library: true, sources: true });
    expect(describePlan(plan)[1]).toBe("  kept      the wheel, from an earlier attempt");
  });

  it("goes on behind a library and sources that are there", () => {
    const cache = temporaryFolder();
    for (const piece of ["library", "sources"]) {
      mkdirSync(join(cache, "tensorflow/2.21.0.partial", piece), { recursive: true });
    }
    const plan = planSetup(release, cache, null);
    expect(plan.pending).toEqual({ wheel: false, library: false, sources: false });
    expect(describePlan(plan).slice(1, 3)).toEqual([
      "  kept      the library, from an earlier attempt",
      "  kept      the sources of its binding, from an earlier attempt",
    ]);
    expect(neededBytes(plan)).toBe(0);
  });

  it("downloads no wheel where one is brought along", () => {
    const plan = planSetup(release, temporaryFolder(), "/media/tensorflow.whl");
    expect(plan.pending.wheel).toBe(false);
    expect(describePlan(plan)[1]).toBe("  unpack    /media/tensorflow.whl");
  });

  it("does not count what is unfinished", () => {
    const cache = temporaryFolder();
    const half = join(cache, "tensorflow/2.21.0.partial/library.unfinished");
    mkdirSync(half, { recursive: true });
    const before = neededBytes(planSetup(release, cache, null));
    writeFileSync(join(half, "file"), "0123456789");
    const plan = planSetup(release, cache, null);
    expect(plan.pending.library).toBe(true);
    expect(neededBytes(plan)).toBe(before - 10); // its room is free for the next
  });
});
