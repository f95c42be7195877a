/** Finds Adam's updates in a step graph, which writes them number by number (programs/optimizer.ts), for engines that know a faster form. */
import type { Node, Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import { match, operation, type Pattern } from "../graph/pattern.js";
import { type Program, stateName } from "../graph/program.js";
import { numberOf, stateOp } from "../ops/source.js";

/** What an update changes: a parameter and its moments. */
export const stateRoles = ["p", "m", "v"] as const;
/** The numbers that are the same for all parameters. */
export const scalarRoles = ["rate", "epsilon", "correction1", "correction2"] as const;
type Share = "beta1" | "rest1" | "beta2" | "rest2";
/** A place in an update. */
export type Role =
  (typeof stateRoles)[number] | (typeof scalarRoles)[number] | Share | "g" | "nextM" | "nextV";

/** m ← β₁ m + (1 − β₁) g */
const nextM = operation<Role>(
  "add",
  [operation("multiply", ["m", "beta1"]), operation("multiply", ["g", "rest1"])],
  "nextM",
);

/** v ← β₂ v + (1 − β₂) g² */
const nextV = operation<Role>(
  "add",
  [
    operation("multiply", ["v", "beta2"]),
    operation("multiply", [operation("multiply", ["g", "g"]), "rest2"]),
  ],
  "nextV",
);

/** p ← p − rate · (m / (1 − β₁ᵗ)) / (√(v / (1 − β₂ᵗ)) + ε) */
const nextP: Pattern<Role> = operation("subtract", [
  "p",
  operation("multiply", [
    operation("divide", [
      operation("divide", [nextM, "correction1"]),
      operation("add", [operation("squareRoot", [operation("divide", [nextV, "correction2"])]), "epsilon"]),
    ]),
    "rate",
  ]),
]);

/** An update by Adam: what stands where in it. */
export type AdamUpdate = ReadonlyMap<Role, Tensor>;

/**
 * The update of a state where it is Adam's of a parameter, and those of the moments go with it; else null. AdamW with a decay is none: it
 * changes the parameter in a second way.
 */
export function adamUpdateOf({ updates }: Program, name: string): AdamUpdate | null {
  const next = updates.get(name);
  const update = next === undefined ? null : match(next, nextP);
  if (update === null) return null;
  const becomes = (state: Role, value: Tensor | undefined) =>
    at(update, state).node.op.name === stateOp.name && updates.get(stateName(at(update, state))) === value;
  const areStates =
    becomes("p", next) && becomes("m", update.get("nextM")) && becomes("v", update.get("nextV"));
  const areNumbers = isRest(update, "rest1", "beta1") && isRest(update, "rest2", "beta2");
  const areScalars = scalarRoles.every((role) => at(update, role).shape.length === 0);
  return areStates && areNumbers && areScalars ? update : null;
}

/** The names of the states that an update changes. */
export function changedBy(update: AdamUpdate): readonly string[] {
  return stateRoles.map((role) => stateName(at(update, role)));
}

/** Whether one number is what another leaves of 1, to single precision. */
function isRest(update: AdamUpdate, rest: Role, share: Role): boolean {
  const [left, taken] = [numberOf(at(update, rest)), numberOf(at(update, share))];
  return left !== null && taken !== null && Math.fround(left) === Math.fround(1 - taken);
}

/** What stands at a place of an update. */
export function at(update: AdamUpdate, role: Role): Tensor {
  const tensor = update.get(role);
  invariant(tensor !== undefined, `an update by Adam has a place ${role}`);
  return tensor;
}

/** The nodes that compute an update, from what stands at its places on. */
export function nodesOf(update: AdamUpdate, next: Tensor): ReadonlySet<Node> {
  const outside = new Set(
    [...update].filter(([role]) => role !== "nextM" && role !== "nextV").map(([, given]) => given),
  );
  const nodes = new Set<Node>();
  const visit = (tensor: Tensor): void => {
    if (outside.has(tensor) || nodes.has(tensor.node)) return;
    nodes.add(tensor.node);
    tensor.node.inputs.forEach(visit);
  };
  visit(next);
  return nodes;
}
