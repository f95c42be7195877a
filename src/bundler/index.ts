/** The bundler plugin, for bundlers that have no entry of their own here: `swwae.rolldown()`, `swwae.rspack()`. */
export { swwae, type SwwaeOptions } from "./plugin.js";
