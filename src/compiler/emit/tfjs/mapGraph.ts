/** A graph being written, with the calculations that its parts share. Maps are [n, height, width, channels] everywhere. */
import type { ParameterPath, Shape } from "../../plan/plan.js";
import { type TrainedPlan, weightsOf } from "../trained.js";
import { anySize, type Attribute, float, GraphBuilder, type Value } from "./graphBuilder.js";

/** A value and its shape for one sample. */
export interface Held<S extends Shape = Shape> {
  readonly value: Value;
  readonly shape: S;
}

export class MapGraph {
  readonly builder: GraphBuilder;
  readonly trained: TrainedPlan;

  constructor(trained: TrainedPlan, group: string) {
    this.trained = trained;
    this.builder = new GraphBuilder(group);
  }

  /** A parameter of a layer as a constant, in the shape of the plan. */
  parameter(layer: ParameterPath, name: string): Value {
    const path = [...layer, name];
    const plan = this.trained.model.parameters.find(
      (parameter) => parameter.path.join(".") === path.join("."),
    );
    if (plan === undefined) throw new Error(`the plan has no parameter ${path.join(".")}`);
    return this.builder.weights(path.join("."), plan.shape, weightsOf(this.trained, plan.path), layer[0]);
  }

  /** Another shape for the same numbers; one size may be −1. */
  reshape(value: Value, sizes: readonly number[], label: string): Value {
    return this.builder.add("Reshape", [value, this.builder.integers(sizes)], label, {
      Tshape: { type: "DT_INT32" },
    });
  }

  transpose(value: Value, axes: readonly number[], label: string): Value {
    return this.builder.add("Transpose", [value, this.builder.integers(axes)], label, {
      Tperm: { type: "DT_INT32" },
    });
  }

  /** Sum, Max or Mean over axes, which stay with size 1. */
  reduce(op: "Sum" | "Max" | "Mean", value: Value, axes: readonly number[], label: string): Value {
    return this.builder.add(op, [value, this.builder.integers(axes)], label, {
      Tidx: { type: "DT_INT32" },
      keep_dims: { b: true },
    });
  }

  /** An operation of two values, which stretch to each other. */
  binary(
    op: "AddV2" | "Sub" | "Mul" | "RealDiv" | "Maximum",
    left: Value,
    right: Value,
    label: string,
  ): Value {
    return this.builder.add(op, [left, right], label);
  }

  unary(op: "Relu" | "Exp" | "Sqrt" | "Abs" | "Sign", value: Value, label: string): Value {
    return this.builder.add(op, [value], label);
  }

  /** Zeros around a map. */
  pad(
    value: Value,
    [top, below, left, right]: readonly [number, number, number, number],
    label: string,
  ): Value {
    if (top + below + left + right === 0) return value;
    const margins = this.builder.integers([0, 0, top, below, left, right, 0, 0], [4, 2]);
    return this.builder.add("Pad", [value, margins], label, { Tpaddings: { type: "DT_INT32" } });
  }

  /** The part of a map that begins at a row and a column. */
  slice(
    value: Value,
    [top, left]: readonly [number, number],
    [height, width]: readonly [number, number],
    label: string,
  ): Value {
    const begin = this.builder.integers([0, top, left, 0]);
    const size = this.builder.integers([-1, height, width, -1]);
    return this.builder.add("Slice", [value, begin, size], label, { Index: { type: "DT_INT32" } });
  }

  /** Gives a value to the caller. */
  output(name: string, { value, shape }: Held): void {
    this.builder.output(name, value, sizesOf(shape));
  }
}

/** The axes of a value, the batch's first. */
export function sizesOf(shape: Shape): readonly number[] {
  return shape.kind === "map"
    ? [anySize, shape.height, shape.width, shape.channels]
    : [anySize, shape.features];
}

/** From a truth to 1 or 0. */
export const castToFloat: Readonly<Record<string, Attribute>> = {
  SrcT: { type: "DT_BOOL" },
  DstT: float,
};
