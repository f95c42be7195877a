/** Writes an ONNX model: nodes, constants, inputs and outputs, and at the end the bytes of its protobuf. */
import {
  attribute,
  type AttributeValue,
  type Dimensions,
  type ElementType,
  elementTypes,
  type NodeProto,
  onnx,
  type TensorProto,
  valueInfo,
  type ValueInfoProto,
} from "./proto.js";

/** ONNX operator set that the written models use. */
export const opset = 17;

/** ONNX file format of that operator set's time. */
const irVersion = 8;

/** The domain of ONNX Runtime's own operators, such as FusedMatMul. */
export const microsoft = "com.microsoft";

/** Sizes of a constant's axes. */
type Sizes = readonly number[];

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly outputs?: number;
  readonly domain?: string;
}

/** A node whose outputs have names, types and shapes that readers of the file see. */
export interface DescribedNode {
  readonly operator: string;
  readonly inputs: readonly Value[];
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  readonly outputs: readonly DescribedValue[];
}

export interface DescribedValue {
  readonly name: Value;
  readonly shape: Dimensions;
  readonly element?: ElementType;
}

/** What a file says about itself. */
export interface ModelHeader {
  /** Version of swwae; left out where the model never becomes a file. */
  readonly producerVersion?: string;
  readonly documentation?: string;
  /** Free texts by key, which readers of the file can ask for. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A value in the ONNX graph, by name. */
export type Value = string;

export class GraphBuilder {
  readonly #nodes: NodeProto[] = [];
  readonly #constants: TensorProto[] = [];
  readonly #inputs: ValueInfoProto[] = [];
  readonly #outputs: ValueInfoProto[] = [];
  readonly #described: ValueInfoProto[] = [];
  readonly #known = new Map<string, Value>();
  readonly #domains = new Map<string, number>([["", opset]]);
  #count = 0;

  /** What stands before the names of the nodes that follow: whoever measures nodes tells by it what they are for. */
  mark = "";

  /** Adds a node with one output. */
  add(operator: string, inputs: readonly Value[], options: Omit<NodeOptions, "outputs"> = {}): Value {
    return this.addMany(operator, inputs, { ...options, outputs: 1 })[0] ?? "";
  }

  /** Adds a node with several outputs. */
  addMany(operator: string, inputs: readonly Value[], options: NodeOptions = {}): readonly Value[] {
    const { attributes = {}, outputs = 1, domain = "" } = options;
    const names = Array.from({ length: outputs }, () => this.#name());
    if (domain === microsoft) this.#domains.set(microsoft, 1);
    this.#node(operator, inputs, names, attributes, domain);
    return names;
  }

  /** Adds a node whose outputs are named and described by the caller; the names must be new. */
  describe({ operator, inputs, outputs, attributes = {} }: DescribedNode): void {
    this.#node(
      operator,
      inputs,
      outputs.map(({ name }) => name),
      attributes,
      "",
    );
    for (const { name, shape, element } of outputs) this.#described.push(valueInfo(name, shape, element));
  }

  /** Declares an input of floats. */
  input(name: string, shape: Dimensions): Value {
    this.#inputs.push(valueInfo(name, shape));
    return name;
  }

  /** A constant under a name of its own, which must be new. */
  initializer(name: string, shape: Sizes, values: Float32Array): Value {
    const rawData = new Uint8Array(Float32Array.from(values).buffer);
    this.#constants.push({ name, dims: [...shape], dataType: elementTypes["float"], rawData });
    return name;
  }

  /** Gives a value to the caller under a name of its own. */
  output(name: string, value: Value, shape: Dimensions, element: ElementType = "float"): void {
    this.#nodes.push({ name: `output_${name}`, opType: "Identity", input: [value], output: [name] });
    this.#outputs.push(valueInfo(name, shape, element));
  }

  /** A constant of floats; equal ones are written once. */
  floats(shape: Sizes, values: readonly number[] | Float32Array): Value {
    const data = Float32Array.from(values);
    return this.#constant("float", shape, new Uint8Array(data.buffer));
  }

  /** A single float, of shape []. */
  scalar(value: number): Value {
    return this.floats([], [value]);
  }

  /** A constant list of whole numbers, as shapes, axes and indices are given. */
  integers(values: readonly number[], shape: Sizes = [values.length]): Value {
    const data = BigInt64Array.from(values, BigInt);
    return this.#constant("int64", shape, new Uint8Array(data.buffer));
  }

  /** The model's bytes. */
  build(
    name: string,
    { producerVersion = "", documentation = "", metadata = {} }: ModelHeader = {},
  ): Uint8Array {
    return onnx.ModelProto.encode({
      irVersion,
      producerName: "swwae",
      ...(producerVersion === "" ? {} : { producerVersion }),
      metadataProps: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      opsetImport: [...this.#domains].map(([domain, version]) => ({ domain, version })),
      graph: {
        name,
        ...(documentation === "" ? {} : { docString: documentation }),
        node: this.#nodes,
        initializer: this.#constants,
        input: this.#inputs,
        output: this.#outputs,
        valueInfo: this.#described,
      },
    }).finish();
  }

  #node(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly Value[],
    attributes: Readonly<Record<string, AttributeValue>>,
    domain: string,
  ): void {
    this.#nodes.push({
      name: `${this.mark}${operator}_${this.#nodes.length}`,
      opType: operator,
      domain,
      input: [...inputs],
      output: [...outputs],
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
  }

  #constant(type: ElementType, dims: Sizes, rawData: Uint8Array): Value {
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
