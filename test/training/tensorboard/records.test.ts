/** Event files, byte by byte: checksums by published vectors, records read back. */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { encode } from "fast-png";
import protobuf from "protobufjs/light.js";
import { describe, expect, it } from "vitest";
import { crc32c, maskedCrc32c } from "../../../src/training/tensorboard/crc32c.js";
import { EventWriter } from "../../../src/training/tensorboard/eventWriter.js";
import { histogramOf } from "../../../src/training/tensorboard/histogram.js";
import { frameRecord } from "../../../src/training/tensorboard/records.js";
import { temporaryFolder } from "../../support/temporaryFolder.js";

/** The checksum behind a masked one. */
function unmasked(masked: number): number {
  const turned = (masked - 0xa282ead8) >>> 0;
  return ((turned >>> 17) | (turned << 15)) >>> 0;
}

describe("the checksum", () => {
  it("is that of RFC 3720", () => {
    expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
    expect(crc32c(new Uint8Array(32).fill(0xff))).toBe(0x62a8ab43);
    expect(crc32c(Uint8Array.from({ length: 32 }, (_, at) => at))).toBe(0x46dd794e);
    expect(crc32c(Buffer.from("123456789"))).toBe(0xe3069283);
  });

  it("is masked as TensorFlow masks it", () => {
    const crc = crc32c(Buffer.from("foo"));
    expect(unmasked(maskedCrc32c(Buffer.from("foo")))).toBe(crc);
    expect(maskedCrc32c(Buffer.from("foo"))).not.toBe(crc);
  });
});

/** The records of a file; throws where a checksum does not hold. */
function recordsOf(bytes: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = Number(bytes.readBigUInt64LE(at));
    const record = bytes.subarray(at + 12, at + 12 + length);
    if (!frameRecord(record).every((byte, offset) => byte === bytes[at + offset]))
      throw new Error("a checksum");
    records.push(record);
    at += 16 + length;
  }
  return records;
}

describe("an event file", () => {
  it("begins with its version and the step it goes on from, then holds what was written", () => {
    const folder = temporaryFolder();
    const writer = new EventWriter(folder, 40, () => 1_700_000_000_500);
    writer.scalars(41, { "loss/NLL": 0.5 });
    writer.scalars(41, {});
    writer.image(
      42,
      "picture",
      encode({ width: 2, height: 1, data: new Uint8Array(2), channels: 1, depth: 8 }),
    );
    writer.histograms(42, new Map([["w", Float32Array.from([0, 1])]]));
    writer.close();
    expect(basename(writer.path)).toMatch(/^events\.out\.tfevents\.1700000000\./);
    const records = recordsOf(readFileSync(writer.path));
    expect(records).toHaveLength(5);
    // Field 1, wall time, is a double; field 3 is the version.
    expect(records[0]!.readDoubleLE(1)).toBe(1_700_000_000.5);
    expect(records[0]!.toString("latin1")).toContain("brain.Event:2");
    const session = protobuf.Reader.create(records[1]!);
    session.skip(9);
    expect([session.uint32() >>> 3, session.int32(), session.uint32() >>> 3]).toEqual([2, 41, 7]);
    expect(records[2]!.toString("latin1")).toContain("loss/NLL");
    expect(records[3]!.toString("latin1")).toContain("PNG");
  });

  it("names the file that cannot be written", () => {
    expect(() => new EventWriter("/nowhere/at/all")).toThrow(/cannot write \/nowhere\/at\/all\/events/);
  });
});

describe("a histogram", () => {
  it("counts every finite number once", () => {
    const { bucket, bucketLimit, ...rest } = histogramOf(Float32Array.from([-1, 0, 0.5, 2, NaN, Infinity]));
    expect(rest).toEqual({ min: -1, max: 2, num: 4, sum: 1.5, sumSquares: 5.25 });
    expect(bucket.reduce((sum, count) => sum + count, 0)).toBe(4);
    expect([bucket[0], bucket.at(-1), bucketLimit.at(-1)]).toEqual([1, 1, 2]);
    expect(bucketLimit.every((limit, at) => at === 0 || limit > bucketLimit[at - 1]!)).toBe(true);
  });

  it("of equal numbers, or of none, is one bucket", () => {
    expect(histogramOf(new Float32Array(3).fill(2))).toMatchObject({ bucketLimit: [2], bucket: [3] });
    expect(histogramOf(new Float32Array())).toMatchObject({ num: 0, bucket: [0] });
  });
});
