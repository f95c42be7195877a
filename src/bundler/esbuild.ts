/** The plugin for esbuild: `import swwae from "swwae/bundler/esbuild"`, then `swwae()` among the plugins. */
import type { UnpluginInstance } from "unplugin";
import { swwae, type SwwaeOptions } from "./plugin.js";

const plugin: UnpluginInstance<SwwaeOptions | undefined, false>["esbuild"] = swwae.esbuild;

export default plugin;
