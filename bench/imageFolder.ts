/**
 * Writes a folder of pictures to measure on how much memory a training takes for its data: noise, which PNG cannot make smaller.
 *
 *     npm run build && node dist/bench/imageFolder.js FOLDER COUNT SIDE
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { randomStream } from "../src/runtime/index.js";

const [folder, countText, sideText] = process.argv.slice(2);
const [count, side] = [Number(countText), Number(sideText)];
if (folder === undefined || !(count > 0) || !(side > 0)) {
  process.stderr.write("usage: node dist/bench/imageFolder.js FOLDER COUNT SIDE\n");
  process.exit(2);
}

const classes = 2;
const testImages = 16;
const random = randomStream(1, "noise of pictures");
// Windows of one long noise: as random for PNG, and much faster than a draw for every byte.
const size = side * side * 3;
const noise = Uint8Array.from({ length: size + 65_536 }, () => random.integer(256));
let bytes = 0;
for (const [part, wanted] of [
  ["train", count],
  ["test", testImages],
] as const) {
  for (let label = 0; label < classes; label++)
    mkdirSync(join(folder, part, `class${label}`), { recursive: true });
  for (let index = 0; index < wanted; index++) {
    const from = random.integer(65_536);
    const png = await sharp(noise.subarray(from, from + size), {
      raw: { width: side, height: side, channels: 3 },
    })
      .png({ compressionLevel: 1 })
      .toBuffer();
    writeFileSync(join(folder, part, `class${index % classes}`, `${index}.png`), png);
    bytes += png.length;
  }
}
process.stdout.write(
  `${count + testImages} pictures of ${side}x${side}, ${(bytes / 1e9).toFixed(2)} GB in ${folder}\n`,
);
