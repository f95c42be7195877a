/** The parameters of a model: an object of initialisers, nested as the paths of the plan, and its type. */
import {
  type InterfaceDeclarationStructure,
  StructureKind,
  type TypeAliasDeclarationStructure,
  VariableDeclarationKind,
  type VariableStatementStructure,
} from "ts-morph";
import type { ParameterPlan, PoolPlan } from "../../plan/plan.js";
import { documentation } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { propertyKey } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { parameterOrigins } from "./origins.js";
import { counted, mapSize, shapeType } from "./shapes.js";

/** `export const mnistParameters = { encoder: { … }, … }` */
export function parametersDeclaration({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): VariableStatementStructure {
  origins.set(names.parameters, { span: model.span, properties: parameterOrigins(model) });
  const kernels = new Set(
    model.parameters.filter(({ path }) => path.at(-1) === "kernel").map(({ shape }) => shape.length),
  );
  const layouts = [
    ...(kernels.has(4) ? ["[height, width, in, out] in convolutions"] : []),
    ...(kernels.has(2) ? ["[in, out] in dense layers"] : []),
  ];
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: documentation(
      [
        `The parameters of {@link ${names.model}} and how each starts: ${counted(model.parameterCount, "trained number")}.`,
        ...(layouts.length > 0 ? [`Kernels are ${layouts.join(", ")}.`] : []),
      ].join("\n"),
    ),
    declarations: [
      { name: names.parameters, initializer: objectOf(parameterTree(model.parameters), 0, runtime) },
    ],
  };
}

/** `export type MnistParameters = ParametersOf<typeof mnistParameters>` */
export function parametersType({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): TypeAliasDeclarationStructure {
  origins.set(names.parametersType, { span: model.span });
  return {
    kind: StructureKind.TypeAlias,
    isExported: true,
    name: names.parametersType,
    type: runtime.type("ParametersOf", `typeof ${names.parameters}`),
  };
}

/** `export interface MnistWheres { … }`: one where per pooling; null for a model without pooling. */
export function wheresInterface({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): InterfaceDeclarationStructure | null {
  const pooled = model.stages.flatMap(({ name, pool }) => (pool === null ? [] : [{ name, pool }]));
  if (pooled.length === 0) return null;
  const properties = new Map(pooled.map(({ name, pool }) => [name, pool.span]));
  origins.set(names.wheresType, { span: model.span, properties });
  return {
    kind: StructureKind.Interface,
    isExported: true,
    name: names.wheresType,
    docs: documentation(
      "The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of\nthe same level.",
    ),
    properties: pooled.map(({ name, pool }) => ({
      name: propertyKey(name),
      type: runtime.type("Where", shapeType(pool.input)),
      trailingTrivia: ` // ${whereComment(pool)}`,
    })),
  };
}

function whereComment({ size, where, input }: PoolPlan): string {
  const regions = `${size.join("×")} region of the ${mapSize(input)} map`;
  if (where.kind === "map") return `the whole map of ${mapSize(input)}, which the decoder adds`;
  return where.kind === "none"
    ? `none: only that the decoder copies to each ${regions}`
    : `one for each ${regions}`;
}

/** Parameters by the steps of their paths, in the plan's order. */
type ParameterTree = Map<string, ParameterTree | ParameterPlan>;

function parameterTree(parameters: readonly ParameterPlan[]): ParameterTree {
  const root: ParameterTree = new Map();
  for (const parameter of parameters) {
    let branch = root;
    for (const step of parameter.path.slice(0, -1)) {
      const next = branch.get(step);
      const below: ParameterTree = next instanceof Map ? next : new Map();
      if (next !== below) branch.set(step, below);
      branch = below;
    }
    branch.set(parameter.path.at(-1) as string, parameter);
  }
  return root;
}

/** An object literal. The parts, and the stages of a part, stand on lines of their own; Prettier breaks the rest if need be. */
function objectOf(tree: ParameterTree, depth: number, runtime: RuntimeImports): string {
  const entries = [...tree].map(([name, value]) => {
    const text = value instanceof Map ? objectOf(value, depth + 1, runtime) : initialiser(value, runtime);
    return `${propertyKey(name)}: ${text}`;
  });
  if (entries.length === 0) return "{}";
  const isBroken = depth === 0 || (depth === 1 && entries.length > 1);
  return isBroken ? `{\n${entries.join(",\n")},\n}` : `{ ${entries.join(", ")} }`;
}

function initialiser(parameter: ParameterPlan, runtime: RuntimeImports): string {
  const value = runtime.call(parameter.initialiser, `[${parameter.shape.join(", ")}]`);
  return parameter.trained ? value : runtime.call("running", value);
}
