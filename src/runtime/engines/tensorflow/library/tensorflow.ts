/**
 * What swwae uses of @tensorflow/tfjs-node, as types. They stand here since the package is optional: the house type-checks without it.
 *
 * Whoever has the library also has its tfjs-core, another instance than the one that the tfjs engine runs on; tensors of the one
 * mean nothing to the other.
 */
import type * as core from "@tensorflow/tfjs-core";

export type Tensorflow = typeof core & {
  readonly node: {
    /** Loads a SavedModel, variables initialised by its main op, for calls of one signature. */
    loadSavedModel(folder: string, tags?: string[], signature?: string): Promise<SavedModel>;
    /** SavedModels that are loaded and not disposed of. */
    getNumOfSavedModels(): number;
  };
  readonly version: { readonly "tfjs-node": string; readonly "tfjs-core": string };
};

/** One signature of a loaded graph. */
export interface SavedModel {
  readonly inputs: readonly core.ModelTensorInfo[];
  readonly outputs: readonly core.ModelTensorInfo[];
  /** Runs the signature once. Named tensors in, named tensors out (one tensor where the signature has one output). */
  predict(
    inputs: core.Tensor | core.Tensor[] | core.NamedTensorMap,
  ): core.Tensor | core.Tensor[] | core.NamedTensorMap;
  /** Runs the graph for the tensors of these names. */
  execute(
    inputs: core.Tensor | core.Tensor[] | core.NamedTensorMap,
    outputs: string | string[],
  ): core.Tensor | core.Tensor[];
  dispose(): void;
}

/** The backend behind the tensors: any TensorFlow kernel by its name. Such calls leave nothing on tfjs's gradient tape. */
export interface TensorflowBackend {
  readonly binding: TensorflowBinding;
  executeSingleOutput(name: string, attributes: OpAttribute[], inputs: core.TensorInfo[]): core.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: OpAttribute[],
    inputs: core.TensorInfo[],
    outputs: number,
  ): core.Tensor[];
}

/** An attribute of a kernel: `type` is one of the binding's TF_ATTR_… numbers, a type as `value` one of its TF_… numbers. */
export interface OpAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: boolean | number | object | string | number[];
}

/** The native side: numbers of types, and the library's own version. */
export interface TensorflowBinding {
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_INT64: number;
  readonly TF_BOOL: number;
  readonly TF_STRING: number;
  readonly TF_RESOURCE: number;
  readonly TF_UINT8: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_RESOURCE: number;
  /** Tensors that live on the native side. */
  getNumOfTensors(): number;
}

/** The backend of a library that {@link loadTensorflow} gave. */
export function backendOf(tf: Tensorflow): TensorflowBackend {
  return tf.backend() as unknown as TensorflowBackend;
}
