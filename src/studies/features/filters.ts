/** The filters of a model's first layer. */
import { type Model, parameterList, type TensorValue } from "../../runtime/index.js";

export interface Filters {
  /** [height, width, channels] of each. */
  readonly shape: readonly [height: number, width: number, channels: number];
  /** One for every map. */
  readonly filters: readonly Float32Array[];
}

/** The filters of the encoder's first convolution; null where it has none. */
export function firstFilters(model: Model, weights: ReadonlyMap<string, TensorValue>): Filters | null {
  const kernel = parameterList(model).find(
    ({ name, shape }) => name.startsWith("encoder.") && name.endsWith(".kernel") && shape.length === 4,
  );
  const found = kernel === undefined ? undefined : weights.get(kernel.name);
  if (found === undefined) return null;
  const [height = 0, width = 0, channels = 0, maps = 0] = found.shape;
  const size = height * width * channels;
  return {
    shape: [height, width, channels],
    filters: Array.from({ length: maps }, (_, map) =>
      Float32Array.from({ length: size }, (_, at) => found.data[at * maps + map]!),
    ),
  };
}
