/** The files of a run folder that whoever uses the run needs, by their paths in it. */
export const runFiles = {
  /** What was trained and how. */
  record: "run.json",
  /** What was learned, as it was last saved, and where validation was best. */
  last: "checkpoints/last.safetensors",
  best: "checkpoints/best.safetensors",
} as const;
