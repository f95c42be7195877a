/** The ways in which images are moved, and how far each of their pixels then goes. */
import { type ImageSizes, middleOf, rotated, scaled, shifted } from "./moveImages.js";

export type ConditionKind = "right" | "down" | "scaled" | "turned";

export interface Condition {
  /** "right 2", "down 1", "scaled 1.2", "turned 15" */
  readonly name: string;
  readonly kind: ConditionKind;
  /** Pixels, a factor, or degrees clockwise. */
  readonly amount: number;
  /** Images [n, height, width, channels], moved. */
  readonly move: (images: Float32Array, sizes: ImageSizes) => Float32Array;
  /** How far what was at a row and column of an image goes, in pixels. */
  readonly distance: (
    row: number,
    column: number,
    sizes: ImageSizes,
  ) => readonly [down: number, right: number];
}

/** Shifts in pixels, either way, of which the findings speak. */
export const shifts = [1, 2, 3, 4] as const;
const factors = [0.8, 0.9, 1.1, 1.2] as const;
const degrees = [-20, -10, 10, 20] as const;

const movements: Readonly<Record<ConditionKind, (amount: number) => Pick<Condition, "move" | "distance">>> = {
  right: (pixels) => ({
    move: (images, sizes) => shifted(images, sizes, { down: 0, right: pixels }),
    distance: () => [0, pixels],
  }),
  down: (pixels) => ({
    move: (images, sizes) => shifted(images, sizes, { down: pixels, right: 0 }),
    distance: () => [pixels, 0],
  }),
  scaled: (factor) => ({
    move: (images, sizes) => scaled(images, sizes, factor),
    distance: (row, column, sizes) => {
      const [middleRow, middleColumn] = middleOf(sizes);
      return [(row - middleRow) * (factor - 1), (column - middleColumn) * (factor - 1)];
    },
  }),
  turned: (angle) => {
    const radians = (angle * Math.PI) / 180;
    const [cosine, sine] = [Math.cos(radians), Math.sin(radians)];
    return {
      move: (images, sizes) => rotated(images, sizes, radians),
      distance: (row, column, sizes) => {
        const [middleRow, middleColumn] = middleOf(sizes);
        const [down, right] = [row - middleRow, column - middleColumn];
        return [cosine * down + sine * right - down, cosine * right - sine * down - right];
      },
    };
  },
};

export const conditions: readonly Condition[] = [
  ...shifts.map((pixels) => condition("right", pixels)),
  ...shifts.map((pixels) => condition("down", pixels)),
  ...factors.map((factor) => condition("scaled", factor)),
  ...degrees.map((angle) => condition("turned", angle)),
];

function condition(kind: ConditionKind, amount: number): Condition {
  return { name: `${kind} ${amount}`, kind, amount, ...movements[kind](amount) };
}
