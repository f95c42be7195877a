/**
 * Damaged and hostile files: each ends in an error that the user can read, or in a sound data set; never in a crash, a hang, or a
 * read outside of the folder.
 *
 * Damage is done by rule to the real files of test/fixtures/data: cut short, bytes changed, lengths blown up, files empty or
 * gone; the nasty ones are written by hand.
 */
import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { deflateSync } from "node:zlib";
import { randomStream } from "swwae/runtime";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, loadDataPath, UserError } from "../../../../src/training/index.js";
import { temporaryFolder } from "../../../support/temporaryFolder.js";

const fixtures = fileURLToPath(new URL("../../../fixtures/data/", import.meta.url));

/** Every set, and the size of its pictures where it has such. */
const sets: Readonly<Record<string, readonly [number, number, number] | null>> = {
  idx: null,
  cifar10: null,
  cifar100: null,
  svhn: null,
  stl10: null,
  npy: null,
  "arrays.npz": null,
  "arrays.safetensors": null,
  pictures: [6, 8, 3],
  "pictures/list.csv": [6, 8, 1],
};

const cases: { readonly title: string; readonly outcome: "refused" | "read" }[] = [];

/** Reads a set that something has been done to. */
async function outcomeOf(path: string, target: readonly [number, number, number] | null, title: string) {
  try {
    const { shape, training, test } = await loadDataPath(path, {
      name: "damaged",
      target: target && { shape: target, fit: "whole" },
    });
    const size = shape[0] * shape[1] * shape[2];
    for (const { images, labels } of [training, test])
      expect(images.length, title).toBe(labels.length * size);
    cases.push({ title, outcome: "read" });
  } catch (error) {
    if (!(error instanceof UserError)) throw new Error(`${title}: ${String(error)}`, { cause: error });
    expect(error.message, title).not.toBe("");
    cases.push({ title, outcome: "refused" });
  }
}

/** The ways to damage a file. */
const damages: Readonly<Record<string, (path: string, at: (below: number) => number) => void>> = {
  "cut short": (path, at) => truncateSync(path, at(statSync(path).size)),
  empty: (path) => writeFileSync(path, ""),
  gone: (path) => rmSync(path),
  "with bytes behind it": (path, at) =>
    writeFileSync(path, Buffer.concat([readFileSync(path), Buffer.alloc(1 + at(9), 255)])),
  "with bytes changed in its head": (path, at) =>
    change(path, (bytes) => (bytes[at(Math.min(64, bytes.length))] = at(256))),
  "with bytes changed anywhere": (path, at) =>
    change(path, (bytes) => {
      for (let time = 0; time < 8; time++) bytes[at(bytes.length)] = at(256);
    }),
  "with a length blown up": (path, at) =>
    change(path, (bytes) => {
      const from = at(Math.min(40, bytes.length));
      bytes.fill(255, from, Math.min(bytes.length, from + 4));
    }),
};

function change(path: string, how: (bytes: Buffer) => void): void {
  const bytes = readFileSync(path);
  if (bytes.length > 0) how(bytes);
  writeFileSync(path, bytes);
}

function filesIn(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.isFile() ? [join(entry.parentPath, entry.name)] : [],
  );
}

describe.each(Object.entries(sets))("the damaged set %s", (set, target) => {
  it("is refused or read, whatever happened to a file", { timeout: 60_000 }, async () => {
    const random = randomStream(7, `damage ${set}`);
    const at = (below: number): number => random.integer(Math.max(1, below));
    for (const [damage, apply] of Object.entries(damages)) {
      for (let time = 0; time < 4; time++) {
        const folder = temporaryFolder();
        const [root = set] = set.split("/");
        cpSync(join(fixtures, root), join(folder, root), { recursive: true });
        const files = filesIn(join(folder, set)).toSorted();
        const file = files[at(files.length)] ?? "";
        apply(file, at);
        await outcomeOf(join(folder, set), target, `${set}, ${file.slice(folder.length)} ${damage}`);
        rmSync(folder, { recursive: true });
      }
    }
  });
});

