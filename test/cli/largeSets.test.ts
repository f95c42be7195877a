/** Sets that are larger than the memory need not be in it: a training from their files ends with the bytes of one from memory. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encode } from "fast-png";
import { loadMnist } from "swwae/training";
import { afterAll, beforeAll, expect, it } from "vitest";
import { idxFile, npyFile } from "../support/arrayFiles.js";
import { zipArchive } from "../support/zipArchive.js";
import { runCli } from "./runCli.js";
import { tinySpec } from "./specs.js";

const counts = { train: 300, test: 60 } as const;
const size = 28 * 28;

const cwd = mkdtempSync(join(tmpdir(), "swwae-large-"));
afterAll(() => rmSync(cwd, { recursive: true, force: true }));
let memory: Trained;

/** The same digits in memory (a compressed archive), in files as they are, and in a pack of pictures. */
beforeAll(async () => {
  const mnist = await loadMnist();
  const arrays: Record<string, Buffer> = {};
  const list = ["path,label,split"];
  for (const [part, samples, idxName] of [
    ["train", mnist.training, "train"],
    ["test", mnist.test, "t10k"],
  ] as const) {
    const count = counts[part];
    const images = samples.images.subarray(0, count * size);
    const labels = samples.labels.subarray(0, count);
    arrays[`x_${part}.npy`] = npyFile([count, 28, 28], images);
    arrays[`y_${part}.npy`] = npyFile([count], labels);
    mkdirSync(join(cwd, "idx"), { recursive: true });
    writeFileSync(join(cwd, "idx", `${idxName}-images-idx3-ubyte`), idxFile([count, 28, 28], images));
    writeFileSync(join(cwd, "idx", `${idxName}-labels-idx1-ubyte`), idxFile([count], labels));
    mkdirSync(join(cwd, "pictures", part), { recursive: true });
    for (let index = 0; index < count; index++) {
      const data = images.subarray(index * size, (index + 1) * size);
      const name = `${part}/${index}.png`;
      writeFileSync(join(cwd, "pictures", name), encode({ width: 28, height: 28, data, channels: 1 }));
      list.push(`${name},${labels[index]},${part}`);
    }
  }
  writeFileSync(join(cwd, "pictures", "list.csv"), `${list.join("\n")}\n`);
  mkdirSync(join(cwd, "npy"));
  for (const [name, bytes] of Object.entries(arrays)) writeFileSync(join(cwd, "npy", name), bytes);
  writeFileSync(join(cwd, "memory.npz"), zipArchive(arrays));
  writeFileSync(join(cwd, "stored.npz"), zipArchive(arrays, "stored"));
  writeFileSync(
    join(cwd, "tiny.swwae"),
    `${tinySpec}
experiment Streamed {
  model Tiny  data "set"  labels 100  validation 50  epochs 2  batch 20
  preprocess standardise, pad 32x32  augment shift 2, flip horizontal, crop 28x28
}
`,
  );
  memory = await trainOn("memory.npz");
}, 120_000);

interface Trained {
  readonly checkpoint: Buffer;
  readonly digest: unknown;
  readonly test: unknown;
}

/** Trains on the set and gives the bytes of the last checkpoint, and the digest of the images. */
async function trainOn(data: string): Promise<Trained> {
  const out = data.replaceAll(/\W/g, "-");
  const given = ["--data", data, "--engine", "onnx", "--threads", "1", "--out", out];
  const { code, stderr } = await runCli(["train", "tiny.swwae", ...given], {
    cwd,
    env: { SWWAE_IMAGES_CACHE: join(cwd, "packs") },
  });
  expect(code, stderr).toBe(0);
  const run = join(cwd, out, readdirSync(join(cwd, out))[0] ?? "");
  const json = (name: string) => JSON.parse(readFileSync(join(run, name), "utf8")) as Record<string, unknown>;
  return {
    checkpoint: readFileSync(join(run, "checkpoints/last.safetensors")),
    digest: json("labels.json")["data"],
    test: (json("run.json")["result"] as { test: unknown }).test,
  };
}

it.each([
  ["arrays in files", "npy"],
  ["an archive that compresses nothing", "stored.npz"],
  ["IDX files", "idx"],
  ["a pack of pictures", "pictures/list.csv"],
])("a training from %s equals that from memory bit for bit", { timeout: 120_000 }, async (_, data) => {
  const streamed = await trainOn(data);
  expect(streamed.checkpoint.equals(memory.checkpoint)).toBe(true);
  expect({ ...streamed, checkpoint: 0 }).toEqual({ ...memory, checkpoint: 0 });
});
