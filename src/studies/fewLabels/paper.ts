/** The paper's table of MNIST with few labels (Sec. 4.3). */
import type { PaperRow, PaperValue } from "../paperValues.js";

/** Test errors in per cent. */
export interface PaperTable {
  readonly convnet: PaperRow;
  readonly withoutDropout: PaperRow;
  readonly withDropout: PaperRow;
  /** With the labels of all training images; it is not said whether with dropout. */
  readonly allLabels: PaperRow;
}

export const paper: PaperTable = {
  convnet: row([22.98], [7.86], [6.45], [3.35]),
  withoutDropout: row([9.17, 0.11], [4.16, 0.11], [3.39, 0.01], [2.5, 0.01]),
  withDropout: row([8.71, 0.34], [3.31, 0.4], [2.83, 0.1], [2.1, 0.22]),
  allLabels: { standing: "quoted", values: { all: { value: 0.71, spread: null } } },
};

/** For 100, 600, 1000 and 3000 labels; all of them remembered. */
function row(...values: readonly (readonly [value: number, spread?: number])[]): PaperRow {
  const paired = [100, 600, 1000, 3000].map((labels, place): [number, PaperValue] => {
    const [value, spread = null] = values[place]!;
    return [labels, { value, spread }];
  });
  return { standing: "remembered", values: Object.fromEntries(paired) };
}
