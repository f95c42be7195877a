/** What is known of the data sets that need no path. */
import type { DataPlan, MapShape } from "../plan/plan.js";

export interface DataFacts {
  readonly shape: MapShape;
  readonly classes: number;
}

const digits: DataFacts = { shape: { kind: "map", height: 28, width: 28, channels: 1 }, classes: 10 };
const facts: Readonly<Record<string, DataFacts>> = { mnist: digits, "fashion-mnist": digits };

/** Null for a path: what lies there is not known before training. */
export function factsOf({ name, kind }: Omit<DataPlan, "labels">): DataFacts | null {
  return kind === "known" ? (facts[name] ?? null) : null;
}
