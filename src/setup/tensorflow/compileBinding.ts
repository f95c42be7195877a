/**
 * The binding between Node and the library: tfjs-node's own two C++ files, compiled against the C headers of the wheel.
 *
 * It speaks Node-API 8, so one build serves every Node from 16 on. In front of it goes a small loader of ours (native/), since the
 * library greets whoever loads it with lines on standard error that no setting turns off.
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { programFailed, runProgram } from "../runProgram.js";

export interface CompilerOptions {
  readonly compiler: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface BindingPlaces {
  /** The C++ sources of the binding. */
  readonly sources: string;
  /** C headers of TensorFlow. */
  readonly headers: string;
  /** C headers of Node-API. */
  readonly nodeHeaders: string;
  /** The source of the quiet loader. */
  readonly loader: string;
  /** Where it goes, with the libraries in deps/lib. */
  readonly prefix: string;
}

/** The file that is loaded, relative to the prefix. */
const loadedFile = join("lib", "napi-v8", "tfjs_binding.node");

/** What the loader loads in turn, beside it; the name stands in the loader's source too. */
const bindingFile = join("lib", "napi-v8", "tfjs_binding_native.node");

/**
 * Compiles the binding and its loader. The file that makes the package complete comes last.
 *
 * @throws UserError where the compiler fails, with its first errors.
 */
export async function compileBinding(places: BindingPlaces, options: CompilerOptions): Promise<void> {
  const { sources, headers, nodeHeaders, loader, prefix } = places;
  const libraries = join(prefix, "deps", "lib");
  await mkdir(join(prefix, "lib", "napi-v8"), { recursive: true });
  await compile(
    [
      ["-I", headers, "-I", nodeHeaders, "-I", sources],
      join(sources, "tfjs_backend.cc"),
      join(sources, "tfjs_binding.cc"),
      ["-o", join(prefix, bindingFile)],
      join(libraries, "libtensorflow_cc.so.2"),
      join(libraries, "libtensorflow_framework.so.2"),
      "-Wl,-rpath,$ORIGIN/../../deps/lib",
    ].flat(),
    options,
  );
  await compile(["-I", nodeHeaders, loader, "-o", join(prefix, loadedFile), "-ldl"], options);
}

async function compile(
  specific: readonly string[],
  { compiler, environment, signal }: CompilerOptions,
): Promise<void> {
  const general = ["-std=c++17", "-O2", "-fPIC", "-shared", "-DNAPI_VERSION=8", "-DBUILDING_NODE_EXTENSION"];
  const result = await runProgram(compiler, [...general, ...specific], {
    environment,
    ...(signal === undefined ? {} : { signal }),
  });
  if (result.code !== 0) {
    throw programFailed(
      `compiling the binding with ${compiler}`,
      result,
      /error:|undefined reference|cannot find/,
      "a compiler with C++17 is needed: g++ from 7 on, clang++ from 5 on; CXX names another one",
    );
  }
}
