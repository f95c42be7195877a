/** The classifier of a model as a generated function: the layers between the code and the logits. */
import { type FunctionDeclarationStructure, StructureKind } from "ts-morph";
import { documentation } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { layerBlocks, layersExpression } from "./layers.js";
import { layerCalls } from "./origins.js";
import { shapeComment, shapeType } from "./shapes.js";
import { StatementBuilder } from "./statements.js";

/** `classifyMnist(p, code)` → logits; null for a model without classifier. */
export function classifierFunction({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): FunctionDeclarationStructure | null {
  if (model.classifier === null) return null;
  const { span } = model.classifier;
  const body = new StatementBuilder({ span });
  const blocks = layerBlocks(model.classifier.layers);
  const hiddenCount = blocks.length - 1;

  let input = "code";
  for (const [index, block] of blocks.slice(0, -1).entries()) {
    const hidden = hiddenCount === 1 ? "hidden" : `hidden${index + 1}`;
    body.statement(
      `const ${hidden} = ${layersExpression(block.layers, input, runtime)}`,
      shapeComment(block.output),
      { span, calls: layerCalls(block.layers) },
    );
    input = hidden;
  }
  body.statement(
    `return ${layersExpression(blocks.at(-1)?.layers ?? [], input, runtime)}`,
    `[n, ${model.classifier.classes}]`,
    { span, calls: layerCalls(blocks.at(-1)?.layers ?? []) },
  );
  origins.set(names.classify, { span, statements: body.origins });

  const hasParameters = model.parameters.some(({ path }) => path[0] === "classifier");
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.classify,
    docs: documentation(
      `Classifier on top of the encoder: code ${shapeComment(model.code)} → logits [n, ${model.classifier.classes}], not yet through a softmax.`,
    ),
    parameters: [
      { name: hasParameters ? "p" : "_p", type: names.parametersType },
      { name: "code", type: runtime.type("Tensor", shapeType(model.code)) },
    ],
    statements: body.build(),
  };
}