/** A file of this name, in a folder of its own. */
function written(name: string, bytes: Uint8Array | string): string {
  const folder = temporaryFolder();
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

/** The message with which a set is refused. */
async function refused(path: string): Promise<string> {
  const failing = loadDataPath(path, { name: "trap", target: { shape: [8, 8, 1], fit: "whole" } });
  const error: unknown = await failing.then(
    () => null,
    (problem: unknown) => problem,
  );
  if (!(error instanceof UserError)) throw new Error("it was not refused", { cause: error });
  cases.push({ title: path, outcome: "refused" });
  return error.message.replaceAll(path, "PATH");
}

/** An .npy file without numbers, whose head says this shape. */
function npy(shape: string): Buffer {
  const header = `{'descr': '|u1', 'fortran_order': False, 'shape': (${shape}), }\n`;
  return Buffer.concat([
    Buffer.from("\u0093NUMPY\u0001\u0000", "latin1"),
    Buffer.from([header.length, 0]),
    Buffer.from(header),
  ]);
}

/** A safetensors file of 16 bytes of data, whose head is this text, and says to be so long. */
function tensorFile(header: string, length = Buffer.byteLength(header)): Buffer {
  const bytes = Buffer.alloc(8 + Buffer.byteLength(header) + 16);
  bytes.writeBigUInt64LE(BigInt(length));
  bytes.write(header, 8);
  return bytes;
}

/** A head with one tensor at these offsets. */
function entry(offsets: string): string {
  return `{"x_train":{"dtype":"U8","shape":[1,4,4],"data_offsets":${offsets}}}`;
}

/** A chunk of a PNG. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

describe("a trap", () => {
  it("of 2^31 images in an IDX head", async () => {
    const folder = temporaryFolder();
    cpSync(join(fixtures, "idx"), folder, { recursive: true });
    rmSync(join(folder, "train-images-idx3-ubyte.gz"));
    const head = Buffer.alloc(16);
    [0x0803, 2 ** 31, 28, 28].forEach((value, place) => head.writeUInt32BE(value, 4 * place));
    writeFileSync(join(folder, "train-images-idx3-ubyte"), head);
    expect(await refused(folder)).toMatch(/at byte 16, expected 1683627180032 bytes/);
  });

  it("of a picture of 60,000 × 60,000 pixels in some hundred bytes", async () => {
    const folder = temporaryFolder();
    cpSync(join(fixtures, "pictures"), folder, { recursive: true });
    writeFileSync(join(folder, "red/0.png"), hugePng(60_000));
    expect(await refused(folder)).toMatch(/red\/0.png cannot be read as a picture: .*pixel limit/);
  });

  it("of a NumPy head that promises more than there is, or whole numbers that are none", async () => {
    for (const shape of ["4294967296, 4294967296, 4294967296", "2147483648, 28, 28", "1, 2, 3, 4, 5, 6, 7"]) {
      const folder = temporaryFolder();
      writeFileSync(join(folder, "x_train.npy"), npy(shape));
      expect(await refused(folder)).toMatch(
        /x_train.npy is not sound NumPy: at byte \d+, expected [\d.]+(e\+\d+)? numbers/,
      );
    }
  });

  it("of safetensors whose head is a gigabyte, says nothing, or points anywhere", async () => {
    for (const bytes of [
      tensorFile("{}", 2 ** 30),
      tensorFile("{}", 2 ** 53 - 1),
      tensorFile("[]"),
      tensorFile(entry("[-16,0]")),
      tensorFile(entry("[0,1e300]")),
      tensorFile(entry("[8,24]")),
      tensorFile('{"__proto__":{"dtype":"U8","shape":[16],"data_offsets":[0,16]}}'),
    ]) {
      expect(await refused(written("set.safetensors", bytes))).not.toBe("");
      expect(() => decodeSafetensors(bytes, "weights")).toThrow(UserError);
      cases.push({ title: "weights", outcome: "refused" });
    }
  });

  it("of a MATLAB file whose compressed element grows without end", async () => {
    const folder = temporaryFolder();
    cpSync(join(fixtures, "svhn"), folder, { recursive: true });
    const bomb = deflateSync(Buffer.alloc(64 * 2 ** 20));
    const tag = Buffer.alloc(8);
    tag.writeUInt32LE(15);
    tag.writeUInt32LE(bomb.length, 4);
    const head = readFileSync(join(folder, "train_32x32.mat")).subarray(0, 128);
    writeFileSync(join(folder, "train_32x32.mat"), Buffer.concat([head, tag, bomb]));
    expect(await refused(folder)).toMatch(/it has no arrays, not X and y/);
  });
});

/** A PNG whose head says so many rows and columns, and whose data stops soon. */
function hugePng(side: number): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side);
  head.writeUInt32BE(side, 4);
  head.set([8, 0, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([
    signature,
    chunk("IHDR", head),
    chunk("IDAT", deflateSync(Buffer.alloc(1000))),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

/** The checksum of PNG's chunks. */
function crc32(bytes: Buffer): number {
  let sum = 0xffffffff;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
  }
  return (sum ^ 0xffffffff) >>> 0;
}

it("there were two hundred of them and more", () => {
  const count = (wanted: string) => cases.filter(({ outcome }) => outcome === wanted).length;
  console.log(`${cases.length} damaged sets: ${count("refused")} refused, ${count("read")} still sound`);
  expect(cases.length).toBeGreaterThanOrEqual(200);
});
