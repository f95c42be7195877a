/**
 * The protobuf messages of TensorBoard's event files, as far as they are written here: names and numbers of the fields as in
 * TensorFlow's `event.proto` and `summary.proto`.
 */
import protobuf from "protobufjs/light.js";

export interface ImageMessage {
  readonly height: number;
  readonly width: number;
  /** 1 grey, 3 RGB */
  readonly colorspace: number;
  /** The bytes of a PNG file. */
  readonly encodedImageString: Uint8Array;
}

export interface HistogramMessage {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  /** Upper ends of the buckets, ascending, and how many numbers lie in each. */
  readonly bucketLimit: readonly number[];
  readonly bucket: readonly number[];
}

/** One of its values is given. */
export interface SummaryValue {
  readonly tag: string;
  readonly simpleValue?: number;
  readonly image?: ImageMessage;
  readonly histo?: HistogramMessage;
}

export interface EventMessage {
  /** Seconds since 1970. */
  readonly wallTime: number;
  readonly step?: number;
  readonly fileVersion?: string;
  readonly summary?: { readonly value: readonly SummaryValue[] };
  /** 1: a training begins with this step, and what older files say of it and of later ones no longer holds. */
  readonly sessionLog?: { readonly status: 1 };
}

const root = protobuf.Root.fromJSON({
  nested: {
    Event: {
      oneofs: { what: { oneof: ["fileVersion", "summary", "sessionLog"] } },
      fields: {
        wallTime: { type: "double", id: 1 },
        step: { type: "int64", id: 2 },
        fileVersion: { type: "string", id: 3 },
        summary: { type: "Summary", id: 5 },
        sessionLog: { type: "SessionLog", id: 7 },
      },
    },
    SessionLog: { fields: { status: { type: "int32", id: 1 } } },
    Summary: {
      fields: { value: { rule: "repeated", type: "Value", id: 1 } },
      nested: {
        Value: {
          oneofs: { value: { oneof: ["simpleValue", "image", "histo"] } },
          fields: {
            tag: { type: "string", id: 1 },
            simpleValue: { type: "float", id: 2 },
            image: { type: "Image", id: 4 },
            histo: { type: "HistogramProto", id: 5 },
          },
        },
        Image: {
          fields: {
            height: { type: "int32", id: 1 },
            width: { type: "int32", id: 2 },
            colorspace: { type: "int32", id: 3 },
            encodedImageString: { type: "bytes", id: 4 },
          },
        },
      },
    },
    HistogramProto: {
      fields: {
        min: { type: "double", id: 1 },
        max: { type: "double", id: 2 },
        num: { type: "double", id: 3 },
        sum: { type: "double", id: 4 },
        sumSquares: { type: "double", id: 5 },
        bucketLimit: { rule: "repeated", type: "double", id: 6, options: { packed: true } },
        bucket: { rule: "repeated", type: "double", id: 7, options: { packed: true } },
      },
    },
  },
});

const eventType = root.lookupType("Event");

/** The bytes of one event. */
export function encodeEvent(message: EventMessage): Uint8Array {
  return eventType.encode(message).finish();
}
