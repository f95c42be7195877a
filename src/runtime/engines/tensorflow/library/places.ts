/** Where a TensorFlow that was built for swwae lies: one folder a version, outside every node_modules, where `npm ci` leaves it be. */
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

/** The npm package that binds JavaScript to the native library. */
export const bindingPackage = "@tensorflow/tfjs-node";

/** Of that package: the one release that the layout, the build and the engine are written for. */
export const bindingVersion = "4.22.0";

/**
 * The folder for what swwae keeps between runs: `$SWWAE_CACHE`, or `$XDG_CACHE_HOME/swwae`, or `~/.cache/swwae`. As XDG has it, a
 * relative `$XDG_CACHE_HOME` does not count.
 */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env): string {
  const own = environment["SWWAE_CACHE"];
  if (own !== undefined && own !== "") return resolve(own);
  const shared = environment["XDG_CACHE_HOME"];
  return join(shared !== undefined && isAbsolute(shared) ? shared : join(homedir(), ".cache"), "swwae");
}

/** The folder that holds a private TensorFlow of each version. */
export function tensorflowFolder(cache: string = cacheFolder()): string {
  return join(cache, "tensorflow");
}

/** The folder of one version: an npm project of its own, with {@link bindingPackage} among its node_modules. */
export function privatePrefix(version: string, cache: string = cacheFolder()): string {
  return join(tensorflowFolder(cache), version);
}

/** The binding package within an npm project. */
export function bindingFolder(project: string): string {
  return join(project, "node_modules", ...bindingPackage.split("/"));
}
