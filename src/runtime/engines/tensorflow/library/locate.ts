/** Finds the native TensorFlow that the engine is to load. Only looks at names of files, and loads nothing. */
import { existsSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindingFile, cacheFolder, privatePrefix, tensorflowFolder } from "./places.js";

/** A TensorFlow that can be loaded. */
export interface TensorflowLocation {
  /** "private": built by `swwae setup tensorflow`; "npm": npm's own install of @tensorflow/tfjs-node downloaded it. */
  readonly kind: "npm" | "private";
  /** A folder laid out as that package is, its native binding within. */
  readonly path: string;
}

/**
 * The TensorFlow to load. A private one comes first, since somebody asked for it, and of several the newest; then the one that
 * npm installed, where its install script could download the library.
 */
export function locateTensorflow(cache: string = cacheFolder()): TensorflowLocation | undefined {
  const [newest] = privateVersions(cache);
  if (newest !== undefined) return { kind: "private", path: privatePrefix(newest, cache) };
  const path = installedByNpm();
  return path === undefined ? undefined : { kind: "npm", path };
}

/** The versions of TensorFlow that were built into the cache, the newest first. */
export function privateVersions(cache: string = cacheFolder()): string[] {
  const folder = tensorflowFolder(cache);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => /^\d+\.\d+\.\d+$/.test(name) && bindingFile(join(folder, name)) !== undefined)
    .sort((first, second) => compareVersions(second, first));
}

/** The package that npm installed, if the script that brings its native library has run; undefined where there is none. */
export function installedByNpm(): string | undefined {
  const folder = npmPackageFolder();
  return folder !== undefined && bindingFile(folder) !== undefined ? folder : undefined;
}

function npmPackageFolder(): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-node/package.json"));
  } catch {
    return undefined; // an optional dependency: npm drops it where its install script fails
  }
}

function compareVersions(first: string, second: string): number {
  const [left, right] = [first, second].map((version) => version.split(".").map(Number));
  const different = left?.findIndex((part, index) => part !== right?.[index]) ?? -1;
  return different === -1 ? 0 : (left?.[different] ?? 0) - (right?.[different] ?? 0);
}
