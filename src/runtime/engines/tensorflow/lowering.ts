/** The state of a lowering: which value of the TensorFlow graph holds which tensor, and in which element type. */
import type { Node, Tensor } from "../../graph/graph.js";
import { invariant } from "../../graph/invariant.js";
import type { Shape } from "../../graph/shape.js";
import type { AttributeValue, GraphBuilder, Value } from "./savedModel/graphBuilder.js";

/** How the numbers of a tensor are held. */
export type Element = "float" | "bfloat16";

export interface LoweringOptions {
  /** The element type of maps and of the products that make them. */
  readonly fast: Element;
  /** Whether the gradient of a bias may stay in bfloat16 beside that of a kernel (fusion.ts). */
  readonly fusesBiasGradients: boolean;
}

/** A state in the graph. */
export interface Variable {
  readonly shape: Shape;
  /** The variable itself, for ops that change it. */
  readonly handle: Value;
  /** What it holds before the run. */
  readonly read: Value;
}

export class Lowering {
  readonly #held = new Map<Tensor, Map<Element, Value>>();
  readonly #switches = new Map<Tensor, Value>();
  readonly #feeds = new Map<string, Value>();
  readonly #variables = new Map<string, Variable>();
  readonly #made = new Map<string, Value>();
  #keepsNaN = true;

  /** @param nodes what is lowered */
  constructor(
    readonly builder: GraphBuilder,
    readonly nodes: readonly Node[],
    readonly options: LoweringOptions,
  ) {}

  /** The element type of maps and of the products that make them; everything else is float. */
  get fast(): Element {
    return this.options.fast;
  }

  /** Whether NaN in the middle of the graph gets to its end. */
  get keepsNaN(): boolean {
    return this.#keepsNaN;
  }

  /** Says that a kernel may make ordinary numbers of NaN. */
  dropsNaN(): void {
    this.#keepsNaN = false;
  }

  /** What is fed under these names. */
  get feeds(): ReadonlyMap<string, Value> {
    return this.#feeds;
  }

  /** The variables of these states. */
  get variables(): ReadonlyMap<string, Variable> {
    return this.#variables;
  }

  /** The value that is fed under a name. */
  feed(name: string, shape: Shape): Value {
    const value = this.builder.add("Placeholder", [], {
      attributes: { dtype: { type: "float" }, shape: { shape } },
      name: `feed/${name}`,
    });
    this.#feeds.set(name, value);
    return value;
  }

  /** The variable of a state; made when it is first asked for. */
  variable(name: string, shape: Shape): Variable {
    const known = this.#variables.get(name);
    if (known !== undefined) return known;
    const dtype = { type: "float" } as const;
    const handle = this.builder.add("VarHandleOp", [], {
      attributes: { dtype, shape: { shape }, shared_name: name },
      name: `state/${name}`,
    });
    const read = this.builder.add("ReadVariableOp", [handle], {
      attributes: { dtype },
      name: `read/${name}`,
    });
    const variable = { shape, handle, read };
    this.#variables.set(name, variable);
    return variable;
  }

  /** Says which value holds a tensor. */
  hold(tensor: Tensor, value: Value, element: Element = "float"): void {
    const held = this.#held.get(tensor) ?? new Map<Element, Value>();
    held.set(element, value);
    this.#held.set(tensor, held);
  }

  /** A tensor in an element type; cast, once, where it is not at hand. */
  as(tensor: Tensor, element: Element): Value {
    const held = this.#held.get(tensor);
    const value = held?.get(element);
    if (value !== undefined) return value;
    const from = this.elementOf(tensor);
    const source = held?.get(from);
    invariant(source !== undefined, "a tensor was asked for before its node was lowered");
    const cast = this.cast(source, from, element);
    this.hold(tensor, cast, element);
    return cast;
  }

  /** A tensor as floats. */
  float(tensor: Tensor): Value {
    return this.as(tensor, "float");
  }

  /** The element type in which a tensor is at hand; the exact one if it is in both. */
  elementOf(tensor: Tensor): Element {
    return this.#held.get(tensor)?.has("float") === false ? "bfloat16" : "float";
  }

  /**
   * Holds the switches of a pooling: for each pooled number the position of its cell in the flattened map, 64-bit. The map itself
   * tells how large it was.
   */
  holdSwitches(tensor: Tensor, positions: Value): void {
    this.#switches.set(tensor, positions);
  }

