/** Writes a TensorFlow graph: nodes, constants, inputs and outputs, and at the end the bytes of its SavedModel. */
import { countOf, type Shape } from "../../../graph/shape.js";
import {
  type AttributeMessage,
  elementTypes,
  type ElementType,
  encodeSavedModel,
  type NodeMessage,
  type TensorInfoMessage,
  type TensorShapeMessage,
} from "./messages.js";

/** The tag by which the graph is asked for. */
export const tag = "serve";

/** The signature that says what goes into a step and what comes out. */
export const signature = "step";

/** A value in the graph: its node's name, and `:1` and so on for the further outputs of a node. */
export type Value = string;

/** Numbers that are not whole have to say so: `{ float: 1 }`. */
export type AttributeValue =
  | number
  | boolean
  | string
  | readonly number[]
  | { readonly float: number }
  | { readonly type: ElementType }
  | { readonly shape: Shape };

export interface NodeOptions {
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
  /** The node's name, if it is to be recognised; made unique, and letters that TensorFlow does not allow replaced. */
  readonly name?: string;
  /** Nodes that have to run before. */
  readonly after?: readonly Value[];
}

/**
 * Versions of TensorFlow's graphs: this one is written as 2.9 wrote them, and 1.12 could read it. Ops have kept what they meant then
 * for graphs that say so.
 */
const versions = { producer: 1087, minConsumer: 12 };

export class GraphBuilder {
  readonly #nodes = new Map<string, NodeMessage>();
  readonly #known = new Map<string, Value>();
  readonly #inputs: Record<string, TensorInfoMessage> = {};
  readonly #outputs: Record<string, TensorInfoMessage> = {};
  readonly #ends: Value[] = [];

  /** Adds a node. Its first output goes by what is returned, for the others there is {@link outputAt}. */
  add(op: string, inputs: readonly Value[], { attributes = {}, name, after = [] }: NodeOptions = {}): Value {
    const unique = this.#unique(name === undefined ? `${op}_${this.#nodes.size}` : clean(name));
    this.#nodes.set(unique, {
      name: unique,
      op,
      input: [...inputs, ...after.map((node) => `^${node}`)],
      attr: Object.fromEntries(Object.entries(attributes).map(([key, value]) => [key, attribute(value)])),
    });
    return unique;
  }

  /** A constant of floats; equal ones are written once. */
  floats(shape: Shape, values: readonly number[]): Value {
    return this.#constant("float", shape, new Uint8Array(Float32Array.from(values).buffer));
  }

  /** A single float, of shape []. */
  scalar(value: number): Value {
    return this.floats([], [value]);
  }

  /** A constant of whole numbers, as shapes and axes are given: a list, or of another shape. */
  integers(values: readonly number[], shape: Shape = [values.length]): Value {
    return this.#constant("int32", shape, new Uint8Array(Int32Array.from(values).buffer));
  }

  /** Lists a value among the inputs of the signature. */
  input(name: string, value: Value, shape: Shape): void {
    this.#inputs[name] = tensorInfo(value, shape);
  }

  /** Lists a value among the outputs of the signature. */
  output(name: string, value: Value, shape: Shape): void {
    this.#outputs[name] = tensorInfo(value, shape);
    this.keep(value);
  }

  /** Says that a value will be asked for: what leads to none of these is not written. */
  keep(value: Value): void {
    this.#ends.push(value);
  }

  /** The bytes of the SavedModel's one file. */
  build(): Uint8Array {
    const needed = this.#needed();
    return encodeSavedModel({
      savedModelSchemaVersion: 1,
      metaGraphs: [
        {
          metaInfoDef: { tags: [tag] },
          graphDef: { node: [...this.#nodes.values()].filter(({ name }) => needed.has(name)), versions },
          signatureDef: {
            [signature]: {
              inputs: this.#inputs,
              outputs: this.#outputs,
              methodName: "tensorflow/serving/predict",
            },
          },
        },
      ],
    });
  }

  #constant(element: ElementType, shape: Shape, tensorContent: Uint8Array): Value {
    const key = tensorContent.length <= 256 ? `${element} ${shape.join()} ${tensorContent.join()}` : null;
    const known = key === null ? undefined : this.#known.get(key);
    if (known !== undefined) return known;
    const name = this.#unique(`Const_${this.#nodes.size}`);
    const dtype = elementTypes[element];
    const value = { tensor: { dtype, tensorShape: shapeMessage(shape), tensorContent } };
    this.#nodes.set(name, { name, op: "Const", input: [], attr: { dtype: { type: dtype }, value } });
    if (key !== null) this.#known.set(key, name);
    return name;
  }

  #unique(name: string): string {
    let free = name;
    for (let again = 2; this.#nodes.has(free); again += 1) free = `${name}_${again}`;
    return free;
  }

  #needed(): ReadonlySet<string> {
    const needed = new Set<string>();
    const open = this.#ends.map(nodeOf);
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (needed.has(name)) continue;
      needed.add(name);
      open.push(...(this.#nodes.get(name)?.input ?? []).map(nodeOf));
    }
    return needed;
  }
}

/** A further output of a node. */
export function outputAt(node: Value, position: number): Value {
  return position === 0 ? node : `${node}:${position}`;
}

/** The node that a value, or an input as it is written in the graph, belongs to. */
function nodeOf(value: string): string {
  return value.replace(/^\^/, "").replace(/:\d+$/, "");
}

function clean(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_./-]/g, "_").replace(/^[^A-Za-z0-9.]/, "x$&");
}

function attribute(value: AttributeValue): AttributeMessage {
  switch (typeof value) {
    case "number":
      return { i: value };
    case "boolean":
      return { b: value };
    case "string":
      return { s: new TextEncoder().encode(value) };
    default:
      if ("float" in value) return { f: value.float };
      if ("type" in value) return { type: elementTypes[value.type] };
      if ("shape" in value) return { shape: shapeMessage(value.shape) };
      return { list: { i: value } };
  }
}

function tensorInfo(value: Value, shape: Shape): TensorInfoMessage {
  return {
    name: value.includes(":") ? value : `${value}:0`,
    dtype: elementTypes.float,
    tensorShape: shapeMessage(shape),
  };
}

function shapeMessage(shape: Shape): TensorShapeMessage {
  countOf(shape);
  return { dim: shape.map((size) => ({ size })) };
}
