/** The curves of the paper's Fig. 5, read off the plot to ±0.002: validation errors on MNIST, by the number of labels and the weight λ. */

export const lambdas = [0, 0.5, 1, 1.5, 2, 2.5, 3] as const;

/** For each of {@link lambdas}. */
export const curves: Readonly<Record<number, readonly number[]>> = {
  100: [0.19, 0.127, 0.12, 0.117, 0.1165, 0.117, 0.123],
  600: [0.072, 0.0545, 0.053, 0.0525, 0.0535, 0.055, 0.055],
  1000: [0.047, 0.041, 0.041, 0.039, 0.04, 0.04, 0.0405],
  3000: [0.0305, 0.0265, 0.027, 0.0275, 0.027, 0.0265, 0.027],
};
