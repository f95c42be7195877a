/** The results of a model's encoder and decoder, stage by stage. */
import type { Tensor } from "../graph/graph.js";
import { invariant } from "../graph/invariant.js";
import type { Where } from "../layers/where.js";
import type { Decoded, Encoded, Model } from "./model.js";

/** What the encoder's stage hands up, and sideways. */
export interface EncodedStage {
  readonly name: string;
  /** [n, h, w, c], or [n, features] behind a dense layer. */
  readonly what: Tensor;
  /** Null for a stage without pooling. */
  readonly where: Where | null;
}

/** The encoder's stages, bottom first. */
export function encodedStages(model: Model, encoded: Encoded): readonly EncodedStage[] {
  return model.stages.map((name) => {
    const stage = resultOf(model, encoded, name, "code") as
      { readonly what?: Tensor; readonly where?: Where } | undefined;
    invariant(stage?.what !== undefined, `the encoder of ${model.name} returns no what of ${name}`);
    return { name, what: stage.what, where: stage.where ?? null };
  });
}

/** The wheres of the stages that have one, by the names under which the decoder asks for them. */
export function wheresOf(stages: readonly EncodedStage[]): Readonly<Record<string, Where>> {
  return Object.fromEntries(stages.flatMap(({ name, where }) => (where === null ? [] : [[name, where]])));
}

/**
 * The same wheres with nothing known of the places: unpooling splits each what evenly among the cells of its region, so that the
 * decoder gets as much as it is used to. A stage that never kept a where stays as it is; one whose whole map went across still copies
 * its what, which is all that is left.
 */
export function forgetPlaces(wheres: Readonly<Record<string, Where>>): Readonly<Record<string, Where>> {
  return Object.fromEntries(
    Object.entries(wheres).map(([name, where]): [string, Where] => [name, forgetPlace(where)]),
  );
}

function forgetPlace(where: Where): Where {
  if (where.kind === "none") return where;
  return {
    kind: "none",
    map: where.map,
    size: where.size,
    share: where.kind === "map" ? "whole" : "even",
  };
}

/**
 * The map in which the decoder rebuilds a stage's what, and from which it goes on downward.
 *
 * @throws where the decoder gives no such map, as that of the top stage: it starts from the code itself.
 */
export function decodedWhat(model: Model, decoded: Decoded, stage: string): Tensor {
  const what = resultOf(model, decoded, stage, "image") as Tensor | undefined;
  invariant(what !== undefined, `the decoder of ${model.name} returns no map of ${stage}`);
  return what;
}

/** A stage of the name `taken` stands under another key, the only one that is no stage's name. */
function resultOf(model: Model, results: object, stage: string, taken: "code" | "image"): unknown {
  const key =
    stage === taken
      ? Object.keys(results).find((key) => key !== taken && !model.stages.includes(key))
      : stage;
  return key === undefined ? undefined : (results as Readonly<Record<string, unknown>>)[key];
}
