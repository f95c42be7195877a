/** Images out of compressed files: in memory where they are few, else in a pack of the cache, from which they are read. */
import { createHash } from "node:crypto";
import type { ImageBytes, ImageShape } from "../../../runtime/index.js";
import type { UserError } from "../../errors.js";
import { imageSize } from "../imageSize.js";
import type { ByteReader } from "../sources/byteReader.js";
import { interleave, type PixelOrder, StoredImages } from "../sources/imageSource.js";
import { fileIdentity } from "./fileIdentity.js";
import { findPack, makePack } from "./packed.js";
import type { PackWriter } from "./packFile.js";

/** 256 MiB: enough for MNIST and CIFAR, and little beside what an engine takes. */
const usualMostInMemory = 2 ** 28;

/** Bytes that are decompressed at once, about. */
const block = 4 * 2 ** 20;

/** Images in a compressed file. */
export interface CompressedImages {
  readonly path: string;
  /** Which of the file's arrays. */
  readonly part: string;
  readonly shape: ImageShape;
  readonly count: number;
  /** Where it is not row by row with channels together. */
  readonly order?: PixelOrder;
  /** Bytes before the first image, of those that are decompressed. */
  readonly start: number;
  /** Gives `take` the decompressed bytes, from the first of all on. */
  readonly open: <Result>(take: (bytes: ByteReader) => Promise<Result>) => Promise<Result>;
  /** The error about so many bytes of images. */
  readonly wrongLength: (found: number) => UserError;
}

export interface UnpackOptions {
  readonly mostInMemory?: number;
  readonly note?: (text: string) => void;
}

/**
 * The images, [n, height, width, channels].
 *
 * @throws UserError where the file is damaged, holds fewer images than it says or more bytes, or nothing can be kept in the cache.
 */
export async function unpackImages(
  images: CompressedImages,
  { mostInMemory = usualMostInMemory, note = () => undefined }: UnpackOptions,
): Promise<ImageBytes> {
  const { path, shape, count } = images;
  const length = count * imageSize(shape);
  if (length <= mostInMemory) return images.open((bytes) => inMemory(images, bytes, length));
  const key = await keyOf(images);
  const found = await findPack(key);
  if (found !== null) return new StoredImages(found.images);
  const title = `unpacking ${count.toLocaleString("en-US")} images of ${path}`;
  const write = (writer: PackWriter) => images.open((bytes) => intoPack(images, bytes, writer));
  const made = await makePack(key, { shape, count, title, write }, note);
  return new StoredImages(made.images);
}

async function inMemory(images: CompressedImages, bytes: ByteReader, length: number): Promise<Uint8Array> {
  await bytes.take(images.start);
  const found = await bytes.take(length + 1);
  if (found.length !== length) throw images.wrongLength(found.length);
  return inOrder(found, images);
}

async function intoPack(images: CompressedImages, bytes: ByteReader, writer: PackWriter): Promise<void> {
  await bytes.take(images.start);
  const size = imageSize(images.shape);
  const atOnce = Math.max(1, Math.floor(block / size));
  for (let done = 0; done < images.count; done += atOnce) {
    const wanted = Math.min(atOnce, images.count - done) * size;
    const found = await bytes.take(wanted);
    if (found.length !== wanted) throw images.wrongLength(done * size + found.length);
    const ordered = inOrder(found, images);
    await writer.write(
      Array.from({ length: wanted / size }, (_, at) => ordered.subarray(at * size, (at + 1) * size)),
    );
  }
  const more = await bytes.take(1);
  if (more.length > 0) throw images.wrongLength(images.count * size + 1);
}

/** Whole images, row by row with channels together. */
function inOrder(bytes: Uint8Array, { order, shape }: CompressedImages): Uint8Array {
  if (order === undefined) return bytes;
  const size = imageSize(shape);
  const ordered = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += size)
    interleave(bytes.subarray(at, at + size), order, ordered, at);
  return ordered;
}

async function keyOf({ path, part, shape, count }: CompressedImages): Promise<string> {
  return createHash("sha256")
    .update(`unpacked 1, ${JSON.stringify(part)} ${count} ${shape.join("x")}\n${await fileIdentity(path)}\n`)
    .digest("hex");
}
