/** Images in the binary forms of SVHN, CIFAR and STL-10, as their authors write them. */
import { deflateSync } from "node:zlib";

/** Images [n, height, width, 3] of bytes, and the class of each, from 0 on. */
export interface Pictures {
  readonly height: number;
  readonly width: number;
  readonly images: readonly Uint8Array[];
  readonly labels: readonly number[];
}

/** Three planes, red, green and blue, each row by row, or column by column. */
function planes(image: Uint8Array, { height, width }: Pictures, byColumns: boolean): Uint8Array {
  return Uint8Array.from(image, (_, at) => {
    const channel = Math.floor(at / (height * width));
    const pixel = at % (height * width);
    const [row, column] = byColumns
      ? [pixel % height, Math.floor(pixel / height)]
      : [Math.floor(pixel / width), pixel % width];
    return image[(row * width + column) * 3 + channel]!;
  });
}

/** Records of CIFAR: a label (of CIFAR-100 two, the coarse one first), then the planes. */
export function cifarFile(pictures: Pictures, coarse: ((label: number) => number) | null = null): Buffer {
  return Buffer.concat(
    pictures.images.flatMap((image, at) => {
      const label = pictures.labels[at] ?? 0;
      return [
        Buffer.from(coarse === null ? [label] : [coarse(label), label]),
        planes(image, pictures, false),
      ];
    }),
  );
}

/** The images of STL-10: planes, column by column. */
export function stl10Images(pictures: Pictures): Buffer {
  return Buffer.concat(pictures.images.map((image) => planes(image, pictures, true)));
}

/** Its labels: 1 to 10. */
export function stl10Labels({ labels }: Pictures): Buffer {
  return Buffer.from(labels.map((label) => label + 1));
}

const matTypes = { int8: 1, uint8: 2, int32: 5, uint32: 6, matrix: 14, compressed: 15 } as const;
const byteArray = 9;

/** SVHN's cropped digits: X [32, 32, 3, n] and y [n, 1], 10 for the digit 0, in a MATLAB 5 file with compressed elements. */
export function svhnFile(pictures: Pictures): Buffer {
  const { height, width, images, labels } = pictures;
  const head = Buffer.alloc(128, " ");
  head.write("MATLAB 5.0 MAT-file");
  head.fill(0, 116, 124);
  head.writeUInt16LE(0x0100, 124);
  head.write("IM", 126);
  const X = matrix("X", [height, width, 3, images.length], stl10Images(pictures));
  const y = matrix("y", [images.length, 1], Buffer.from(labels.map((label) => (label === 0 ? 10 : label))));
  return Buffer.concat([head, compressed(X), compressed(y)]);
}

function matrix(name: string, sizes: readonly number[], bytes: Buffer): Buffer {
  const flags = Buffer.alloc(8);
  flags.writeUInt32LE(byteArray);
  const shape = Buffer.alloc(4 * sizes.length);
  sizes.forEach((size, axis) => shape.writeInt32LE(size, 4 * axis));
  const parts = [
    element(matTypes.uint32, flags),
    element(matTypes.int32, shape),
    element(matTypes.int8, Buffer.from(name)),
    element(matTypes.uint8, bytes),
  ];
  return element(matTypes.matrix, Buffer.concat(parts));
}

function element(type: number, data: Buffer): Buffer {
  return Buffer.concat([tag(type, data.length), data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
}

function compressed(data: Buffer): Buffer {
  const packed = deflateSync(data);
  return Buffer.concat([tag(matTypes.compressed, packed.length), packed]);
}

function tag(type: number, length: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeUInt32LE(type);
  bytes.writeUInt32LE(length, 4);
  return bytes;
}
