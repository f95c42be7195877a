/** Sizes that everything in a diagram shares, in pixels. */
export const measures = {
  margin: 24,
  /** Inside a band, around its boxes. */
  bandPadding: 12,
  lineHeight: 26,
  stripHeight: 30,
  boxPadding: 14,
  chipHeight: 24,
  pillHeight: 32,
  titleSize: 22,
  textSize: 13,
  tagSize: 12,
} as const;
