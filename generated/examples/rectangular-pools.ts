// Generated from specs/examples/rectangular-pools.swwae by swwae 0.1.0. Edit the spec, not this file.
import {
  type Batch,
  batchNorm,
  conv,
  defineModel,
  dense,
  dropout,
  flatten,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  nll,
  ones,
  type ParametersOf,
  pool,
  relu,
  running,
  type Tensor,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link Spectrogram} and how each starts: 49,195 trained numbers.
 * Kernels are [height, width, in, out] in convolutions, [in, out] in dense layers.
 */
export const spectrogramParameters = {
  encoder: {
    onset: {
      conv: { kernel: heNormal([3, 9, 1, 16]), bias: zeros([16]) },
      norm: {
        scale: ones([16]),
        shift: zeros([16]),
        mean: running(zeros([16])),
        variance: running(ones([16])),
      },
    },
    phone: {
      conv: { kernel: heNormal([3, 5, 16, 32]), bias: zeros([32]) },
      norm: {
        scale: ones([32]),
        shift: zeros([32]),
        mean: running(zeros([32])),
        variance: running(ones([32])),
      },
    },
    word: { conv: { kernel: heNormal([5, 3, 32, 32]), bias: zeros([32]) } },
  },
  decoder: {
    word: {
      conv: { kernel: heNormal([5, 3, 32, 32]), bias: zeros([32]) },
      norm: {
        scale: ones([32]),
        shift: zeros([32]),
        mean: running(zeros([32])),
        variance: running(ones([32])),
      },
    },
    phone: {
      conv: { kernel: heNormal([3, 5, 32, 16]), bias: zeros([16]) },
      norm: {
        scale: ones([16]),
        shift: zeros([16]),
        mean: running(zeros([16])),
        variance: running(ones([16])),
      },
    },
    onset: { conv: { kernel: lecunNormal([3, 9, 16, 1]), bias: zeros([1]) } },
  },
  classifier: { dense: { kernel: lecunNormal([192, 10]), bias: zeros([10]) } },
};

export type SpectrogramParameters = ParametersOf<typeof spectrogramParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface SpectrogramWheres {
  onset: Where<["n", 40, 98, 16]>; // one for each 2×4 region of the 40×98 map
  phone: Where<["n", 20, 24, 32]>; // one for each 2×3 region of the 20×24 map
  word: Where<["n", 10, 8, 32]>; //   one for each 3×4 region of the 10×8 map
}

/**
 * Encoder: image [n, 40, 98, 1] → code [n, 3, 2, 32], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 */
export function encodeSpectrogram(p: SpectrogramParameters, image: Tensor<["n", 40, 98, 1]>) {
  const onsetMap = relu(batchNorm(conv(image, p.encoder.onset.conv), p.encoder.onset.norm)); //      [n, 40, 98, 16]
  const onset = pool(onsetMap, { size: [2, 4], where: "hard" }); //                                  what [n, 20, 24, 16], where of 40×98 (2 columns left out)

  const phoneMap = relu(batchNorm(conv(onset.what, p.encoder.phone.conv), p.encoder.phone.norm)); // [n, 20, 24, 32]
  const phone = pool(phoneMap, { size: [2, 3], where: "hard" }); //                                  what [n, 10, 8, 32], where of 20×24

  const wordMap = relu(conv(phone.what, p.encoder.word.conv)); //                                    [n, 10, 8, 32]
  const word = pool(wordMap, { size: [3, 4], where: "hard" }); //                                    what [n, 3, 2, 32], where of 10×8 (1 row left out)

  return { onset, phone, word, code: dropout(word.what, 0.2) };
}

/**
 * Decoder: code [n, 3, 2, 32] → image [n, 40, 98, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeSpectrogram(
  p: SpectrogramParameters,
  code: Tensor<["n", 3, 2, 32]>,
  where: SpectrogramWheres,
) {
  const wordMap = unpool(code, where.word); //                                                  [n, 10, 8, 32], zeros except at the switches
  const phone = relu(batchNorm(conv(wordMap, p.decoder.word.conv), p.decoder.word.norm)); //    [n, 10, 8, 32] ↔ phone.what (L2M)

  const phoneMap = unpool(phone, where.phone); //                                               [n, 20, 24, 32], zeros except at the switches
  const onset = relu(batchNorm(conv(phoneMap, p.decoder.phone.conv), p.decoder.phone.norm)); // [n, 20, 24, 16] ↔ onset.what (L2M)

  const onsetMap = unpool(onset, where.onset); //                                               [n, 40, 98, 16], zeros except at the switches
  const image = conv(onsetMap, p.decoder.onset.conv); //                                        [n, 40, 98, 1] ↔ image (L2rec), linear

  return { phone, onset, image };
}

/** Classifier on top of the encoder: code [n, 3, 2, 32] → logits [n, 10], not yet through a softmax. */
export function classifySpectrogram(p: SpectrogramParameters, code: Tensor<["n", 3, 2, 32]>) {
  return dense(flatten(code), p.classifier.dense); // [n, 10]
}

/** image [n, 40, 98, 1] → its reconstruction, of the same shape. */
export function reconstructSpectrogram(p: SpectrogramParameters, image: Tensor<["n", 40, 98, 1]>) {
  const encoded = encodeSpectrogram(p, image); //            code [n, 3, 2, 32]
  const where = { onset: encoded.onset.where, phone: encoded.phone.where, word: encoded.word.where };
  return decodeSpectrogram(p, encoded.code, where).image; // [n, 40, 98, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - NLL: the negative log-likelihood of the labels under the classifier's softmax. Labels are one-hot; a row of zeros
 *   is an image without label, which this term skips.
 * - L2rec: the squared difference between the reconstruction and the image.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are summed over the elements of a sample ("sum"), then averaged over the batch.
 */
export function lossSpectrogram(p: SpectrogramParameters, { image, labels }: Batch<[40, 98, 1], 10>) {
  const encoded = encodeSpectrogram(p, image); //               code [n, 3, 2, 32]
  const logits = classifySpectrogram(p, encoded.code); //       [n, 10]
  const where = { onset: encoded.onset.where, phone: encoded.phone.where, word: encoded.word.where };
  const decoded = decodeSpectrogram(p, encoded.code, where); // image [n, 40, 98, 1]

  return [
    lossTerm("NLL", 1, nll(logits, labels)),
    lossTerm("L2rec", 0.1, l2(decoded.image, image, "sum")),
    lossTerm("L2M onset", 0.1, l2(decoded.onset, encoded.onset.what, "sum")),
    lossTerm("L2M phone", 0.1, l2(decoded.phone, encoded.phone.what, "sum")),
    lossTerm("L2M word", 0.1, l2(encoded.code, encoded.word.what, "sum")),
  ];
}

/** Spoken digits as spectrograms, [bands, frames, 1]. */
export const Spectrogram = defineModel({
  name: "Spectrogram",
  input: [40, 98, 1],
  classes: 10,
  stages: ["onset", "phone", "word"],
  parameters: spectrogramParameters,
  encode: encodeSpectrogram,
  decode: decodeSpectrogram,
  classify: classifySpectrogram,
  reconstruct: reconstructSpectrogram,
  loss: lossSpectrogram,
});
