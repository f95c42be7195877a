/** The same network with another kind of where. */
import type { DecoderStagePlan, ModelPlan, PoolPlan, StagePlan, WherePlan } from "../../compiler/index.js";

/**
 * The model with every pooling's where replaced, in the encoder and in the decoder that mirrors it. Shapes and parameters
 * are the same for every kind of where, so nothing else changes.
 */
export function overrideWhere(model: ModelPlan, where: WherePlan): ModelPlan {
  const replace = (pool: PoolPlan | null): PoolPlan | null => (pool === null ? null : { ...pool, where });
  return {
    ...model,
    stages: model.stages.map((stage): StagePlan => ({ ...stage, pool: replace(stage.pool) })),
    decoder: model.decoder.map((stage): DecoderStagePlan => ({ ...stage, unpool: replace(stage.unpool) })),
  };
}
