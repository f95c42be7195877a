/** Writes an ONNX model: nodes, constants, inputs and outputs, and at the end the bytes of its protobuf. */
import onnxProto from "onnx-proto";
import type { Shape } from "../../graph/shape.js";

const { onnx } = onnxProto;

/** ONNX operator set that the written models use. */
const opset = 17;

/** ONNX file format of that operator set's time. */
const irVersion = 8;

/** The domain of ONNX Runtime's own operators, such as FusedMatMul. */
export const microsoft = "com.microsoft";

/** Floats have to say that they are floats: `{ float: 1 }`. */
export type AttributeValue = number | string | readonly number[] | { readonly float: number };

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly outputs?: number;
  readonly domain?: string;
}

type ElementType = "float" | "int64";

const elementTypes = {
  float: onnx.TensorProto.DataType.FLOAT,
  int64: onnx.TensorProto.DataType.INT64,
} as const;

/** A value in the ONNX graph, by name. */
export type Value = string;

export class GraphBuilder {
  readonly #nodes: onnxProto.onnx.INodeProto[] = [];
  readonly #constants: onnxProto.onnx.ITensorProto[] = [];
  readonly #inputs: onnxProto.onnx.IValueInfoProto[] = [];
  readonly #outputs: onnxProto.onnx.IValueInfoProto[] = [];
  readonly #known = new Map<string, Value>();
  #count = 0;

  /** Adds a node with one output. */
  add(operator: string, inputs: readonly Value[], options: Omit<NodeOptions, "outputs"> = {}): Value {
    return this.addMany(operator, inputs, { ...options, outputs: 1 })[0] ?? "";
  }

  /** Adds a node with several outputs. */
  addMany(operator: string, inputs: readonly Value[], options: NodeOptions = {}): readonly Value[] {
    const { attributes = {}, outputs = 1, domain = "" } = options;
    const names = Array.from({ length: outputs }, () => this.#name());
    this.#nodes.push({
      name: `${operator}_${this.#nodes.length}`,
      opType: operator,
      domain,
      input: [...inputs],
      output: names,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
    return names;
  }

  /** Declares an input of floats. */
  input(name: string, shape: Shape): Value {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /** Gives a value to the caller under a name of its own. */
  output(name: string, value: Value, shape: Shape): void {
    this.#nodes.push({ name: `output_${name}`, opType: "Identity", input: [value], output: [name] });
    this.#outputs.push(valueInfo(name, shape));
  }

  /** A constant of floats; equal ones are written once. */
  floats(shape: Shape, values: readonly number[] | Float32Array): Value {
    const data = Float32Array.from(values);
    return this.#constant("float", shape, new Uint8Array(data.buffer));
  }

  /** A single float, of shape []. */
  scalar(value: number): Value {
    return this.floats([], [value]);
  }

  /** A constant list of whole numbers, as shapes, axes and indices are given. */
  integers(values: readonly number[], shape: Shape = [values.length]): Value {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant("int64", shape, new Uint8Array(data.buffer));
  }

  /** The model's bytes. */
  build(name: string): Uint8Array {
    return onnx.ModelProto.encode({
      irVersion,
      producerName: "swwae",
      opsetImport: [
        { domain: "", version: opset },
        { domain: microsoft, version: 1 },
      ],
      graph: {
        name,
        node: this.#nodes,
        initializer: this.#constants,
        input: this.#inputs,
        output: this.#outputs,
      },
    }).finish();
  }

  #constant(type: ElementType, dims: Shape, rawData: Uint8Array): Value {
    const key = rawData.length <= 256 ? `${type} ${dims.join()} ${rawData.join()}` : null;
    const known = key === null ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#name();
    this.#constants.push({ name, dims: [...dims], dataType: elementTypes[type], rawData });
    if (key !== null) this.#known.set(key, name);
    return name;
  }

  #name(): Value {
    this.#count += 1;
    return `v${this.#count}`;
  }
}

function valueInfo(name: string, shape: Shape): onnxProto.onnx.IValueInfoProto {
  return {
    name,
    type: {
      tensorType: { elemType: elementTypes.float, shape: { dim: shape.map((dimValue) => ({ dimValue })) } },
    },
  };
}

function attribute(name: string, value: AttributeValue): onnxProto.onnx.IAttributeProto {
  const { AttributeType } = onnx.AttributeProto;
  if (typeof value === "number") return { name, type: AttributeType.INT, i: value };
  if (typeof value === "string")
    return { name, type: AttributeType.STRING, s: new TextEncoder().encode(value) };
  if ("float" in value) return { name, type: AttributeType.FLOAT, f: value.float };
  return { name, type: AttributeType.INTS, ints: [...value] };
}
