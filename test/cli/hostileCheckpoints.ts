/** What can be wrong with a checkpoint: each way takes the bytes of a sound one, and gives those of one that is not. */

interface Header {
  [name: string]: { dtype?: unknown; shape?: unknown; data_offsets?: unknown } | Record<string, string>;
}

/** A safetensors file with another header before the same data. */
function withHeader(bytes: Buffer, how: (header: Header) => unknown): Buffer {
  const length = Number(bytes.readBigUInt64LE(0));
  const header = JSON.parse(bytes.toString("utf8", 8, 8 + length)) as Header;
  const text = Buffer.from(JSON.stringify(how(header)));
  return withLength(BigInt(text.length), text, bytes.subarray(8 + length));
}

function withLength(length: bigint, ...parts: Uint8Array[]): Buffer {
  const head = Buffer.alloc(8);
  head.writeBigUInt64LE(length);
  return Buffer.concat([head, ...parts]);
}

const kernel = "encoder.bottom.conv.kernel";
const entry = (change: object) => (bytes: Buffer) =>
  withHeader(bytes, (header) => ({ ...header, [kernel]: { ...header[kernel], ...change } }));
const firstNumber = (value: number) => (bytes: Buffer) => {
  const changed = Buffer.from(bytes);
  const length = Number(bytes.readBigUInt64LE(0));
  changed.writeFloatLE(value, 8 + length);
  return changed;
};

/** What is done to a checkpoint. */
export const damages: Readonly<Record<string, (bytes: Buffer) => Buffer>> = {
  empty: () => Buffer.alloc(0),
  "of 7 bytes": (bytes) => bytes.subarray(0, 7),
  "of its length alone": (bytes) => bytes.subarray(0, 8),
  "cut within its header": (bytes) => bytes.subarray(0, 100),
  "cut at the end of its header": (bytes) => bytes.subarray(0, 8 + Number(bytes.readBigUInt64LE(0))),
  "cut within its data": (bytes) => bytes.subarray(0, 8 + Number(bytes.readBigUInt64LE(0)) + 10),
  "cut by a byte": (bytes) => bytes.subarray(0, -1),
  "with a byte behind it": (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]),
  "with a header of no length": (bytes) => withLength(0n, bytes.subarray(8)),
  "with a header that is longer than the file": (bytes) => withLength(1n << 20n, bytes.subarray(8)),
  "with a huge header": (bytes) => withLength((1n << 64n) - 1n, bytes.subarray(8)),
  "with a header of a gigabyte": (bytes) => withLength(1n << 30n, bytes.subarray(8)),
  "with a header one byte short": (bytes) => withLength(bytes.readBigUInt64LE(0) - 1n, bytes.subarray(8)),
  "with a header that is a list": (bytes) => withHeader(bytes, () => []),
  "with a header that is null": (bytes) => withHeader(bytes, () => null),
  "with an empty header": (bytes) => withHeader(bytes, () => ({})),
  "with an entry that is null": (bytes) => withHeader(bytes, (header) => ({ ...header, [kernel]: null })),
  "without one of its tensors": (bytes) => withHeader(bytes, ({ [kernel]: _gone, ...header }) => header),
  "with a tensor under another name": (bytes) =>
    withHeader(bytes, ({ [kernel]: found, ...header }) => ({ ...header, "encoder.top.other": found })),
  "of float64": entry({ dtype: "F64" }),
  "of a type that is none": entry({ dtype: 7 }),
  "without a type": entry({ dtype: undefined }),
  "of another shape": entry({ shape: [3, 3, 4, 1] }),
  "of a shape too large": entry({ shape: [3, 3, 1, 400] }),
  "of a shape past all numbers": entry({ shape: [2 ** 40, 2 ** 40] }),
  "of a shape below zero": entry({ shape: [-3, -3, 1, 4] }),
  "of a shape that is a text": entry({ shape: "3x3x1x4" }),
  "with a moment of another shape": (bytes) =>
    withHeader(bytes, (header) => {
      const name = `adam.m:${kernel}`;
      return { ...header, [name]: { ...header[name], shape: [36] } };
    }),
  "with offsets out of the file": entry({ data_offsets: [1e12, 1e12 + 144] }),
  "with offsets that overlap": entry({ data_offsets: [4, 148] }),
  "with offsets in reverse": entry({ data_offsets: [144, 0] }),
  "with offsets below zero": entry({ data_offsets: [-144, 0] }),
  "with offsets that are fractions": entry({ data_offsets: [0.5, 144.5] }),
  "with one offset": entry({ data_offsets: [0] }),
  "with a field that is unknown": entry({ more: 1 }),
  "with metadata that are a list": (bytes) =>
    withHeader(bytes, (header) => ({ ...header, __metadata__: ["position"] })),
  "with metadata that are numbers": (bytes) =>
    withHeader(bytes, (header) => ({ ...header, __metadata__: { step: 1 } })),
  "with a NaN": firstNumber(Number.NaN),
  "with an infinity": firstNumber(Number.POSITIVE_INFINITY),
  "of zeros": (bytes) => Buffer.alloc(bytes.length),
  "that is a picture": () => Buffer.from("\u0089PNG\r\n\u001a\n".repeat(20), "latin1"),
};

/** Changes where a checkpoint says that its training stands. */
export const position = (how: (position: Record<string, unknown>) => unknown) => (bytes: Buffer) =>
  withHeader(bytes, (header) => {
    const metadata = header["__metadata__"] as Record<string, string>;
    const now = how(JSON.parse(metadata["position"] ?? "") as Record<string, unknown>);
    return {
      ...header,
      __metadata__: { ...metadata, position: typeof now === "string" ? now : JSON.stringify(now) },
    };
  });
