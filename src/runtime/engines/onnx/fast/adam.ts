/**
 * Adam's updates in few operators. The step graph writes a dozen for every parameter, which for biases take longer to start than to run:
 * those are updated side by side in one vector. The corrections of both moments go into the rate and into ε, two operators less:
 *
 *     rate · (m / c₁) / (√(v / c₂) + ε) = (rate · √c₂ / c₁) · m / (√v + ε · √c₂)
 */
import type { Value } from "../../../../onnx/graphBuilder.js";
import type { Node, Tensor } from "../../../graph/graph.js";
import { type Program, stateName } from "../../../graph/program.js";
import { countOf } from "../../../graph/shape.js";
import {
  type AdamUpdate,
  adamUpdateOf,
  at,
  nodesOf,
  type Role,
  scalarRoles,
  stateRoles,
} from "../../adam.js";
import { keyOf } from "../../nodes.js";
import { concat } from "../cells.js";
import type { Lowering } from "../lowering.js";

/** Adam's updates in a program. */
export interface AdamUpdates {
  readonly updates: readonly AdamUpdate[];
  /** The nodes that these updates stand for, and that nothing else uses. */
  readonly absorbed: ReadonlySet<Node>;
}

export function findAdamUpdates(program: Program): AdamUpdates {
  const updates: AdamUpdate[] = [];
  const absorbed = new Set<Node>();
  for (const [name, next] of program.updates) {
    const update = adamUpdateOf(program, name);
    if (update === null) continue;
    const nodes = nodesOf(update, next);
    const users = program.nodes.filter((node) => !nodes.has(node)).flatMap(({ inputs }) => inputs);
    if ([...users, ...program.outputs.values()].some(({ node }) => nodes.has(node))) continue;
    updates.push(update);
    nodes.forEach((node) => absorbed.add(node));
  }
  return { updates, absorbed };
}

/** Writes the updates, and says which values hold the new parameters and moments. */
export function writeAdam(
  lowering: Lowering,
  program: Program,
  { updates }: AdamUpdates,
  onNode: (node: Node | null) => void,
): void {
  // Where maps are worked on in parts, more of them would be kept until all biases have their gradients: 57 MB in W2.
  const isInParts = program.nodes.some(({ op }) => op.name === "batchPart");
  const groups = new Map<string, AdamUpdate[]>();
  for (const update of updates) {
    const parameter = at(update, "p");
    const isAlone = isInParts || parameter.shape.length !== 1;
    const key = isAlone ? keyOf(parameter) : keyOfNumbers(update);
    groups.set(key, [...(groups.get(key) ?? []), update]);
  }
  for (const group of groups.values()) {
    const inOrder = group.toSorted((one, other) => at(one, "g").node.id - at(other, "g").node.id);
    const [first] = inOrder;
    if (first === undefined) continue;
    const all = (role: Role): readonly Tensor[] => inOrder.map((update) => at(update, role));
    const joined = (role: Role): Value =>
      concat(
        lowering.builder,
        all(role).map((tensor) => lowering.plain(tensor)),
        0,
      );
    // What is for several layers at once is for none of them.
    onNode(inOrder.length > 1 ? null : (program.updates.get(stateName(at(first, "p")))?.node ?? null));
    const next = updated(lowering, first, {
      p: joined("p"),
      m: joined("m"),
      v: joined("v"),
      g: joinedInTurn(lowering, all("g")),
    });
    for (const role of stateRoles) {
      const values = parted(lowering, next[role], all(role));
      all(role).forEach((state, place) => {
        const result = program.updates.get(stateName(state));
        if (result !== undefined) lowering.hold(result, "plain", values[place] ?? "");
      });
    }
  }
}

const numberRoles: readonly Role[] = [...scalarRoles, "beta1", "rest1", "beta2", "rest2"];

/** The numbers that have to be the same for updates at once. */
function keyOfNumbers(update: AdamUpdate): string {
  return numberRoles.map((role) => keyOf(at(update, role))).join();
}

type Vectors = Readonly<Record<"p" | "m" | "v", Value>>;

function updated(
  lowering: Lowering,
  update: AdamUpdate,
  { p, m, v, g }: Vectors & { readonly g: Value },
): Vectors {
  const { builder } = lowering;
  const number = (role: Role): Value => lowering.plain(at(update, role));
  const multiply = (a: Value, b: Value): Value => builder.add("Mul", [a, b]);
  const add = (a: Value, b: Value): Value => builder.add("Add", [a, b]);
  const key = keyOfNumbers(update);
  const root = lowering.once(`adam root ${key}`, () => builder.add("Sqrt", [number("correction2")]));
  const rate = lowering.once(`adam rate ${key}`, () =>
    builder.add("Div", [multiply(number("rate"), root), number("correction1")]),
  );
  const epsilon = lowering.once(`adam epsilon ${key}`, () => multiply(number("epsilon"), root));
  const nextM = add(multiply(m, number("beta1")), multiply(g, number("rest1")));
  const nextV = add(multiply(v, number("beta2")), multiply(multiply(g, g), number("rest2")));
  const direction = builder.add("Div", [nextM, add(builder.add("Sqrt", [nextV]), epsilon)]);
  return { p: builder.add("Sub", [p, multiply(direction, rate)]), m: nextM, v: nextV };
}

/**
 * Vectors side by side, joined one after the other; a single tensor as it is. Of the inputs of an operator ONNX Runtime first computes that which stands last in the model. Were there one
 * operator for all gradients, it would go back through all layers before it came to the first gradient, and keep their maps until then.
 */
function joinedInTurn(lowering: Lowering, tensors: readonly Tensor[]): Value {
  return tensors
    .map((tensor) => lowering.plain(tensor))
    .reduce((known, value) => concat(lowering.builder, [known, value], 0));
}

/** The inverse. */
function parted(lowering: Lowering, vector: Value, tensors: readonly Tensor[]): readonly Value[] {
  if (tensors.length === 1) return [vector];
  const lengths = lowering.builder.integers(tensors.map(({ shape }) => countOf(shape)));
  return lowering.builder.addMany("Split", [vector, lengths], {
    attributes: { axis: 0 },
    outputs: tensors.length,
  });
}
