/** The study of SVHN, CIFAR and STL-10 from files in the forms of those sets, to its page: with small networks here. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeColourSets } from "../../support/colourSets.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";
import { runCli } from "../runCli.js";

const spec = `
model Small(side: int = 32, classes: int = 10) {
  input (side)x(side)x3
  encoder (4)3c-4p-(classes)fc
  where hard
  loss { NLL 1  L2* 0.5 }
}
experiment SvhnFewLabels { study transfer  model Small  data "../data/svhn"  labels 20  validation 4  batch 8  epochs 1  preprocess contrast 9 }
experiment Cifar10Semi { study transfer  model Small  data "../data/cifar10"  validation 4  batch 8  epochs 1  augment crop 32x32, flip horizontal  preprocess contrast 9, pad 40x40 }
experiment Cifar100Semi { study transfer  model Small(classes = 100)  data "../data/cifar100"  validation 4  batch 8  epochs 1 }
experiment Stl10Semi { study transfer  model Small(side = 96)  data "../data/stl10"  labels 20  validation 4  batch 8  epochs 1  augment flip horizontal }
`;

it("runs on the sets that --data names, and says which they were", { timeout: 240_000 }, async () => {
  const cwd = temporaryFolder();
  writeFileSync(join(cwd, "transfer.swwae"), spec);
  writeColourSets(join(cwd, "sets"), 40);
  const run = (data: readonly string[]) =>
    runCli(
      [
        "experiment",
        "transfer.swwae",
        "--threads",
        "1",
        "--data",
        data.map((name) => `${name}=sets/${name}`).join(","),
      ],
      { cwd },
    );

  const without = await run(["svhn", "cifar10", "stl10"]);
  expect(without.code).toBe(1);
  expect(without.stderr).toContain("there is no data at ../data/cifar100");
  const strange = await run(["mnist"]);
  expect(strange.stderr).toContain("--data mnist=… is about no data of these experiments");
  expect(strange.stderr).toContain("they name svhn, cifar10, cifar100, stl10");

  const { code, stderr } = await run(["svhn", "cifar10", "cifar100", "stl10"]);
  expect(code, stderr).toBe(0);
  const page = readFileSync(join(cwd, "runs/transfer/README.md"), "utf8");
  for (const [set, name, images] of [
    ["SVHN", "svhn", 40],
    ["CIFAR-10", "cifar10", 40],
    ["CIFAR-100", "cifar100", 40],
    ["STL-10", "stl10", 47],
  ] as const)
    expect(page).toMatch(new RegExp(`\\| ${set} +\\| sets/${name} +\\| +${images} \\| +20 \\|.*stand in`));
  expect(page).toContain(
    "--data svhn=sets/svhn,cifar10=sets/cifar10,cifar100=sets/cifar100,stl10=sets/stl10",
  );
});
