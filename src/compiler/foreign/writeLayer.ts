/** Writes a layer of another language as ours. */
import { type Argument, type Arguments, numbersOf, wordOf } from "./arguments.js";
import { type ForeignLayer } from "./foreignLayers.js";

export interface WrittenLayer {
  /** Our layers, such as "conv 5x5 64  relu"; empty where nothing is needed. */
  readonly text: string;
  /** False where something that was written is left out. */
  readonly exact: boolean;
  readonly notes: readonly string[];
}

/** Options whose values do not matter here. */
const harmless = new Set(
  (
    "bias use_bias inplace name return_indices in_channels in_features momentum eps input_shape data_format kernel_initializer " +
    "dim axis ceil_mode"
  ).split(" "),
);

/** Writes `name(…)`; null where what it takes cannot be told. */
export function writeLayer(name: string, layer: ForeignLayer, given: Arguments): WrittenLayer | null {
  const notes: string[] = layer.remark === "" ? [] : [layer.remark];
  const named = new Map(given.named);
  const take = (...names: readonly string[]): Argument | undefined => {
    const found = names.find((key) => named.has(key));
    const value = found === undefined ? undefined : named.get(found);
    if (found !== undefined) named.delete(found);
    return value;
  };
  const activation = wordOf(
    take("activation", "act") ?? given.positional.find(({ kind }) => kind === "word"),
  );
  const parts = layer.ours === null ? [] : layerParts(name, layer.ours, given.positional, take);
  if (parts === null) return null;
  let { exact } = layer;
  const stride = numbersOf(take("strides", "stride"));
  if (layer.ours === "conv" && stride.some((step) => step !== "1")) {
    notes.push("a convolution has stride 1: only poolings make a map smaller, and remember where");
    exact = false;
  }
  if (layer.ours === "pool" && stride.some((step, index) => step !== (parts[0]?.split("x")[index] ?? step))) {
    notes.push("the stride of a pooling is its size");
    exact = false;
  }
  const padding = take("padding", "pad");
  if (layer.ours === "conv" && padding !== undefined) {
    const keepsSize = wordOf(padding) === "same" || isHalf(numbersOf(padding), parts[0] ?? "");
    notes.push(
      keepsSize ? "the padding is always 'same'" : "the padding is always 'same': the map keeps its size",
    );
    exact &&= keepsSize;
  }
  for (const [key] of named) {
    if (harmless.has(key)) continue;
    notes.push(`there is no \`${key}\` here`);
    exact = false;
  }
  // `Activation("relu")` is what it is called with.
  if (/^activation$/i.test(name)) {
    const isRelu = activation === "relu";
    const isNone = ["linear", "softmax", null].includes(activation);
    return { text: isNone ? "" : "relu", exact: isRelu || isNone, notes: isRelu || isNone ? [] : notes };
  }
  const written = layer.ours === null ? [] : [[layer.ours, ...parts].join(" ")];
  if (activation !== null && !["linear", "none", "softmax", "log_softmax"].includes(activation)) {
    if (layer.ours !== "relu") written.push("relu");
    if (activation !== "relu" && activation !== "relu6") {
      notes.push("relu is the only activation: the decoder mirrors it");
      exact = false;
    } else if (layer.ours !== null) notes.push("an activation is a layer of its own");
  } else if (activation?.endsWith("softmax")) notes.push("the NLL takes the softmax of the logits itself");
  return { text: written.join("  "), exact, notes };
}

/** The values behind the name of one of our layers; null where they are not all there. */
function layerParts(
  name: string,
  ours: NonNullable<ForeignLayer["ours"]>,
  positional: readonly Argument[],
  take: (...names: readonly string[]) => Argument | undefined,
): string[] | null {
  switch (ours) {
    case "conv": {
      const channels = numbersOf(take("filters", "out_channels", "channels", "features"));
      const kernel = numbersOf(take("kernel_size", "kernel", "size"));
      return convParts(name, positional, channels, kernel);
    }
    case "pool": {
      const size = numbersOf(take("pool_size", "kernel_size", "kernel", "size") ?? positional[0]);
      return size.length === 0 ? null : [squared(size)];
    }
    case "dense": {
      const features = numbersOf(take("units", "out_features", "features") ?? positional[0]);
      // PyTorch names what arrives first: Linear(576, 10).
      const all = positional.flatMap(numbersOf);
      const count =
        features.length === 1 && all.length === 2 && /linear|fc/i.test(name) ? all[1] : features[0];
      return count === undefined ? null : [count];
    }
    case "dropout": {
      const rate = numbersOf(take("rate", "p", "probability") ?? positional[0]);
      if (rate.length === 2) return [`${rate[0] ?? ""}.${rate[1] ?? ""}`];
      return rate[0] === undefined ? null : [rate[0]];
    }
    case "relu":
    case "batchnorm":
      return [];
  }
}

/** The kernel size and the channels of a convolution, in whatever order they are written. */
function convParts(
  name: string,
  positional: readonly Argument[],
  namedChannels: readonly string[],
  namedKernel: readonly string[],
): string[] | null {
  let rest = positional.map(numbersOf);
  let kernel = namedKernel;
  if (kernel.length === 0) {
    const sized = rest.findIndex((numbers) => numbers.length >= 2);
    // Conv2d(1, 64, 5) of PyTorch begins with the channels that arrive.
    const index = sized !== -1 ? sized : rest.length - 1;
    kernel = rest[index] ?? [];
    rest = rest.filter((_, other) => other !== index);
    // `5x5x64`, `5,5,64`: all three in one.
    if (kernel.length === 3 && rest.length === 0) return [squared(kernel.slice(0, 2)), kernel[2] ?? ""];
  }
  const counts = rest.filter((numbers) => numbers.length === 1).map(([count]) => count ?? "");
  const isTorch = /^conv2d$/i.test(name) && counts.length === 2;
  const channels = namedChannels[0] ?? (isTorch ? counts[1] : counts[0]);
  return kernel.length === 0 || channels === undefined ? null : [squared(kernel), channels];
}

function squared(numbers: readonly string[]): string {
  const [height = "", width = height] = numbers;
  return `${height}x${width}`;
}

/** True where the padding is what keeps a map's size: half the kernel. */
function isHalf(padding: readonly string[], kernel: string): boolean {
  const sides = kernel.split("x");
  return (
    padding.length > 0 &&
    sides.every((side, index) => Number(padding[index] ?? padding[0]) === Math.floor(Number(side) / 2))
  );
}
