/** How a generated module defines its models. */
import type { LoadOptions } from "../loading/load.js";
import type { Net } from "../loading/net.js";
import type { Model } from "./model.js";

/** A model that can be loaded with what a run has learned. */
export interface Loadable<M extends Model> {
  /**
   * Loads trained weights, and puts them on an engine.
   *
   * @param from path of a run folder or of a safetensors file, or the bytes of such a file
   * @throws UserError where there is no such thing, it is damaged, or its weights do not fit; NoEngineError where no engine works.
   */
  load(from: string | Uint8Array, options?: LoadOptions): Promise<Net<M>>;
}

/** Declares a model; its precise types are kept. */
export function defineModel<const M extends Model>(model: M): M & Loadable<M> {
  return {
    ...model,
    // Who trains has no use for what loading needs.
    load: async (from, options) => (await import("../loading/load.js")).loadNet(model, from, options),
  };
}
