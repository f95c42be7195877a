/** The encoder of a model as a generated function (Fig. 1, left side; Sec. 3). */
import { type FunctionDeclarationStructure, StructureKind } from "ts-morph";
import type { MapShape, PoolPlan, StagePlan, WherePlan } from "../../plan/plan.js";
import { documentation, plainText } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { explainEncoder } from "./explanations.js";
import { type IdentifierScope, propertyEntry } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { dropoutExpression, layerBlocks, layersExpression } from "./layers.js";
import { functionScope, stageKey, stageVariables } from "./names.js";
import { layerCalls } from "./origins.js";
import { counted, mapSize, shapeComment, shapeType } from "./shapes.js";
import { StatementBuilder } from "./statements.js";

/** `encodeMnist(p, image)` → the what and where of every stage, and the code. */
export function encoderFunction({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): FunctionDeclarationStructure {
  const scope = functionScope();
  const variables = stageVariables(scope, model.stages);
  const body = new StatementBuilder({ span: model.span });

  let input = "image";
  for (const stage of model.stages) {
    const variable = variables.get(stage.name) as string;
    body.blank();
    body.note(plainText(stage.documentation ?? ""));
    writeStage(body, stage, variable, input, scope, runtime);
    input =
      stage.dropout === null
        ? `${variable}.what`
        : dropoutExpression(`${variable}.what`, stage.dropout, runtime);
  }

  const entries = model.stages.map(({ name }) =>
    propertyEntry(stageKey(name, "code", model.stages), variables.get(name) as string),
  );
  body.blank().statement(`return { ${[...entries, `code: ${input}`].join(", ")} }`);
  origins.set(names.encode, { span: model.span, statements: body.origins });

  const hasParameters = model.parameters.some(({ path }) => path[0] === "encoder");
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.encode,
    docs: documentation(explainEncoder(model)),
    parameters: [
      { name: hasParameters ? "p" : "_p", type: names.parametersType },
      { name: "image", type: runtime.type("Tensor", shapeType(model.input)) },
    ],
    statements: body.build(),
  };
}

/** The statements of one stage: its maps, then the pooling that splits the last map into what and where. */
function writeStage(
  body: StatementBuilder,
  stage: StagePlan,
  variable: string,
  input: string,
  scope: IdentifierScope,
  runtime: RuntimeImports,
): void {
  const { span } = stage;
  const blocks = layerBlocks(stage.layers);
  let map = input;
  for (const [index, block] of blocks.entries()) {
    const expression = layersExpression(block.layers, map, runtime);
    const isLast = index === blocks.length - 1;
    if (isLast && stage.pool === null) {
      map = expression;
      continue;
    }
    const suffix =
      isLast || block.name === null ? "Map" : block.name.slice(0, 1).toUpperCase() + block.name.slice(1);
    map = scope.claim(`${variable}${suffix}`);
    body.statement(`const ${map} = ${expression}`, shapeComment(block.output), {
      span,
      calls: layerCalls(block.layers),
    });
  }
  if (stage.pool === null) {
    body.statement(
      `const ${variable} = { what: ${map} }`,
      `what ${shapeComment(stage.what)}, no pooling, so no where`,
      { span, calls: layerCalls(blocks.at(-1)?.layers ?? []) },
    );
  } else {
    body.statement(
      `const ${variable} = ${poolExpression(map, stage.pool, runtime)}`,
      poolComment(stage.pool),
      { span, calls: [stage.pool.span] },
    );
  }
}

function poolExpression(map: string, pool: PoolPlan, runtime: RuntimeImports): string {
  const beta = pool.where.kind === "soft" ? `, beta: ${pool.where.beta}` : "";
  return runtime.call("pool", map, `{ size: [${pool.size.join(", ")}], where: "${pool.where.kind}"${beta} }`);
}

function poolComment({ where, input, output, dropped: [rows, columns] }: PoolPlan): string {
  const left = [
    ...(rows > 0 ? [counted(rows, "row")] : []),
    ...(columns > 0 ? [counted(columns, "column")] : []),
  ];
  const leftText = left.length > 0 ? ` (${left.join(" and ")} left out)` : "";
  return `what ${shapeComment(output)}, ${sidewaysText(where, input)}${leftText}`;
}

/** What goes sideways of a map. */
function sidewaysText({ kind }: WherePlan, map: MapShape): string {
  if (kind === "none") return "no where";
  return `${kind === "map" ? "and all" : "where"} of ${mapSize(map)}`;
}
