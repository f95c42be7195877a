/**
 * Writes sets that stand in for SVHN, CIFAR-10, CIFAR-100 and STL-10, in the forms of those, from emoji: whoever has not the sets can see
 * with them that the study `transfer` runs.
 *
 *     npm install emoji-datasource-twitter
 *     npm run stand-ins -- node_modules/emoji-datasource-twitter FOLDER
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readEmoji } from "./emoji.js";
import { cifarFile, type Pictures, stl10Images, stl10Labels, svhnFile } from "./formats.js";

const [source, target] = process.argv.slice(2);
if (source === undefined || target === undefined) {
  process.stderr.write("usage: npm run stand-ins -- node_modules/emoji-datasource-twitter FOLDER\n");
  process.exit(2);
}

function write(set: string, files: Readonly<Record<string, Uint8Array | string>>): void {
  mkdirSync(join(target!, set), { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(target!, set, name), content);
}

/** The images that are left without their labels. */
function rest({ images, labels, ...size }: Pictures, from: number): [Pictures, Pictures] {
  return [
    {
      ...size,
      images: images.filter((_, at) => at % from !== 0),
      labels: labels.filter((_, at) => at % from !== 0),
    },
    { ...size, images: images.filter((_, at) => at % from === 0), labels: [] },
  ];
}

const ten = await readEmoji(source, { classes: 10, perClass: 25, side: 32 });
write("svhn", { "train_32x32.mat": svhnFile(ten.training), "test_32x32.mat": svhnFile(ten.test) });
write("cifar10", { "data_batch_1.bin": cifarFile(ten.training), "test_batch.bin": cifarFile(ten.test) });

const hundred = await readEmoji(source, { classes: 100, perClass: 5, side: 32 });
const coarse = (label: number): number => Math.floor(label / 5);
write("cifar100", {
  "train.bin": cifarFile(hundred.training, coarse),
  "test.bin": cifarFile(hundred.test, coarse),
});

const large = await readEmoji(source, { classes: 10, perClass: 15, side: 96 });
const [labelled, unlabelled] = rest(large.training, 4);
write("stl10", {
  "train_X.bin": stl10Images(labelled),
  "train_y.bin": stl10Labels(labelled),
  "test_X.bin": stl10Images(large.test),
  "test_y.bin": stl10Labels(large.test),
  "unlabeled_X.bin": stl10Images(unlabelled),
});
process.stdout.write(`svhn, cifar10, cifar100 and stl10 in ${target}, of emoji\n`);
