/** The plugin for webpack: `import swwae from "swwae/bundler/webpack"`, then `swwae()` among the plugins. */
import type { UnpluginInstance } from "unplugin";
import { swwae, type SwwaeOptions } from "./plugin.js";

const plugin: UnpluginInstance<SwwaeOptions | undefined, false>["webpack"] = swwae.webpack;

export default plugin;
