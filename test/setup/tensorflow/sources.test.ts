/** The sources of the binding: as npm brings them, and as something in npm's place might. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { nodePackages } from "../../../src/setup/tensorflow/releases.js";
import { fetchSources } from "../../../src/setup/tensorflow/sources.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** A program in npm's place. */
function npmThat(script: string): string {
  const path = join(temporaryFolder(), "npm");
  writeFileSync(path, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return path;
}

describe("the sources of the binding", () => {
  it("come from npm, the files that are pinned", async () => {
    const folder = temporaryFolder();
    await fetchSources(folder, { npm: "npm", environment: process.env });
    for (const file of ["binding/binding/tfjs_binding.cc", "headers/include/node_api.h"]) {
      expect(existsSync(join(folder, file))).toBe(true);
    }
    expect(existsSync(join(folder, nodePackages.binding.file))).toBe(false);
  });

  it("are refused where they are others", async () => {
    const npm = npmThat(`echo other > ${nodePackages.binding.file}`);
    await expect(fetchSources(temporaryFolder(), { npm, environment: process.env })).rejects.toThrow(
      "what npm brought as @tensorflow/tfjs-node 4.22.0 is something else: its SHA-512 is ",
    );
  });

  it("that npm does not bring are an error in npm's words", async () => {
    const npm = npmThat("echo npm error code ENOTFOUND >&2; echo more >&2; exit 1");
    await expect(fetchSources(temporaryFolder(), { npm, environment: process.env })).rejects.toThrow(
      /^downloading @tensorflow\/tfjs-node and node-api-headers with npm failed \(exit code 1\):\n {2}npm error code ENOTFOUND$/,
    );
  });
});
