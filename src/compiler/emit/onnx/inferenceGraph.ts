/**
 * An inference graph being written: maps are held as [n, channels, height, width] inside, as ONNX convolves, and are
 * [n, height, width, channels] wherever a caller sees them, as in the generated TypeScript.
 */
import { GraphBuilder } from "../../../onnx/graphBuilder.js";
import type { AttributeValue, Dimensions, ElementType } from "../../../onnx/proto.js";
import type { MapShape, ParameterPath, ParameterPlan, Shape } from "../../plan/plan.js";
import { type TrainedPlan, weightsOf } from "../trained.js";

/** The batch's axis: as many images as the caller gives. */
export const batch = "n";

/** A value in the graph and its shape for one sample. */
export interface Held<S extends Shape = Shape> {
  readonly name: string;
  readonly shape: S;
}

export interface Operation {
  readonly operator: string;
  readonly inputs: readonly string[];
  /** What the result is called, such as "encoder.bottom.relu"; a number follows where that is taken. */
  readonly label: string;
  readonly dimensions: Dimensions;
  readonly element?: ElementType;
  readonly attributes?: Readonly<Record<string, AttributeValue>>;
}

export class InferenceGraph {
  readonly builder = new GraphBuilder();
  readonly #taken = new Map<string, number>();

  /** Adds a node with one output and returns the output's name. */
  add(operation: Operation): string {
    const { operator, inputs, label, dimensions, element = "float", attributes = {} } = operation;
    const name = this.claim(label);
    this.builder.describe({ operator, inputs, attributes, outputs: [{ name, shape: dimensions, element }] });
    return name;
  }

  /** A name of its own for a value. */
  claim(label: string): string {
    const count = (this.#taken.get(label) ?? 0) + 1;
    this.#taken.set(label, count);
    return count === 1 ? label : `${label}${count}`;
  }

  /** Declares the parameters as inputs under their paths, in the shapes of the plan. */
  declare(parameters: readonly ParameterPlan[]): void {
    for (const { path, shape } of parameters) this.builder.input(parameterName(path), shape);
  }

  /** Writes the parameters into the graph, under their paths. */
  bake(parameters: readonly ParameterPlan[], trained: TrainedPlan): void {
    for (const { path, shape } of parameters) {
      this.builder.initializer(parameterName(path), shape, weightsOf(trained, path));
    }
  }

  /** Declares the images [n, height, width, channels] and holds them as a map. */
  image(shape: MapShape): Held<MapShape> {
    const name = this.builder.input("image", [batch, shape.height, shape.width, shape.channels]);
    return this.channelsFirst(name, "image.map", shape);
  }

  /** Holds a value that is [n, height, width, channels]. */
  channelsFirst(name: string, label: string, shape: MapShape): Held<MapShape> {
    return {
      name: this.add({
        operator: "Transpose",
        inputs: [name],
        label,
        dimensions: mapDimensions(shape),
        attributes: { perm: [0, 3, 1, 2] },
      }),
      shape,
    };
  }

  /** A map as [n, height, width, channels]; a vector is [n, features] anyway. */
  plain({ name, shape }: Held, label: string): string {
    if (shape.kind === "vector") return name;
    return this.add({
      operator: "Transpose",
      inputs: [name],
      label,
      dimensions: plainDimensions(shape),
      attributes: { perm: [0, 2, 3, 1] },
    });
  }

  /** Gives a value to the caller, maps as [n, height, width, channels]. */
  output(name: string, held: Held): void {
    this.builder.output(name, this.plain(held, `${name}.plain`), plainDimensions(held.shape));
  }

  /** Another shape for the same numbers; `sizes` leaves out the batch. */
  reshape(name: string, label: string, sizes: readonly number[]): string {
    // A 0 keeps the size that the axis has: the batch's.
    const inputs = [name, this.builder.integers([0, ...sizes])];
    return this.add({ operator: "Reshape", inputs, label, dimensions: [batch, ...sizes] });
  }
}

/** The name of the input that carries a parameter: "encoder.bottom.conv.kernel". */
export function parameterName(path: ParameterPath): string {
  return path.join(".");
}

/** Axes of a value inside the graph. */
export function heldDimensions(shape: Shape): Dimensions {
  return shape.kind === "map" ? mapDimensions(shape) : [batch, shape.features];
}

function mapDimensions({ channels, height, width }: MapShape): Dimensions {
  return [batch, channels, height, width];
}

/** Axes of a value as callers see it. */
function plainDimensions(shape: Shape): Dimensions {
  return shape.kind === "map" ? [batch, shape.height, shape.width, shape.channels] : [batch, shape.features];
}
