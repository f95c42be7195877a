/** Feature visualisations as a picture: of each map the projections at the left, the patches behind them at the right. */
import { encode } from "fast-png";
import { asPixels } from "../../training/index.js";
import type { StageFeatures } from "../material/features.js";
import { compose, type Part } from "./compose.js";
import { aroundGrey, sheet } from "./sheet.js";

/** About how many pixels a patch is wide: of one map alone, and of many. */
const wide = { alone: 112, among: 48 };
const mapsInRow = 4;

/**
 * The bytes of a PNG file.
 *
 * @param title stands above.
 */
export function featurePicture({ stage, patchShape, shown }: StageFeatures, title: string): Uint8Array {
  const size = shown.length === 1 ? wide.alone : wide.among;
  const scale = Math.max(1, Math.round(size / Math.max(patchShape[0], patchShape[1])));
  const draw = (tiles: readonly Float32Array[]) =>
    sheet({ shape: patchShape, tiles, columns: Math.ceil(Math.sqrt(tiles.length)), scale, gap: 2 });
  const blocks = shown.map(({ map, examples }): readonly Part[] => [
    {
      caption: `${stage} map ${map}`,
      picture: draw(examples.map(({ projection }) => aroundGrey(projection, 0.995))),
    },
    { caption: "patches", picture: draw(examples.map(({ patch }) => asPixels(patch)(patch))) },
  ]);
  const rows = Array.from({ length: Math.ceil(blocks.length / mapsInRow) }, (_, row) => ({
    title: row === 0 ? title : "",
    parts: blocks.slice(row * mapsInRow, (row + 1) * mapsInRow).flat(),
  }));
  const { width, height, data } = compose(rows);
  return encode({ width, height, data, channels: 3, depth: 8 });
}
