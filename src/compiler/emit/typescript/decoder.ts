/** The decoder of a model as a generated function (Fig. 1, right side; Sec. 3). */
import { type FunctionDeclarationStructure, StructureKind } from "ts-morph";
import type { DecoderStagePlan, ModelPlan, PoolPlan } from "../../plan/plan.js";
import { documentation } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { explainDecoder } from "./explanations.js";
import { type IdentifierScope, propertyAccess, propertyEntry } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { type LayerBlock, layerBlocks, layersExpression } from "./layers.js";
import { emittedTerms } from "./terms.js";
import { functionScope, stageKey, stagePrefix, stageVariables } from "./names.js";
import { layerCalls, stageSpan } from "./origins.js";
import { shapeComment, shapeType } from "./shapes.js";
import { StatementBuilder } from "./statements.js";

/** `decodeMnist(p, code, where)` → the decoder's map at the level of every stage below the top, and the image. */
export function decoderFunction({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): FunctionDeclarationStructure {
  const scope = functionScope();
  const below = model.stages.slice(0, -1);
  const variables = stageVariables(scope, below);
  const body = new StatementBuilder({ span: model.span });

  let input = "code";
  const results: string[] = [];
  for (const [index, stage] of model.decoder.entries()) {
    const target = model.decoder[index + 1]?.stage ?? null;
    const variable = target === null ? "image" : (variables.get(target) as string);
    body.blank();
    writeStage(body, { stage, target, variable, input, model, scope, runtime });
    results.push(
      target === null ? "image" : propertyEntry(stageKey(target, "image", model.stages), variable),
    );
    input = variable;
  }
  body.blank().statement(`return { ${results.join(", ")} }`);
  origins.set(names.decode, { span: model.span, statements: body.origins });

  const hasParameters = model.parameters.some(({ path }) => path[0] === "decoder");
  const hasWheres = model.decoder.some(({ unpool }) => unpool !== null);
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.decode,
    docs: documentation(explainDecoder(model)),
    parameters: [
      { name: hasParameters ? "p" : "_p", type: names.parametersType },
      { name: "code", type: runtime.type("Tensor", shapeType(model.code)) },
      ...(hasWheres ? [{ name: "where", type: names.wheresType }] : []),
    ],
    statements: body.build(),
  };
}

interface StageOfDecoder {
  readonly stage: DecoderStagePlan;
  /** The encoder stage whose what this stage reproduces; null for the image. */
  readonly target: string | null;
  readonly variable: string;
  readonly input: string;
  readonly model: ModelPlan;
  readonly scope: IdentifierScope;
  readonly runtime: RuntimeImports;
}

/** The statements of one decoder stage: unpool at the encoder's where, then the mirrored layers. */
function writeStage(
  body: StatementBuilder,
  { stage, target, variable, input, model, scope, runtime }: StageOfDecoder,
): void {
  const blocks = layerBlocks(stage.layers);
  const span = stageSpan(model, stage.stage);
  const prefix = stagePrefix(stage.stage);
  const targetComment = `${shapeComment(stage.output)}${comparison(model, target)}`;
  let map = input;

  if (stage.unpool !== null) {
    const expression = runtime.call("unpool", map, propertyAccess("where", stage.stage));
    const origin = { span, calls: [stage.unpool.span] };
    if (blocks.length === 0) {
      body.statement(
        `const ${variable} = ${expression}`,
        `${targetComment}, ${unpoolComment(stage.unpool)}`,
        origin,
      );
      return;
    }
    map = scope.claim(`${prefix}Map`);
    body.statement(
      `const ${map} = ${expression}`,
      `${shapeComment(stage.unpool.input)}, ${unpoolComment(stage.unpool)}`,
      origin,
    );
  }

  if (blocks.length === 0) body.statement(`const ${variable} = ${map}`, targetComment, { span });
  for (const [index, block] of blocks.entries()) {
    const expression = layersExpression(block.layers, map, runtime);
    const origin = { span, calls: layerCalls(block.layers) };
    if (index === blocks.length - 1) {
      const comment = `${targetComment}${linearity(block, target)}`;
      body.statement(`const ${variable} = ${expression}`, comment, origin);
    } else {
      map = scope.claim(intermediateName(prefix, block));
      body.statement(`const ${map} = ${expression}`, shapeComment(block.output), origin);
    }
  }
}

/** A map between two layers of a stage, called after the layer that made it: `topConv1`. */
function intermediateName(prefix: string, { name }: LayerBlock): string {
  return name === null ? `${prefix}Map` : `${prefix}${name.slice(0, 1).toUpperCase()}${name.slice(1)}`;
}

/** What the loss compares a decoder's map with, as ` ↔ middle.what (L2M)`. */
function comparison(model: ModelPlan, target: string | null): string {
  const terms = emittedTerms(model);
  if (target === null) return ` ↔ image${terms.some(({ kind }) => kind === "L2rec") ? " (L2rec)" : ""}`;
  const isCompared = terms.some(({ kind, stage }) => kind === "L2M" && stage === target);
  return ` ↔ ${target}.what${isCompared ? " (L2M)" : ""}`;
}

/** Sec. 3: every convolution of the decoder has a ReLU but the one that makes the image. */
function linearity(block: LayerBlock, target: string | null): string {
  return target === null && !block.layers.some(({ kind }) => kind === "relu") ? ", linear" : "";
}

function unpoolComment({ where, size, dropped: [rows, columns] }: PoolPlan): string {
  const edge = rows + columns > 0 ? ", zeros where nothing was pooled" : "";
  switch (where.kind) {
    case "hard":
      return "zeros except at the switches";
    case "soft":
      return `spread around each region's where${edge}`;
    case "none":
      return `each number copied to its ${size.join("×")} region${edge}`;
    case "map":
      return `each number copied to its ${size.join("×")} region, and the encoder's map added`;
  }
}
