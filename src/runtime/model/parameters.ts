/** How a generated module declares its parameters, and how they become tensors. */
import { type Graph, Tensor } from "../graph/graph.js";
import type { Shape } from "../graph/shape.js";
import { state } from "../ops/source.js";

/** How a parameter begins. */
export type Initialiser = "heNormal" | "lecunNormal" | "zeros" | "ones";

/** A parameter before there is a graph. `S` is its shape, a tuple of literals. */
export interface ParameterSpec<S extends Shape = Shape> {
  readonly shape: S;
  readonly initialiser: Initialiser;
  /** False for running statistics, which layers move and the optimiser does not. */
  readonly trained: boolean;
}

/** Parameters by name, in groups of any depth. */
export interface ParameterSpecs {
  readonly [name: string]: ParameterSpec | ParameterSpecs;
}

/** The tensors of a declaration, under the same names. */
export type ParametersOf<Specs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends ParameterSpec<infer S>
    ? Tensor<S>
    : ParametersOf<Specs[Name]>;
};

/** Tensors by name, in groups of any depth. */
export interface ParameterTree {
  readonly [name: string]: Tensor | ParameterTree;
}

/** A parameter under its full name, such as "encoder.bottom.conv.kernel". */
export interface NamedParameter extends ParameterSpec {
  readonly name: string;
}

/** Normal numbers of standard deviation √(2 / fan-in): for kernels [.., in, out] whose output goes through a ReLU. */
export function heNormal<const S extends Shape>(shape: S): ParameterSpec<S> {
  return { shape, initialiser: "heNormal", trained: true };
}

/** Normal numbers of standard deviation √(1 / fan-in): for kernels [.., in, out] whose output stays linear. */
export function lecunNormal<const S extends Shape>(shape: S): ParameterSpec<S> {
  return { shape, initialiser: "lecunNormal", trained: true };
}

/** Zeros. */
export function zeros<const S extends Shape>(shape: S): ParameterSpec<S> {
  return { shape, initialiser: "zeros", trained: true };
}

/** Ones. */
export function ones<const S extends Shape>(shape: S): ParameterSpec<S> {
  return { shape, initialiser: "ones", trained: true };
}

/** A running statistic: kept with the parameters, but moved by its layer and not by the optimiser. */
export function running<S extends Shape>(spec: ParameterSpec<S>): ParameterSpec<S> {
  return { ...spec, trained: false };
}

/** All parameters of a declaration under their full names, in the order in which they are written. */
export function listParameters(specs: ParameterSpecs, prefix = ""): NamedParameter[] {
  return Object.entries(specs).flatMap(([name, entry]) =>
    isSpec(entry) ? [{ name: prefix + name, ...entry }] : listParameters(entry, `${prefix}${name}.`),
  );
}

/** The parameters as states of a graph, under the names of {@link listParameters}. */
export function traceParameters(graph: Graph, specs: ParameterSpecs, prefix = ""): ParameterTree {
  const tree: Record<string, Tensor | ParameterTree> = {};
  for (const [name, entry] of Object.entries(specs)) {
    tree[name] = isSpec(entry)
      ? state(graph, prefix + name, entry.shape, "parameter")
      : traceParameters(graph, entry, `${prefix}${name}.`);
  }
  return tree;
}

function isSpec(entry: ParameterSpec | ParameterSpecs): entry is ParameterSpec {
  return Array.isArray(entry.shape);
}
