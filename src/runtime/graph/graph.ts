/**
 * The step graph: typed nodes, recorded by calling ops on traced tensors.
 *
 * A tensor knows its node, a node knows its graph, so there is no hidden "current graph": whatever an op is given says
 * where the result belongs. Equal calls on equal inputs are one node (hash consing), so common subexpressions never exist twice.
 */
import { invariant } from "./invariant.js";
import { countOf, type Shape } from "./shape.js";
import type { ShapeType } from "./shapeTypes.js";

/** What a tensor holds: numbers, or the switches of a pooling (how a switch is stored is the engine's affair). */
export type TensorType =
  | { readonly kind: "float"; readonly shape: Shape }
  | {
      readonly kind: "switch";
      /** Shape of the pooled map: one switch for each of its numbers. */
      readonly shape: Shape;
      /** Shape of the map that was pooled, [n, h, w, c]. */
      readonly map: Shape;
      readonly size: PoolSize;
    };

export type PoolSize = readonly [rows: number, columns: number];

export type AttributeValue = number | string | boolean | readonly number[];
export type Attributes = Readonly<Record<string, AttributeValue>>;

/** What a gradient rule is given: the call, and the loss' gradient for each of its outputs (null where none arrives). */
export interface GradientCall<A extends Attributes = Attributes> {
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
  readonly attributes: A;
  readonly gradients: readonly (Tensor | null)[];
}

export interface OpDefinition<A extends Attributes = Attributes> {
  readonly name: string;
  /** Shape rule: the types of the outputs. Throws a ShapeError where the inputs do not fit. */
  types(inputs: readonly TensorType[], attributes: A): readonly TensorType[];
  /** Gradient rule: for each input the loss' gradient, null where none flows. Absent: the op is never differentiated. */
  gradient?(call: GradientCall<A>): readonly (Tensor | null)[];
}

export interface Node {
  /** Position in the graph; inputs always have smaller ids. */
  readonly id: number;
  readonly op: OpDefinition;
  readonly inputs: readonly Tensor[];
  readonly attributes: Attributes;
  readonly outputs: readonly Tensor[];
  readonly graph: Graph;
}

declare const shapeOf: unique symbol;

/**
 * A traced tensor: an output of a node. `S` is its shape at type level, such as `["n", 28, 28, 64]`, and exists only
 * there; `shape` is the real one, with the batch size in place of "n".
 */
export class Tensor<S extends ShapeType = ShapeType> {
  declare readonly [shapeOf]: S;

  constructor(
    readonly node: Node,
    readonly index: number,
    readonly type: TensorType,
  ) {}

  get shape(): Shape {
    return this.type.shape;
  }

  get graph(): Graph {
    return this.node.graph;
  }
}

/** A new value for a state after each step, kept only while `because` matters to the result. */
export interface StateUpdate {
  readonly state: Tensor;
  readonly value: Tensor;
  readonly because: Tensor;
}

export class Graph {
  readonly nodes: Node[] = [];
  readonly updates: StateUpdate[] = [];
  readonly #known = new Map<string, Node>();
  #dropouts = 0;

  /** @param training whether dropout and batch normalisation behave as in training */
  constructor(readonly training: boolean) {}

  /** Records a call of an op and returns its outputs; an equal call recorded before is returned instead. */
  add<A extends Attributes>(
    op: OpDefinition<A>,
    inputs: readonly Tensor[],
    attributes: A,
  ): readonly Tensor[] {
    for (const input of inputs) {
      invariant(input.graph === this, `${op.name} mixes tensors of two graphs`);
    }
    const key = `${op.name}(${inputs.map((t) => `${t.node.id}.${t.index}`).join(",")})${JSON.stringify(attributes)}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known.outputs;

    const types = op.types(
      inputs.map((t) => t.type),
      attributes,
    );
    for (const type of types) countOf(type.shape);
    const outputs: Tensor[] = [];
    // A node keeps its op erased: `attributes` are those that the same op was given, so its own rules can read them.
    const erased = op as unknown as OpDefinition;
    const node: Node = { id: this.nodes.length, op: erased, inputs, attributes, outputs, graph: this };
    types.forEach((type, index) => outputs.push(new Tensor(node, index, type)));
    this.nodes.push(node);
    this.#known.set(key, node);
    return outputs;
  }

  /** Says that `state` becomes `value` after each step in which `because` takes part. */
  update(update: StateUpdate): void {
    this.updates.push(update);
  }

  /** The next free name for a dropout's random mask. */
  nextDropoutName(): string {
    this.#dropouts += 1;
    return `dropout${this.#dropouts}`;
  }
}

/** Calls an op that has one output. */
export function call<A extends Attributes>(
  op: OpDefinition<A>,
  inputs: readonly Tensor[],
  attributes: A,
): Tensor {
  const first = inputs[0];
  invariant(first !== undefined, `${op.name} was called without a tensor`);
  const output = first.graph.add(op, inputs, attributes)[0];
  invariant(output !== undefined, `${op.name} has no output`);
  return output;
}
