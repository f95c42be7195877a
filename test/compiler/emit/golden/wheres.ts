// Generated from golden/wheres.swwae by swwae 0.0.0. Edit the spec, not this file.
import {
  type Batch,
  conv,
  defineModel,
  heNormal,
  l2,
  lecunNormal,
  lossTerm,
  type ParametersOf,
  pool,
  relu,
  type Tensor,
  unpool,
  type Where,
  zeros,
} from "swwae/runtime";

/**
 * The parameters of {@link Wheres} and how each starts: 965 trained numbers.
 * Kernels are [height, width, in, out] in convolutions.
 */
export const wheresParameters = {
  encoder: {
    switches: { conv: { kernel: heNormal([3, 3, 1, 4]), bias: zeros([4]) } },
    coordinates: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    nowhere: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    defaults: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
  },
  decoder: {
    defaults: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    nowhere: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    coordinates: { conv: { kernel: heNormal([3, 3, 4, 4]), bias: zeros([4]) } },
    switches: { conv: { kernel: lecunNormal([3, 3, 4, 1]), bias: zeros([1]) } },
  },
};

export type WheresParameters = ParametersOf<typeof wheresParameters>;

/**
 * The lateral connections of Fig. 1(b): the where of every pooling, handed by the encoder to the decoder's stage of
 * the same level.
 */
export interface WheresWheres {
  switches: Where<["n", 48, 48, 4]>; //    one for each 2×2 region of the 48×48 map
  coordinates: Where<["n", 24, 24, 4]>; // one for each 3×2 region of the 24×24 map
  nowhere: Where<["n", 8, 12, 4]>; //      none: only that the decoder copies to each 2×5 region of the 8×12 map
  defaults: Where<["n", 4, 2, 4]>; //      one for each 2×2 region of the 4×2 map
}

/**
 * Encoder: image [n, 48, 48, 1] → code [n, 2, 1, 4], and the what and where of every stage (Sec. 3).
 *
 * Maps are [n, height, width, channels]. Convolutions have stride 1 and 'same' padding; a pooling's stride is its size.
 * A pooling splits its map. What: the value of each region, which goes on upward. Where: the place in the region that
 * the value came from, which is kept for the decoder's stage of the same level.
 * - "hard": what is the maximum, where the switch of its cell (the first of equals, row by row).
 * - "soft": with weights w = softmax(beta · z) over the region, what is Σ w·z and where Σ w·(x, y), both differentiable.
 * - "none": what is the maximum, and its place is forgotten; the decoder can only copy it to the whole region.
 */
export function encodeWheres(p: WheresParameters, image: Tensor<["n", 48, 48, 1]>) {
  const switchesMap = relu(conv(image, p.encoder.switches.conv)); //                        [n, 48, 48, 4]
  const switches = pool(switchesMap, { size: [2, 2], where: "hard" }); //                   what [n, 24, 24, 4], where of 48×48

  const coordinatesMap = relu(conv(switches.what, p.encoder.coordinates.conv)); //          [n, 24, 24, 4]
  const coordinates = pool(coordinatesMap, { size: [3, 2], where: "soft", beta: 12.5 }); // what [n, 8, 12, 4], where of 24×24

  const nowhereMap = relu(conv(coordinates.what, p.encoder.nowhere.conv)); //               [n, 8, 12, 4]
  const nowhere = pool(nowhereMap, { size: [2, 5], where: "none" }); //                     what [n, 4, 2, 4], no where (2 columns left out)

  const defaultsMap = relu(conv(nowhere.what, p.encoder.defaults.conv)); //                 [n, 4, 2, 4]
  const defaults = pool(defaultsMap, { size: [2, 2], where: "soft", beta: 100 }); //        what [n, 2, 1, 4], where of 4×2

  return { switches, coordinates, nowhere, defaults, code: defaults.what };
}

