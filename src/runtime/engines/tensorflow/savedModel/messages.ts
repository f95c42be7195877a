/**
 * The protobuf messages of a SavedModel, as far as they are written here: names and numbers of the fields as in TensorFlow's
 * `.proto` files, and the types of what is given for them.
 */
import protobuf from "protobufjs/light.js";

/** Element types, by TensorFlow's numbers. */
export const elementTypes = { float: 1, int32: 3, int64: 9, bool: 10, bfloat16: 14 } as const;

export type ElementType = keyof typeof elementTypes;

export interface TensorShapeMessage {
  readonly dim?: readonly { readonly size: number }[];
}

export interface TensorMessage {
  readonly dtype: number;
  readonly tensorShape: TensorShapeMessage;
  /** The numbers, little-endian and row-major. */
  readonly tensorContent: Uint8Array;
}

/** One of its fields is given. */
export interface AttributeMessage {
  readonly list?: { readonly i: readonly number[] };
  readonly s?: Uint8Array;
  readonly i?: number;
  readonly f?: number;
  readonly b?: boolean;
  readonly type?: number;
  readonly shape?: TensorShapeMessage;
  readonly tensor?: TensorMessage;
}

export interface NodeMessage {
  readonly name: string;
  readonly op: string;
  /** `name` or `name:1` for the outputs of nodes, `^name` for a node that only has to run before. */
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, AttributeMessage>>;
}

/** Which value of the graph an input or output of a signature is. */
export interface TensorInfoMessage {
  readonly name: string;
  readonly dtype: number;
  readonly tensorShape: TensorShapeMessage;
}

export interface SignatureMessage {
  readonly inputs: Readonly<Record<string, TensorInfoMessage>>;
  readonly outputs: Readonly<Record<string, TensorInfoMessage>>;
  readonly methodName: string;
}

export interface SavedModelMessage {
  readonly savedModelSchemaVersion: number;
  readonly metaGraphs: readonly {
    readonly metaInfoDef: { readonly tags: readonly string[] };
    readonly graphDef: {
      readonly node: readonly NodeMessage[];
      readonly versions: { readonly producer: number; readonly minConsumer: number };
    };
    readonly signatureDef: Readonly<Record<string, SignatureMessage>>;
  }[];
}

/** A field that maps names to messages. */
function byName(type: string, id: number): protobuf.IMapField {
  return { keyType: "string", type, id };
}

const root = protobuf.Root.fromJSON({
  nested: {
    SavedModel: {
      fields: {
        savedModelSchemaVersion: { type: "int64", id: 1 },
        metaGraphs: { rule: "repeated", type: "MetaGraphDef", id: 2 },
      },
    },
    MetaGraphDef: {
      fields: {
        metaInfoDef: { type: "MetaInfoDef", id: 1 },
        graphDef: { type: "GraphDef", id: 2 },
        signatureDef: byName("SignatureDef", 5),
      },
    },
    MetaInfoDef: { fields: { tags: { rule: "repeated", type: "string", id: 4 } } },
    SignatureDef: {
      fields: {
        inputs: byName("TensorInfo", 1),
        outputs: byName("TensorInfo", 2),
        methodName: { type: "string", id: 3 },
      },
    },
    TensorInfo: {
      fields: {
        name: { type: "string", id: 1 },
        dtype: { type: "int32", id: 2 },
        tensorShape: { type: "TensorShapeProto", id: 3 },
      },
    },
    GraphDef: {
      fields: {
        node: { rule: "repeated", type: "NodeDef", id: 1 },
        versions: { type: "VersionDef", id: 4 },
      },
    },
    VersionDef: {
      fields: { producer: { type: "int32", id: 1 }, minConsumer: { type: "int32", id: 2 } },
    },
    NodeDef: {
      fields: {
        name: { type: "string", id: 1 },
        op: { type: "string", id: 2 },
        input: { rule: "repeated", type: "string", id: 3 },
        attr: byName("AttrValue", 5),
      },
    },
    AttrValue: {
      oneofs: { value: { oneof: ["list", "s", "i", "f", "b", "type", "shape", "tensor"] } },
      fields: {
        list: { type: "ListValue", id: 1 },
        s: { type: "bytes", id: 2 },
        i: { type: "int64", id: 3 },
        f: { type: "float", id: 4 },
        b: { type: "bool", id: 5 },
        type: { type: "int32", id: 6 },
        shape: { type: "TensorShapeProto", id: 7 },
        tensor: { type: "TensorProto", id: 8 },
      },
    },
    ListValue: { fields: { i: { rule: "repeated", type: "int64", id: 3, options: { packed: true } } } },
    TensorShapeProto: {
      fields: { dim: { rule: "repeated", type: "Dim", id: 2 } },
      nested: { Dim: { fields: { size: { type: "int64", id: 1 } } } },
    },
    TensorProto: {
      fields: {
        dtype: { type: "int32", id: 1 },
        tensorShape: { type: "TensorShapeProto", id: 2 },
        tensorContent: { type: "bytes", id: 4 },
      },
    },
  },
});

const savedModelType = root.lookupType("SavedModel");

/** The bytes of a `saved_model.pb`. */
export function encodeSavedModel(message: SavedModelMessage): Uint8Array {
  return savedModelType.encode(message).finish();
}

/** What such bytes say: every field that is there, whole numbers as numbers. Throws where they are no SavedModel. */
export function decodeSavedModel(bytes: Uint8Array): SavedModelMessage {
  return savedModelType.toObject(savedModelType.decode(bytes), {
    longs: Number,
    arrays: true,
    objects: true,
  }) as SavedModelMessage;
}
