/**
 * Writes a set of noise to measure on how much memory a training takes for it: 160 labelled images and COUNT without label in the
 * binary form of STL-10, or, with --compressed, COUNT labelled ones in the form of MNIST's files, gzipped.
 *
 *     npm run build && node dist/bench/rawSet.js FOLDER COUNT [--compressed]
 */
import { createWriteStream, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { randomStream } from "../src/runtime/index.js";
import { idxFile } from "../test/support/arrayFiles.js";

const [side, channels] = [96, 3];
const size = side * side * channels;
const labelled = 160;
const held = 16;

const [folder, countText, form] = process.argv.slice(2);
const count = Number(countText);
if (folder === undefined || !(count > 0) || (form !== undefined && form !== "--compressed")) {
  process.stderr.write("usage: node dist/bench/rawSet.js FOLDER COUNT [--compressed]\n");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const random = randomStream(1, "noise of a raw set");
// Windows of one long noise: much faster than a draw for every byte.
const noise = Uint8Array.from({ length: size + 65_536 }, () => random.integer(256));

function* images(many: number): Generator<Uint8Array> {
  for (let index = 0; index < many; index++) {
    const start = random.integer(65_536);
    yield noise.subarray(start, start + size);
  }
}

function labels(many: number, first: number): Uint8Array {
  return Uint8Array.from({ length: many }, (_, index) => first + (index % 10));
}

async function write(name: string, parts: Iterable<Uint8Array>): Promise<void> {
  const file = createWriteStream(join(folder ?? "", name));
  const bytes = Readable.from(parts, { objectMode: false });
  if (name.endsWith(".gz")) await pipeline(bytes, createGzip({ level: constants.Z_BEST_SPEED }), file);
  else await pipeline(bytes, file);
}

async function writeCompressed(): Promise<void> {
  for (const [name, many] of [
    ["train", count],
    ["t10k", held],
  ] as const) {
    const head = idxFile([many, side, side, channels], new Uint8Array());
    await write(`${name}-images-idx4-ubyte.gz`, headed(head, images(many)));
    await write(`${name}-labels-idx1-ubyte.gz`, [idxFile([many], labels(many, 0))]);
  }
}

function* headed(head: Uint8Array, parts: Iterable<Uint8Array>): Generator<Uint8Array> {
  yield head;
  yield* parts;
}

async function writeRaw(): Promise<void> {
  await write("train_X.bin", images(labelled));
  await write("test_X.bin", images(held));
  await write("unlabeled_X.bin", images(count));
  await write("train_y.bin", [labels(labelled, 1)]);
  await write("test_y.bin", [labels(held, 1)]);
}

await (form === undefined ? writeRaw() : writeCompressed());
process.stdout.write(`${count} images of 96x96, ${((count * size) / 1e9).toFixed(2)} GB, in ${folder}\n`);
