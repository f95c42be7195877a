/**
 * The releases of TensorFlow that can be built, pinned: the wheel of each on the Python package index, and what is in it.
 *
 * A wheel is taken for its library alone. Which Python it was made for does not matter, and nothing in it is run by Python.
 */

export interface Release {
  readonly version: string;
  readonly wheel: {
    /** Its name on the index. */
    readonly file: string;
    /** SHA-256 of the file, in hexadecimal. */
    readonly sha256: string;
    readonly bytes: number;
    /** The platform tag that pip finds it by. */
    readonly platform: string;
  };
  /** What the library takes unpacked. */
  readonly libraryBytes: number;
  /** The oldest C library of GNU that it runs on. */
  readonly glibc: string;
}

/** The name of the package on the Python package index. */
export const wheelPackage = "tensorflow-cpu";

/** The first one is the default. */
export const releases = [
  {
    version: "2.21.0",
    wheel: {
      file: "tensorflow_cpu-2.21.0-cp311-cp311-manylinux_2_27_x86_64.whl",
      sha256: "2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c",
      bytes: 273_829_956,
      platform: "manylinux_2_27_x86_64",
    },
    libraryBytes: 853_308_936,
    glibc: "2.27",
  },
  {
    version: "2.15.1",
    wheel: {
      file: "tensorflow_cpu-2.15.1-cp311-cp311-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
      sha256: "54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26",
      bytes: 207_208_420,
      platform: "manylinux_2_17_x86_64",
    },
    libraryBytes: 613_776_168,
    glibc: "2.17",
  },
] as const satisfies readonly Release[];

/** A package of the npm registry, pinned. */
export interface NodePackage {
  readonly name: string;
  readonly version: string;
  /** The name that `npm pack` gives its file. */
  readonly file: string;
  /** SHA-512 of the file in base 64, as npm shows it. */
  readonly sha512: string;
  readonly bytes: number;
}

/** What the binding is compiled from: its sources, and the headers of Node-API. */
export const nodePackages = {
  binding: {
    name: "@tensorflow/tfjs-node",
    version: "4.22.0",
    file: "tensorflow-tfjs-node-4.22.0.tgz",
    sha512: "uHrXeUlfgkMxTZqHkESSV7zSdKdV0LlsBeblqkuKU9nnfxB1pC6DtoyYVaLxznzZy7WQSegjcohxxCjAf6Dc7w==",
    bytes: 228_166,
  },
  headers: {
    name: "node-api-headers",
    version: "1.9.0",
    file: "node-api-headers-1.9.0.tgz",
    sha512: "2oNILP4jXwRB4ywnYKjVk1YyJ96n2D4EOVJO6S3oYZ5PtbJrw3Yt9TpAuX3nBLMuzn74rnfGQrv13pS9vC+YiA==",
    bytes: 16_974,
  },
} as const satisfies Readonly<Record<string, NodePackage>>;
