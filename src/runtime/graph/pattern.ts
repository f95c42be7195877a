/** Patterns of nodes: which part of a step graph computes a formula, and what stands at the formula's places. */
import type { OpName } from "../ops/index.js";
import type { Tensor } from "./graph.js";

/**
 * A place that any tensor may take, by name, the same one wherever the name stands; or an op and the patterns of its inputs. An op may be
 * given a name, too.
 */
export type Pattern<Name extends string> = Name | Operation<Name>;

interface Operation<Name extends string> {
  readonly op: OpName;
  readonly inputs: readonly Pattern<Name>[];
  readonly as?: Name;
}

/** A pattern of an op. */
export function operation<Name extends string>(
  op: OpName,
  inputs: readonly Pattern<Name>[],
  as?: Name,
): Operation<Name> {
  return { op, inputs, ...(as !== undefined && { as }) };
}

/** The tensors at the places of a pattern, where `tensor` is the result of what it describes; else null. */
export function match<Name extends string>(
  tensor: Tensor,
  pattern: Pattern<Name>,
): ReadonlyMap<Name, Tensor> | null {
  const places = new Map<Name, Tensor>();
  return fits(tensor, pattern, places) ? places : null;
}

function fits<Name extends string>(
  tensor: Tensor,
  pattern: Pattern<Name>,
  places: Map<Name, Tensor>,
): boolean {
  const name = typeof pattern === "string" ? pattern : pattern.as;
  if (name !== undefined) {
    const known = places.get(name) ?? tensor;
    if (known !== tensor) return false;
    places.set(name, tensor);
  }
  if (typeof pattern === "string") return true;
  const { op, inputs } = tensor.node;
  return (
    op.name === pattern.op &&
    inputs.length === pattern.inputs.length &&
    pattern.inputs.every((part, at) => {
      const input = inputs[at];
      return input !== undefined && fits(input, part, places);
    })
  );
}
