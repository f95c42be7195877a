import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { SlowFirst } from "./test/support/slowFirst.js";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      "swwae/runtime": path("./src/runtime/index.ts"),
      "swwae/training": path("./src/training/index.ts"),
      "swwae/compiler": path("./src/compiler/index.ts"),
      // The same code as the main entry in one file instead of several hundred, which opens twenty times faster.
      chevrotain: path("./node_modules/chevrotain/lib/chevrotain.min.mjs"),
    },
  },
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/fixtures/**"],
    // Packed pictures of tests are no business of whoever runs them.
    env: { SWWAE_IMAGES_CACHE: join(tmpdir(), "swwae-test-images") },
    setupFiles: ["test/support/seed.ts"],
    // Engines bring their own threads; on small machines more than two workers only wait for each other.
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    testTimeout: 60_000,
  },
});
