/** The plugin for Vite: `import swwae from "swwae/bundler/vite"`, then `swwae()` among the plugins. */
import type { UnpluginInstance } from "unplugin";
import { swwae, type SwwaeOptions } from "./plugin.js";

const plugin: UnpluginInstance<SwwaeOptions | undefined, false>["vite"] = swwae.vite;

export default plugin;