  /** Whether the switches of a pooling are held as positions; else the pooled map stands for them (kernels/maskedPooling.ts). */
  hasPositions(tensor: Tensor): boolean {
    return this.#switches.has(tensor);
  }

  switches(tensor: Tensor): Value {
    const positions = this.#switches.get(tensor);
    invariant(positions !== undefined, "switches were asked for before their pooling was lowered");
    return positions;
  }

  /** What `make` makes, once for each key. */
  once(key: string, make: () => Value): Value {
    const known = this.#made.get(key);
    if (known !== undefined) return known;
    const made = make();
    this.#made.set(key, made);
    return made;
  }

  /** Adds a node whose type attribute is T. */
  add(
    op: string,
    inputs: readonly Value[],
    element: Element = "float",
    attributes: Readonly<Record<string, AttributeValue>> = {},
  ): Value {
    return this.builder.add(op, inputs, { attributes: { T: { type: element }, ...attributes } });
  }

  /** A constant in an element type. */
  constant(shape: Shape, values: readonly number[], element: Element): Value {
    const floats = this.builder.floats(shape, values);
    return element === "float" ? floats : this.cast(floats, "float", element);
  }

  cast(value: Value, from: Element | "bool", to: Element): Value {
    return this.builder.add("Cast", [value], {
      attributes: { SrcT: { type: from }, DstT: { type: to } },
    });
  }

  /** A value under another shape. */
  reshape(value: Value, shape: Shape, element: Element = "float"): Value {
    return this.add("Reshape", [value, this.builder.integers(shape)], element, { Tshape: { type: "int32" } });
  }

  /** A value with its axes in another order. */
  transpose(value: Value, order: readonly number[], element: Element = "float"): Value {
    return this.add("Transpose", [value, this.builder.integers(order)], element, {
      Tperm: { type: "int32" },
    });
  }

  /** The sum, or with `op` "Max" the largest, of a value along axes; they stay with size 1 where `keep` says so. */
  reduce(
    op: "Sum" | "Max",
    value: Value,
    axes: readonly number[],
    keep = false,
    element: Element = "float",
  ): Value {
    return this.add(op, [value, this.builder.integers(axes)], element, {
      Tidx: { type: "int32" },
      keep_dims: keep,
    });
  }

  /** Copies along axes of size 1 until a value has a shape of the same rank. */
  broadcast(value: Value, shape: Shape, element: Element = "float"): Value {
    return this.add("BroadcastTo", [value, this.builder.integers(shape)], element, {
      Tidx: { type: "int32" },
    });
  }

  /** The part of a value that begins at some place of every axis and has some length along it. */
  slice(value: Value, begin: Shape, size: Shape, element: Element = "float"): Value {
    const { builder } = this;
    return this.add("Slice", [value, builder.integers(begin), builder.integers(size)], element, {
      Index: { type: "int32" },
    });
  }

  /** Some rows of a value of this shape, along its first axis: images of a batch. */
  rows(value: Value, [, ...rest]: Shape, first: number, count: number, element: Element = "float"): Value {
    return this.slice(value, [first, ...rest.map(() => 0)], [count, ...rest], element);
  }

  /** Values one behind the other along their first axis. */
  join(values: readonly Value[], element: Element = "float"): Value {
    const [only] = values;
    if (only !== undefined && values.length === 1) return only;
    return this.add("ConcatV2", [...values, this.builder.integers([0], [])], element, {
      N: values.length,
      Tidx: { type: "int32" },
    });
  }

  /** What lies at some indices along the first axis of a value. */
  gather(value: Value, indices: Value, element: Element = "float"): Value {
    return this.builder.add("GatherV2", [value, indices, this.builder.integers([0], [])], {
      attributes: { Tparams: { type: element }, Tindices: { type: "int32" }, Taxis: { type: "int32" } },
    });
  }

  /** Zeros below and beside a map [n, h, w, c]; the map itself where none are wanted. */
  padMap(value: Value, below: number, beside: number, element: Element = "float"): Value {
    if (below + beside === 0) return value;
    const paddings = this.builder.integers([0, 0, 0, below, 0, beside, 0, 0], [4, 2]);
    return this.add("Pad", [value, paddings], element, { Tpaddings: { type: "int32" } });
  }
}
