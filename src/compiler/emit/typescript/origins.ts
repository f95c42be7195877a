/** Which place of the spec each part of a generated module comes from. */
import type { LayerPlan, ModelPlan } from "../../plan/plan.js";
import type { Span } from "../../source/span.js";

/** Where one statement comes from. */
export interface StatementOrigin {
  readonly span: Span;
  /** Where the statement's calls come from, in the order of the text, so an outer call before those inside it. */
  readonly calls?: readonly Span[];
}

/** Where a top-level declaration comes from. */
export interface DeclarationOrigin {
  readonly span: Span;
  /** Of a function: one for each statement of its body, in order. */
  readonly statements?: readonly StatementOrigin[];
  /** Of an object or an interface: of its properties by their paths, "encoder.bottom.conv". */
  readonly properties?: ReadonlyMap<string, Span>;
}

/** The origins of a module's declarations, by their names. */
export type Origins = Map<string, DeclarationOrigin>;

/** The calls that apply these layers, the last layer outermost. */
export function layerCalls(layers: readonly LayerPlan[]): Span[] {
  return layers.map(({ span }) => span).toReversed();
}

/** Where the entries of the object of parameters come from. */
export function parameterOrigins(model: ModelPlan): Map<string, Span> {
  const spans = new Map(model.stages.map(({ name }) => [name, stageSpan(model, name)]));
  const entries: [string, Span][] = [...spans].flatMap(([name, span]): [string, Span][] => [
    [`encoder.${name}`, span],
    [`decoder.${name}`, span],
  ]);
  if (model.classifier !== null) entries.push(["classifier", model.classifier.span]);
  const parts = [...model.stages, ...model.decoder, ...(model.classifier === null ? [] : [model.classifier])];
  for (const layer of parts.flatMap(({ layers }) => layers)) {
    if ("parameters" in layer) entries.push([layer.parameters.join("."), layer.span]);
  }
  return new Map(entries);
}

/** Where a stage of the encoder is written; the model's own place for a name that is none. */
export function stageSpan(model: ModelPlan, name: string): Span {
  return model.stages.find((stage) => stage.name === name)?.span ?? model.span;
}
