/** Where a TensorFlow that was built for swwae lies: one folder a version, outside every node_modules, where `npm ci` leaves it be. */
import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join, resolve } from "node:path";

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

/** The folder of one version, laid out as the npm package @tensorflow/tfjs-node is: the binding in lib/, the library in deps/lib/. */
export function privatePrefix(version: string, cache: string = cacheFolder()): string {
  return join(tensorflowFolder(cache), version);
}

/** The native binding of a package folder, of the newest version of Node-API that it was built for; undefined where none is built. */
export function bindingFile(folder: string): string | undefined {
  const built = join(folder, "lib");
  if (!existsSync(built)) return undefined;
  return readdirSync(built)
    .flatMap((name) => (/^napi-v\d+$/.test(name) ? [Number(name.slice("napi-v".length))] : []))
    .sort((first, second) => second - first)
    .map((version) => join(built, `napi-v${version}`, "tfjs_binding.node"))
    .find((file) => existsSync(file));
}
