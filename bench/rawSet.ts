/**
 * Writes a set in the binary form of STL-10 to measure on how much memory a training takes for it: 160 labelled images, and COUNT
 * without label, of noise.
 *
 *     npm run build && node dist/bench/rawSet.js FOLDER COUNT
 */
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { randomStream } from "../src/runtime/index.js";

const size = 96 * 96 * 3;
const labelled = 160;

const [folder, countText] = process.argv.slice(2);
const count = Number(countText);
if (folder === undefined || !(count > 0)) {
  process.stderr.write("usage: node dist/bench/rawSet.js FOLDER COUNT\n");
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
const random = randomStream(1, "noise of a raw set");
// Windows of one long noise: much faster than a draw for every byte.
const noise = Uint8Array.from({ length: size + 65_536 }, () => random.integer(256));
for (const [name, images] of [
  ["train_X.bin", labelled],
  ["test_X.bin", 16],
  ["unlabeled_X.bin", count],
] as const) {
  const file = openSync(join(folder, name), "w");
  for (let index = 0; index < images; index++) writeSync(file, noise, random.integer(65_536), size);
  closeSync(file);
}
for (const [name, labels] of [
  ["train_y.bin", labelled],
  ["test_y.bin", 16],
] as const)
  writeFileSync(
    join(folder, name),
    Uint8Array.from({ length: labels }, (_, index) => 1 + (index % 10)),
  );
process.stdout.write(`${count} images of 96x96, ${((count * size) / 1e9).toFixed(2)} GB, in ${folder}\n`);
