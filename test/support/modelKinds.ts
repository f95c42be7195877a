/** Small models of every kind, on which engines are held to each other. */
import type { ModelOptions } from "./models.js";

/** Two stages of small maps. */
export const plain: Omit<ModelOptions, "where"> = {
  input: [8, 8, 2],
  classes: 3,
  stages: [
    { channels: [4], kernel: [3, 3], pool: [2, 2] },
    { channels: [5], kernel: [3, 3], pool: [2, 2] },
  ],
};

/** One thing of each kind that could go wrong. */
export const kinds: Readonly<Record<string, Omit<ModelOptions, "where">>> = {
  plain,
  "odd maps, 7 → 3 → 7": {
    ...plain,
    input: [7, 7, 1],
    stages: [
      { channels: [4], kernel: [3, 3], pool: [2, 2] },
      { channels: [4], kernel: [3, 3], pool: [2, 2] },
    ],
  },
  "a 5×9 map in 2×3 regions": {
    ...plain,
    input: [5, 9, 2],
    stages: [{ channels: [4], kernel: [3, 3], pool: [2, 3] }],
  },
  "even kernels": {
    ...plain,
    stages: [
      { channels: [4], kernel: [2, 2], pool: [2, 2] },
      { channels: [4], kernel: [4, 4], pool: [2, 2] },
    ],
  },
  "1×1 and 5×5 kernels": {
    ...plain,
    stages: [
      { channels: [4], kernel: [5, 5], pool: [2, 2] },
      { channels: [4], kernel: [1, 1], pool: [2, 2] },
    ],
  },
  "rectangular kernels": {
    ...plain,
    stages: [
      { channels: [4], kernel: [1, 3], pool: [3, 1] },
      { channels: [3], kernel: [4, 2], pool: [1, 2] },
    ],
  },
  "several convolutions a stage": {
    ...plain,
    stages: [
      { channels: [4, 5], kernel: [3, 3], pool: [2, 2] },
      { channels: [6, 4], kernel: [3, 3], pool: [2, 2] },
    ],
  },
  "batch normalisation": { ...plain, normalised: true },
  "dropout and a dense bottleneck": { ...plain, dropout: 0.5, bottleneck: 6, reduce: "sum" },
  "three stages of 12×12": {
    ...plain,
    input: [12, 12, 1],
    stages: [
      { channels: [4], kernel: [5, 5], pool: [2, 2] },
      { channels: [4], kernel: [3, 3], pool: [2, 2] },
      { channels: [4], kernel: [3, 3], pool: [3, 3] },
    ],
  },
};

/** Every kind of where. */
export const wheres = ["hard", "soft", "none", "map"] as const;
