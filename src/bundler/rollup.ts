/** The plugin for Rollup: `import swwae from "swwae/bundler/rollup"`, then `swwae()` among the plugins. */
import type { UnpluginInstance } from "unplugin";
import { swwae, type SwwaeOptions } from "./plugin.js";

const plugin: UnpluginInstance<SwwaeOptions | undefined, false>["rollup"] = swwae.rollup;

export default plugin;
