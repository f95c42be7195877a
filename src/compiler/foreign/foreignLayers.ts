/** What layers are called in Keras, PyTorch and elsewhere, and what they are here. */
import type { layerNames } from "../../../grammar/vocabulary.js";

type LayerName = (typeof layerNames)[number];

export interface ForeignLayer {
  /** The layer that does the same; null where none is needed. */
  readonly ours: LayerName | null;
  /** Why, or what is different; empty where it is the same under another name. */
  readonly remark: string;
  /** False where ours does something else. */
  readonly exact: boolean;
}

const same = (ours: LayerName): ForeignLayer => ({ ours, remark: "", exact: true });
const needless = (remark: string): ForeignLayer => ({ ours: null, remark, exact: true });
const nearest = (ours: LayerName, remark: string): ForeignLayer => ({ ours, remark, exact: false });

const flattening = needless("not needed: a map that arrives at a dense layer is flattened by itself");
const softmax = needless("not needed: the NLL takes the softmax of the logits itself");
const mirrored: ForeignLayer = {
  ours: null,
  remark: "not needed: the decoder mirrors the encoder and is never written",
  exact: false,
};
const onlyRelu = nearest("relu", "relu is the only activation: the decoder mirrors it");
const onlyMax = nearest("pool", "pooling is max-pooling: the place of the maximum is the where");

/** By the name in lower case, without underscores. */
const table: Readonly<Record<string, ForeignLayer>> = {
  ...of("conv convolution convolutional conv2d convolution2d conv2dlayer cnn", same("conv")),
  ...of("pool pooling maxpool maxpooling maxpool2d maxpooling2d max2d maxpooling2dlayer", same("pool")),
  ...of("averagepooling2d avgpool avgpool2d averagepool averagepooling meanpool avgpooling", onlyMax),
  ...of("dense linear fc fullyconnected fullconnected innerproduct densely", same("dense")),
  ...of(
    "batchnorm batchnorm2d batchnorm1d batchnormalization batchnormalisation bn bnorm",
    same("batchnorm"),
  ),
  ...of(
    "layernorm groupnorm instancenorm layernormalization",
    nearest("batchnorm", "batchnorm is the only normalisation"),
  ),
  ...of("dropout dropout2d drop", same("dropout")),
  ...of("relu relu6", same("relu")),
  ...of("leakyrelu elu gelu selu prelu silu swish sigmoid tanh softplus activation", onlyRelu),
  ...of("flatten reshape view ravel", flattening),
  ...of("softmax logsoftmax", softmax),
  ...of(
    "conv2dtranspose convtranspose2d deconv deconvolution upsampling2d upsample unpool maxunpool2d unpooling",
    mirrored,
  ),
};

function of(names: string, layer: ForeignLayer): Record<string, ForeignLayer> {
  return Object.fromEntries(names.split(" ").map((name) => [name, layer]));
}

/** The layer that a word of another language stands for; null where it stands for none. */
export function foreignLayer(word: string): ForeignLayer | null {
  const key = word.toLowerCase().replaceAll("_", "");
  return Object.hasOwn(table, key) ? (table[key] ?? null) : null;
}
