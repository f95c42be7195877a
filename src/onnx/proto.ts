/** The protobuf messages of ONNX that are written here: types of values, and attributes. */
import onnxProto from "onnx-proto";

export const { onnx } = onnxProto;

export type ModelProto = onnxProto.onnx.IModelProto;
export type NodeProto = onnxProto.onnx.INodeProto;
export type TensorProto = onnxProto.onnx.ITensorProto;
export type ValueInfoProto = onnxProto.onnx.IValueInfoProto;
export type AttributeProto = onnxProto.onnx.IAttributeProto;

/** The element types that are used: floats for numbers, int64 for indices, shapes and axes. */
export const elementTypes = {
  float: onnx.TensorProto.DataType.FLOAT,
  int64: onnx.TensorProto.DataType.INT64,
} as const;

export type ElementType = keyof typeof elementTypes;

/** Sizes of a value's axes; a word stands for a size that only the caller knows, such as "n" for the batch. */
export type Dimensions = readonly (number | string)[];

/** Floats have to say that they are floats: `{ float: 1 }`. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

/** What is known of a value: its name, its element type and its axes. */
export function valueInfo(name: string, shape: Dimensions, element: ElementType = "float"): ValueInfoProto {
  const dim = shape.map((size) => (typeof size === "number" ? { dimValue: size } : { dimParam: size }));
  return { name, type: { tensorType: { elemType: elementTypes[element], shape: { dim } } } };
}

/** An attribute of a node. */
export function attribute(name: string, value: AttributeValue): AttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === "number") return { name, type: AttributeType.INT, i: value };
  if (typeof value === "string")
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if ("float" in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}
