/** The numbers of a kernel along one axis, for convolutions in bands: read as a convolution means them. */
import { normals } from "./values.js";

export interface KernelNumbers {
  /** The number by which a place of the thin map and one of the thick map meet; 0 where they do not. */
  weightBetween(thinPlace: number, thinChannel: number, thickPlace: number, thickChannel: number): number;
  /** Those of a row, counted by taps and by the channels on one side, for each channel on the other; those of the row behind the last tap are zero. */
  numbersOf(row: number, first: "thin" | "thick"): readonly number[];
}

/** Random numbers for a kernel of so many taps; a convolution reads from one place before the one that it makes. */
export function kernelNumbers(
  taps: number,
  { channels, filters }: { readonly channels: number; readonly filters: number },
): KernelNumbers {
  const weights = normals([taps, channels, filters], 2, "kernel").data;
  const isFromFew = channels < filters;
  const [thin, thick] = isFromFew ? [channels, filters] : [filters, channels];

  function weight(tap: number, thinChannel: number, thickChannel: number): number {
    const [channel, filter] = isFromFew ? [thinChannel, thickChannel] : [thickChannel, thinChannel];
    return weights[(tap * channels + channel) * filters + filter] ?? NaN;
  }

  return {
    weightBetween(thinPlace, thinChannel, thickPlace, thickChannel) {
      const [read, made] = isFromFew ? [thinPlace, thickPlace] : [thickPlace, thinPlace];
      const tap = read - made + 1;
      return tap < 0 || tap >= taps ? 0 : weight(tap, thinChannel, thickChannel);
    },
    numbersOf(row, first) {
      const [ofFirst, ofLast] = first === "thin" ? [thin, thick] : [thick, thin];
      const [tap, known] = [Math.floor(row / ofFirst), row % ofFirst];
      return Array.from({ length: ofLast }, (_, other) => {
        if (tap === taps) return 0;
        return first === "thin" ? weight(tap, known, other) : weight(tap, other, known);
      });
    },
  };
}
