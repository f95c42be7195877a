/** The encoder of a model as a generated function (Fig. 1, left side; Sec. 3). */
import { type FunctionDeclarationStructure, StructureKind } from "ts-morph";
import type { PoolPlan, StagePlan } from "../../plan/plan.js";
import { documentation, plainText } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { type IdentifierScope, propertyEntry } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { dropoutExpression, layerBlocks, layersExpression } from "./layers.js";
import { functionScope, stageKey, stageVariables } from "./names.js";
import { counted, mapSize, shapeComment, shapeType } from "./shapes.js";
import { StatementBuilder } from "./statements.js";

/** `encodeMnist(p, image)` → the what and where of every stage, and the code. */
export function encoderFunction({ model, names, runtime }: EmissionContext): FunctionDeclarationStructure {
  const scope = functionScope();
  const variables = stageVariables(scope, model.stages);
  const body = new StatementBuilder();

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

  const hasParameters = model.parameters.some(({ path }) => path[0] === "encoder");
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.encode,
    docs: documentation(encoderText(model.stages, shapeComment(model.input), shapeComment(model.code))),
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
    body.statement(`const ${map} = ${expression}`, shapeComment(block.output));
  }
  if (stage.pool === null) {
    body.statement(
      `const ${variable} = { what: ${map} }`,
      `what ${shapeComment(stage.what)}, no pooling, so no where`,
    );
  } else {
    body.statement(
      `const ${variable} = ${poolExpression(map, stage.pool, runtime)}`,
      poolComment(stage.pool),
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
  const whereText = where.kind === "none" ? "no where" : `where of ${mapSize(input)}`;
  const leftText = left.length > 0 ? ` (${left.join(" and ")} left out)` : "";
  return `what ${shapeComment(output)}, ${whereText}${leftText}`;
}

/** What the encoder does, in the words of the kinds of where that it uses. */
function encoderText(stages: readonly StagePlan[], input: string, code: string): string {
  const kinds = new Set(stages.flatMap(({ pool }) => (pool === null ? [] : [pool.where.kind])));
  const results = kinds.size > 0 ? "what and where" : "what";
  const lines = [
    `Encoder: image ${input} → code ${code}, and the ${results} of every stage (Sec. 3).`,
    "",
    "Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.",
  ];
  if (kinds.size > 0) {
    lines.push(
      "A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that",
      "the value came from, which is kept for the decoder's stage of the same level.",
    );
  }
  if (kinds.has("hard"))
    lines.push(
      '- "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).',
    );
  if (kinds.has("soft")) {
    lines.push(
      '- "soft": with weights w = softmax(beta · z) over the region, what is Σ w·z and where Σ w·(x, y), both differentiable.',
    );
  }
  if (kinds.has("none"))
    lines.push(
      '- "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.',
    );
  return lines.join("\n");
}
