/** Which axes of an experiment a setting depends on. */
import type { AxisPlan, CellPlan, ExperimentPlan } from "../../plan/plan.js";

/** How many cells further on the next value of each axis comes: the last axis varies fastest. */
export function strides(axes: readonly AxisPlan[]): number[] {
  return axes.map((_, index) =>
    axes.slice(index + 1).reduce((product, { values }) => product * values.length, 1),
  );
}

/** The indices of the axes that what `valueOf` reads of a cell depends on. */
export function dependentAxes(
  { axes, cells }: Pick<ExperimentPlan, "axes" | "cells">,
  valueOf: (cell: CellPlan) => string,
): number[] {
  const values = cells.map(valueOf);
  return strides(axes).flatMap((stride, axis) => {
    const size = axes[axis]?.values.length ?? 1;
    const varies = values.some(
      (value, at) => value !== values[at - (Math.floor(at / stride) % size) * stride],
    );
    return varies ? [axis] : [];
  });
}
