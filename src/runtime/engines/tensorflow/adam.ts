/**
 * Adam's update by TensorFlow's own op: it reads parameter, moments and gradient once, and writes the first three where they lie. Number by
 * number every parameter is read and written a dozen times.
 */
import type { Tensor } from "../../graph/graph.js";
import { stateName } from "../../graph/program.js";
import { type AdamUpdate, at, type Role, scalarRoles, stateRoles } from "../adam.js";
import { keyOf } from "../nodes.js";
import type { Lowering } from "./lowering.js";
import type { Value } from "./savedModel/graphBuilder.js";

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
