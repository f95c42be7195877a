/** The safetensors format: a round trip, its exact bytes, and two dozen ways of being unsound. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeSafetensors, encodeSafetensors, UserError } from "swwae/runtime";

const tensors = new Map([
  ["a", { shape: [2, 2], data: Float32Array.from([1, -2.5, 3e-20, 4]) }],
  ["scalar", { shape: [], data: Float32Array.from([7]) }],
  ["empty", { shape: [0, 3], data: new Float32Array() }],
]);

describe("encodeSafetensors", () => {
  it("writes length, header and numbers as the format has them", () => {
    const bytes = Buffer.from(
      encodeSafetensors(new Map([["w", { shape: [2], data: Float32Array.from([1, 2]) }]])),
    );
    const header = '{"w":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}';
    expect(bytes.readBigUInt64LE(0)).toBe(56n);
    expect(bytes.subarray(8, 64).toString("utf8")).toBe(header.padEnd(56));
    expect(bytes.subarray(64).toString("hex")).toBe("0000803f00000040");
  });

  it("starts the data at a multiple of 8", () => {
    for (const name of ["w", "ww", "www", "wwww", "ö"]) {
      const bytes = Buffer.from(
        encodeSafetensors(new Map([[name, { shape: [1], data: new Float32Array(1) }]])),
      );
      expect(Number(bytes.readBigUInt64LE(0)) % 8).toBe(0);
    }
  });

  it("refuses a tensor whose shape and numbers disagree", () => {
    expect(() => encodeSafetensors(new Map([["w", { shape: [3], data: new Float32Array(2) }]]))).toThrow(
      RangeError,
    );
  });

  it("comes back bit for bit, metadata too", () => {
    const read = decodeSafetensors(encodeSafetensors(tensors, { model: "Mnist" }), "w.safetensors");
    expect(read.metadata).toEqual({ model: "Mnist" });
    expect([...read.tensors]).toEqual([...tensors]);
  });

  it("comes back for any numbers and names", () => {
    const anyTensors = fc.dictionary(
      fc.string().filter((name) => name !== "__metadata__" && name !== "__proto__"),
      fc.float32Array({ noNaN: false }),
    );
    fc.assert(
      fc.property(anyTensors, (dictionary) => {
        const given = new Map(
          Object.entries(dictionary).map(([name, data]) => [name, { shape: [data.length], data }]),
        );
        const read = decodeSafetensors(encodeSafetensors(given), "w");
        expect(read.tensors).toEqual(given);
      }),
    );
  });
});

/** A file with this header and this many bytes of data. */
function file(header: string | Uint8Array, dataLength: number): Uint8Array {
  const json = typeof header === "string" ? Buffer.from(header, "utf8") : Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataLength)]);
}

function entry(fields: Record<string, unknown>): string {
  return JSON.stringify({ w: { dtype: "F32", shape: [2], data_offsets: [0, 8], ...fields } });
}

function tensorAt([begin = 0, end = 0]: readonly number[]): Record<string, unknown> {
  return { dtype: "F32", shape: [(end - begin) / 4], data_offsets: [begin, end] };
}

function two(first: readonly number[], second: readonly number[]): string {
  return JSON.stringify({ a: tensorAt(first), b: tensorAt(second) });
}

