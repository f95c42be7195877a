/** The one import of a generated module: what it uses from the runtime, and nothing else. */
import { type ImportDeclarationStructure, StructureKind } from "ts-morph";

/** Everything a generated module may use from the runtime; no other declaration takes one of these names. */
export const runtimeValues = [
  "batchNorm",
  "conv",
  "defineExperiment",
  "defineModel",
  "dense",
  "dropout",
  "flatten",
  "heNormal",
  "l2",
  "lecunNormal",
  "lossTerm",
  "nll",
  "ones",
  "pool",
  "relu",
  "running",
  "unflatten",
  "unpool",
  "zeros",
] as const;

export const runtimeTypes = ["Batch", "ParametersOf", "Tensor", "Where"] as const;

export type RuntimeValue = (typeof runtimeValues)[number];
export type RuntimeType = (typeof runtimeTypes)[number];

/** Where a generated module finds the runtime. */
export const runtimeModule = "swwae/runtime";

/** Writes uses of the runtime and remembers them, so that the import lists exactly what is used. */
export class RuntimeImports {
  private readonly values = new Set<RuntimeValue>();
  private readonly types = new Set<RuntimeType>();

  /** A call, such as `relu(map)`. */
  call(name: RuntimeValue, ...operands: readonly string[]): string {
    this.values.add(name);
    return `${name}(${operands.join(", ")})`;
  }

  /** A type with its arguments, such as `Tensor<["n", 10]>`. */
  type(name: RuntimeType, ...operands: readonly string[]): string {
    this.types.add(name);
    return `${name}<${operands.join(", ")}>`;
  }

  /** The import declaration, sorted by name without regard to case or to `type`. */
  declaration(): ImportDeclarationStructure {
    const names = [
      ...[...this.values].map((name) => ({ name, isTypeOnly: false })),
      ...[...this.types].map((name) => ({ name, isTypeOnly: true })),
    ];
    return {
      kind: StructureKind.ImportDeclaration,
      moduleSpecifier: runtimeModule,
      namedImports: names.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1)),
    };
  }
}
