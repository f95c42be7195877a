/** What each layer takes: the table behind the checks of layers' values. */
import type { LayerKind, NamedLayer } from "../names/namedModel.js";
import type { ValueNode } from "../syntax/ast.js";

export interface ArgumentKind {
  /** How messages call it. */
  readonly name: string;
  readonly type: "size" | "count" | "rate";
  /** What has the sides that a size gives; how messages call it. */
  readonly sidesOf?: string;
}

export const layerArguments: Readonly<Record<LayerKind, readonly ArgumentKind[]>> = {
  conv: [
    { name: "kernel size", type: "size", sidesOf: "kernel" },
    { name: "number of channels", type: "count" },
  ],
  pool: [{ name: "pooling size", type: "size", sidesOf: "pooling region" }],
  dense: [{ name: "number of features", type: "count" }],
  dropout: [{ name: "dropout rate", type: "rate" }],
  relu: [],
  batchnorm: [],
};

/** What a layer takes, in words with an example, for messages. */
export const layerUsage: Readonly<Record<LayerKind, string>> = {
  conv: "a kernel size and a number of channels, such as conv 5x5 64",
  pool: "the size of a pooling region, such as pool 2x2",
  dense: "a number of features, such as dense 10",
  dropout: "a rate, such as dropout 0.5",
  relu: "nothing",
  batchnorm: "nothing",
};

/** A layer's values with what each is meant to be. */
export function argumentsOf(layer: NamedLayer): { readonly kind: ArgumentKind; readonly value: ValueNode }[] {
  const pairs: { readonly kind: ArgumentKind; readonly value: ValueNode }[] = [];
  layerArguments[layer.kind].forEach((kind, index) => {
    const value = layer.node.values[index];
    if (value !== undefined) pairs.push({ kind, value });
  });
  return pairs;
}