/**
 * Decoder: code [n, 2, 1, 4] → image [n, 48, 48, 1], the encoder's mirror from the top stage down (Fig. 1).
 *
 * Unpooling puts the decoder's own number where the encoder found its maximum, and zeros everywhere else.
 * Unpooling a soft where shares the decoder's own number among the cells nearest to it (bilinear weights).
 * Unpooling without a where copies the decoder's own number to the whole region.
 * Each result is called after the encoder's what that it rebuilds: in `↔ stage.what`, the two should come out alike.
 */
export function decodeWheres(p: WheresParameters, code: Tensor<["n", 2, 1, 4]>, where: WheresWheres) {
  const defaultsMap = unpool(code, where.defaults); //                        [n, 4, 2, 4], spread around each region's where
  const nowhere = relu(conv(defaultsMap, p.decoder.defaults.conv)); //        [n, 4, 2, 4] ↔ nowhere.what (L2M)

  const nowhereMap = unpool(nowhere, where.nowhere); //                       [n, 8, 12, 4], each number copied to its 2×5 region, zeros where nothing was pooled
  const coordinates = relu(conv(nowhereMap, p.decoder.nowhere.conv)); //      [n, 8, 12, 4] ↔ coordinates.what (L2M)

  const coordinatesMap = unpool(coordinates, where.coordinates); //           [n, 24, 24, 4], spread around each region's where
  const switches = relu(conv(coordinatesMap, p.decoder.coordinates.conv)); // [n, 24, 24, 4] ↔ switches.what (L2M)

  const switchesMap = unpool(switches, where.switches); //                    [n, 48, 48, 4], zeros except at the switches
  const image = conv(switchesMap, p.decoder.switches.conv); //                [n, 48, 48, 1] ↔ image (L2rec), linear

  return { nowhere, coordinates, switches, image };
}

/** image [n, 48, 48, 1] → its reconstruction, of the same shape. */
export function reconstructWheres(p: WheresParameters, image: Tensor<["n", 48, 48, 1]>) {
  const encoded = encodeWheres(p, image); //            code [n, 2, 1, 4]
  const where = {
    switches: encoded.switches.where,
    coordinates: encoded.coordinates.where,
    nowhere: encoded.nowhere.where,
    defaults: encoded.defaults.where,
  };
  return decodeWheres(p, encoded.code, where).image; // [n, 48, 48, 1]
}

/**
 * The terms of the loss, L = L_NLL + λ_L2rec · L_L2rec + λ_L2M · L_L2M (Eq. 1), each with its weight.
 *
 * - L2rec: the squared difference between the reconstruction and the image.
 * - L2M: the squared difference between the decoder's map and the encoder's what of the same level, which keeps the
 *   what of each stage in step with its where.
 *
 * Squared differences are averaged over the elements of a sample ("mean"), then averaged over the batch.
 */
export function lossWheres(p: WheresParameters, { image }: Batch<[48, 48, 1]>) {
  const encoded = encodeWheres(p, image); //               code [n, 2, 1, 4]
  const where = {
    switches: encoded.switches.where,
    coordinates: encoded.coordinates.where,
    nowhere: encoded.nowhere.where,
    defaults: encoded.defaults.where,
  };
  const decoded = decodeWheres(p, encoded.code, where); // image [n, 48, 48, 1]

  return [
    lossTerm("L2rec", 1, l2(decoded.image, image, "mean")),
    lossTerm("L2M switches", 0.001, l2(decoded.switches, encoded.switches.what, "mean")),
    lossTerm("L2M coordinates", 0.001, l2(decoded.coordinates, encoded.coordinates.what, "mean")),
    lossTerm("L2M nowhere", 0.001, l2(decoded.nowhere, encoded.nowhere.what, "mean")),
    // L2M defaults is left out: the decoder starts from defaults.what itself, so the two never differ.
  ];
}

/** A stacked what-where auto-encoder of 4 stages. */
export const Wheres = defineModel({
  name: "Wheres",
  input: [48, 48, 1],
  classes: null,
  stages: ["switches", "coordinates", "nowhere", "defaults"],
  parameters: wheresParameters,
  encode: encodeWheres,
  decode: decodeWheres,
  classify: null,
  reconstruct: reconstructWheres,
  loss: lossWheres,
});
