/**
 * Adam's update by TensorFlow's own op. The step graph writes it number by number (programs/optimizer.ts), which reads and writes every
 * parameter a dozen times; the op reads parameter, moments and gradient once, and writes the first three where they lie.
 */
import type { Tensor } from "../../graph/graph.js";
import { invariant } from "../../graph/invariant.js";
import { match, operation, type Pattern } from "../../graph/pattern.js";
import { type Program, stateName } from "../../graph/program.js";
import { numberOf, stateOp } from "../../ops/source.js";
import { keyOf } from "../nodes.js";
import type { Lowering } from "./lowering.js";
import type { Value } from "./savedModel/graphBuilder.js";

const stateRoles = ["p", "m", "v"] as const;
const scalarRoles = ["rate", "epsilon", "correction1", "correction2"] as const;
type Share = "beta1" | "rest1" | "beta2" | "rest2";
type Role = (typeof stateRoles)[number] | (typeof scalarRoles)[number] | Share | "g" | "nextM" | "nextV";

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

/**
 * Writes an update. The op corrects both moments by one number beside the rate, and adds ε to the root that is not corrected, so the
 * corrections go into its rate and its ε:
 *
 *     rate · (m / c₁) / (√(v / c₂) + ε) = (rate · √c₂ / c₁) · m / (√v + ε · √c₂)
 */
export function writeAdam(lowering: Lowering, update: AdamUpdate, after: readonly Value[]): Value {
  const { builder } = lowering;
  const single = (role: Role) => lowering.float(at(update, role));
  const scalars = scalarRoles.map((role) => keyOf(at(update, role)));
  const once = (what: string, make: () => Value) => lowering.once([what, ...scalars].join(), make);
  const root = once("adam/root", () => lowering.add("Sqrt", [single("correction2")]));
  const rate = once("adam/rate", () =>
    lowering.add("RealDiv", [lowering.add("Mul", [single("rate"), root]), single("correction1")]),
  );
  const epsilon = once("adam/epsilon", () => lowering.add("Mul", [single("epsilon"), root]));
  const handles = stateRoles.map((role) => handleOf(lowering, at(update, role)));
  const noPower = builder.scalar(0);
  const inputs = [noPower, noPower, rate, single("beta1"), single("beta2"), epsilon, single("g")];
  return builder.add("ResourceApplyAdam", [...handles, ...inputs], {
    attributes: { T: { type: "float" }, use_locking: false, use_nesterov: false },
    name: `update/${stateName(at(update, "p"))}`,
    after,
  });
}

function handleOf(lowering: Lowering, state: Tensor): Value {
  return lowering.variable(stateName(state), state.shape).handle;
}

/** Whether one number is what another leaves of 1, to single precision. */
function isRest(update: AdamUpdate, rest: Role, share: Role): boolean {
  const [left, taken] = [numberOf(at(update, rest)), numberOf(at(update, share))];
  return left !== null && taken !== null && Math.fround(left) === Math.fround(1 - taken);
}

function at(update: AdamUpdate, role: Role): Tensor {
  const tensor = update.get(role);
  invariant(tensor !== undefined, `an update by Adam has a place ${role}`);
  return tensor;
}
