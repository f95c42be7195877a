/** The loss of a model as a generated function that returns its terms (Eq. 1), and the reconstruction. */
import { type FunctionDeclarationStructure, StructureKind } from "ts-morph";
import type { LossTermPlan, ModelPlan } from "../../plan/plan.js";
import { documentation } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { explainLoss } from "./explanations.js";
import { propertyAccess, propertyKey } from "./identifiers.js";
import type { RuntimeImports } from "./imports.js";
import { stageKey } from "./names.js";
import { dimensions, shapeComment, shapeType } from "./shapes.js";
import { StatementBuilder } from "./statements.js";
import { emittedTerms, isTop, readsDecoder } from "./terms.js";

/** `lossMnist(p, { image, labels })` → the terms with their names and weights. */
export function lossFunction({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): FunctionDeclarationStructure {
  const terms = emittedTerms(model);
  const needsLabels = terms.some(({ kind }) => kind === "NLL");
  const needsDecoder = terms.some((term) => readsDecoder(term, model));
  const { span } = model;
  const body = new StatementBuilder({ span });

  if (terms.length > 0) body.statement(`const encoded = ${names.encode}(p, image)`, codeComment(model));
  if (needsLabels) {
    body.statement(`const logits = ${names.classify}(p, encoded.code)`, `[n, ${model.classifier?.classes}]`);
  }
  if (needsDecoder) {
    const decoding = writeWheres(body, { model, names });
    body.statement(`const decoded = ${decoding}`, `image ${shapeComment(model.input)}`);
  }
  const lines = model.loss.terms.flatMap((term) => termLines(term, model, runtime));
  // Each term is two calls, the term and its value.
  const calls = terms.flatMap((term) => [term.span, term.span]);
  body.blank().statement(`return [${["", ...lines].join("\n")}\n]`, undefined, { span, calls });
  origins.set(names.loss, { span, statements: body.origins });

  const batch = runtime.type(
    "Batch",
    `[${dimensions(model.input).join(", ")}]`,
    ...(model.classifier === null ? [] : [String(model.classifier.classes)]),
  );
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.loss,
    docs: documentation(explainLoss(model)),
    parameters: [
      { name: terms.length > 0 ? "p" : "_p", type: names.parametersType },
      { name: terms.length === 0 ? "_batch" : needsLabels ? "{ image, labels }" : "{ image }", type: batch },
    ],
    statements: body.build(),
  };
}

/** `reconstructMnist(p, image)` → the image as the decoder rebuilds it. */
export function reconstructFunction({
  model,
  names,
  runtime,
  origins,
}: EmissionContext): FunctionDeclarationStructure {
  const body = new StatementBuilder({ span: model.span });
  body.statement(`const encoded = ${names.encode}(p, image)`, codeComment(model));
  const decoding = writeWheres(body, { model, names });
  body.statement(`return ${decoding}.image`, shapeComment(model.input));
  origins.set(names.reconstruct, { span: model.span, statements: body.origins });
  return {
    kind: StructureKind.Function,
    isExported: true,
    name: names.reconstruct,
    docs: documentation(`image ${shapeComment(model.input)} → its reconstruction, of the same shape.`),
    parameters: [
      { name: "p", type: names.parametersType },
      { name: "image", type: runtime.type("Tensor", shapeType(model.input)) },
    ],
    statements: body.build(),
  };
}

/** Gathers the wheres of the encoder's stages, and returns the call that decodes with them. */
function writeWheres(
  body: StatementBuilder,
  { model, names }: Pick<EmissionContext, "model" | "names">,
): string {
  const pooled = model.stages.filter(({ pool }) => pool !== null);
  if (pooled.length === 0) return `${names.decode}(p, encoded.code)`;
  const wheres = pooled.map(({ name }) => `${propertyKey(name)}: ${encodedStage(name, model)}.where`);
  body.statement(`const where = { ${wheres.join(", ")} }`);
  return `${names.decode}(p, encoded.code, where)`;
}

function codeComment(model: ModelPlan): string {
  return `code ${shapeComment(model.code)}`;
}

/** The result of a stage of the encoder: `encoded.middle`. */
function encodedStage(stage: string, model: ModelPlan): string {
  return propertyAccess("encoded", stageKey(stage, "code", model.stages));
}

/** One element of the returned list, or the reason why there is none. */
function termLines(term: LossTermPlan, model: ModelPlan, runtime: RuntimeImports): string[] {
  const name = term.stage === null ? term.kind : `${term.kind} ${term.stage}`;
  if (term.weight === 0) return [];
  if (term.identicallyZero) {
    return [
      `// ${name} is left out: the decoder starts from ${term.stage}.what itself, so the two never differ.`,
    ];
  }
  const value = termValue(term, model, runtime);
  return [`${runtime.call("lossTerm", JSON.stringify(name), String(term.weight), value)},`];
}

function termValue(term: LossTermPlan, model: ModelPlan, runtime: RuntimeImports): string {
  const reduce = JSON.stringify(model.loss.reduce);
  switch (term.kind) {
    case "NLL":
      return runtime.call("nll", "logits", "labels");
    case "L2rec":
      return runtime.call("l2", "decoded.image", "image", reduce);
    case "L2M": {
      const stage = term.stage as string;
      const decoded = isTop(stage, model)
        ? "encoded.code"
        : propertyAccess("decoded", stageKey(stage, "image", model.stages));
      return runtime.call("l2", decoded, `${encodedStage(stage, model)}.what`, reduce);
    }
  }
}
