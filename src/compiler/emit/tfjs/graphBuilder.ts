/**
 * Writes a graph as TensorFlow.js reads it (`tf.loadGraphModel`): TensorFlow's GraphDef in its JSON form, and the constants beside
 * it. Only operations are used that TensorFlow.js computes on each of its backends.
 */

/** A value in the graph, by the name of the node that makes it. */
export type Value = string;

/** The batch's axis: as many images as the caller gives. */
export const anySize = -1;

export type Attribute =
  | { readonly type: "DT_FLOAT" | "DT_INT32" | "DT_BOOL" }
  | { readonly shape: { readonly dim: readonly { readonly size: string }[] } }
  /** Base64. */
  | { readonly s: string }
  | { readonly i: string }
  | { readonly b: boolean }
  | { readonly list: { readonly i: readonly string[] } };

/** A node of the GraphDef. */
export interface NodeDef {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
  readonly attr: Readonly<Record<string, Attribute>>;
}

/** A constant of the graph; its numbers lie in a file of weights. */
export interface Constant {
  readonly name: string;
  readonly dtype: "float32" | "int32";
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array;
  /** Which file the numbers go into: graphs of one model share the files that they have in common. */
  readonly group: string;
}

/** What a caller gives, or gets. */
export interface Port {
  readonly name: string;
  readonly shape: readonly number[];
}

export const float = { type: "DT_FLOAT" } as const;

/** A word as an attribute. */
export function word(text: string): Attribute {
  return { s: Buffer.from(text, "utf8").toString("base64") };
}

/** Whole numbers as an attribute. */
export function integerList(values: readonly number[]): Attribute {
  return { list: { i: values.map(String) } };
}

function shapeOf(sizes: readonly number[]): Attribute {
  return { shape: { dim: sizes.map((size) => ({ size: String(size) })) } };
}

export class GraphBuilder {
  readonly nodes: NodeDef[] = [];
  readonly constants: Constant[] = [];
  readonly inputs: Port[] = [];
  readonly outputs: Port[] = [];
  readonly #names = new Set<string>();
  readonly #known = new Map<string, Value>();

  /** Small constants that belong to no part of the model go into the file of `group`. */
  constructor(readonly group: string) {}

  /** Adds a node with one output. A label that is taken gets a number. */
  add(
    op: string,
    inputs: readonly Value[],
    label: string,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): Value {
    const name = this.#claim(label);
    this.nodes.push({ name, op, input: inputs, attr: { T: float, ...attributes } });
    return name;
  }

  /** Declares what the caller gives. */
  input(name: string, shape: readonly number[]): Value {
    this.nodes.push({
      name: this.#claim(name),
      op: "Placeholder",
      input: [],
      attr: { dtype: float, shape: shapeOf(shape) },
    });
    this.inputs.push({ name, shape });
    return name;
  }

  /** Gives a value to the caller, under a name that must be new. */
  output(name: string, value: Value, shape: readonly number[]): void {
    this.nodes.push({ name: this.#claim(name), op: "Identity", input: [value], attr: { T: float } });
    this.outputs.push({ name, shape });
  }

  /** Numbers of a part of the model, under a name of their own. */
  weights(name: string, shape: readonly number[], data: Float32Array, group: string): Value {
    const known = this.#known.get(name);
    if (known !== undefined) return known;
    this.#constant({ name: this.#claim(name), dtype: "float32", shape, data, group });
    this.#known.set(name, name);
    return name;
  }

  /** Floats of the graph itself; equal ones are written once. */
  floats(shape: readonly number[], values: readonly number[]): Value {
    return this.#shared("float32", shape, Float32Array.from(values));
  }

  /** Whole numbers: shapes, axes, places. */
  integers(values: readonly number[], shape: readonly number[] = [values.length]): Value {
    return this.#shared("int32", shape, Int32Array.from(values));
  }

  /** A single float. */
  scalar(value: number): Value {
    return this.floats([], [value]);
  }

  #shared(dtype: "float32" | "int32", shape: readonly number[], data: Float32Array | Int32Array): Value {
    const key = `${dtype} ${shape.join()}: ${data.join()}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#claim(`constant${this.#known.size}`);
    this.#constant({ name, dtype, shape, data, group: this.group });
    this.#known.set(key, name);
    return name;
  }

  #constant(constant: Constant): void {
    this.constants.push(constant);
    const dtype = { type: constant.dtype === "int32" ? "DT_INT32" : "DT_FLOAT" } as const;
    this.nodes.push({
      name: constant.name,
      op: "Const",
      input: [],
      attr: { dtype, shape: shapeOf(constant.shape) },
    });
  }

  #claim(label: string): string {
    let name = label;
    for (let count = 2; this.#names.has(name); count += 1) name = `${label}_${count}`;
    this.#names.add(name);
    return name;
  }
}