describe("decodeSafetensors", () => {
  it("accepts what the corruptions below start from", () => {
    expect(decodeSafetensors(file(entry({}), 8), "w").tensors.get("w")?.shape).toEqual([2]);
    expect(decodeSafetensors(file(two([0, 8], [8, 12]), 12), "w").tensors.size).toBe(2);
    expect(decodeSafetensors(file("{}", 0), "w").tensors.size).toBe(0);
  });

  const hugeLength = Buffer.alloc(16);
  hugeLength.writeBigUInt64LE(2n ** 60n);
  const corruptions: readonly [string, Uint8Array, string][] = [
    ["an empty file", new Uint8Array(), "expected 8 bytes for the length of the header, found 0"],
    ["a cut length", new Uint8Array(5), "expected 8 bytes for the length of the header, found 5"],
    ["a huge length", hugeLength, "a header of 1152921504606846976 bytes is longer than the format allows"],
    ["a header that is cut", file(entry({}), 8).subarray(0, 30), "but only 22 bytes follow"],
    ["an empty header", file("", 0), "the header does not start with {"],
    ["a header with a leading space", file(" {}", 0), "the header does not start with {"],
    ["a list for a header", file("[]", 0), "the header does not start with {"],
    ["broken JSON", file('{"w":', 0), "the header is no JSON"],
    ["a header that is not UTF-8", file(Uint8Array.from([0x7b, 0xff, 0x7d]), 0), "the header is no JSON"],
    ["an entry that is no object", file('{"w":3}', 0), "the entry of tensor w is no JSON object"],
    ["another dtype", file(entry({ dtype: "F16" }), 8), 'tensor w has dtype "F16"; only "F32" is read'],
    ["no dtype", file(entry({ dtype: undefined }), 8), "tensor w has dtype undefined"],
    ["an unknown field", file(entry({ stride: [1] }), 8), "tensor w has an unknown field stride"],
    [
      "a shape that is no list",
      file(entry({ shape: 2 }), 8),
      "the shape of tensor w is no list of whole numbers: 2",
    ],
    [
      "a negative size",
      file(entry({ shape: [-2] }), 8),
      "the shape of tensor w is no list of whole numbers: [-2]",
    ],
    [
      "a fractional size",
      file(entry({ shape: [0.5] }), 8),
      "the shape of tensor w is no list of whole numbers",
    ],
    [
      "three offsets",
      file(entry({ data_offsets: [0, 4, 8] }), 8),
      "data_offsets of tensor w are not [begin, end]",
    ],
    [
      "a negative offset",
      file(entry({ data_offsets: [-8, 0] }), 8),
      "data_offsets of tensor w are not [begin, end]",
    ],
    [
      "swapped offsets",
      file(entry({ data_offsets: [8, 0] }), 8),
      "needs 8 bytes, but its offsets [8, 0] span -8",
    ],
    [
      "a shape that needs more",
      file(entry({ shape: [3] }), 8),
      "tensor w of shape [3] needs 12 bytes, but its offsets [0, 8] span 8",
    ],
    ["data that is cut", file(entry({}), 7), "tensor w ends at byte 8 of the data, but there are only 7"],
    ["data too long", file(entry({}), 9), "bytes 8 to 9 of the data belong to no tensor"],
    ["a gap at the start", file(two([4, 8], [8, 12]), 12), "bytes 0 to 4 of the data belong to no tensor"],
    ["a gap in the middle", file(two([0, 4], [8, 12]), 12), "bytes 4 to 8 of the data belong to no tensor"],
    [
      "an overlap",
      file(two([0, 8], [4, 12]), 12),
      "tensor b starts at byte 4 of the data, inside another tensor",
    ],
    ["metadata that is no object", file('{"__metadata__":[]}', 0), "__metadata__ is no JSON object"],
    ["metadata that is no text", file('{"__metadata__":{"n":1}}', 0), "__metadata__.n is no text"],
  ];
  it.each(corruptions)("refuses %s", (_, bytes, message) => {
    const decode = () => decodeSafetensors(bytes, "runs/x/model.safetensors");
    expect(decode).toThrow(UserError);
    expect(decode).toThrow("runs/x/model.safetensors is not a sound safetensors file: ");
    expect(decode).toThrow(message);
  });

  it("never lets another error than a UserError out, whatever byte is changed", () => {
    const sound = encodeSafetensors(tensors, { model: "Mnist" });
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.nat(255), fc.nat(sound.length), (at, value, length) => {
        const damaged = Uint8Array.from(sound).subarray(0, length);
        damaged[at] = value;
        try {
          decodeSafetensors(damaged, "w");
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
