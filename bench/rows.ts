/** What is compared with what: an engine of ours on a net, in turn with a peer. */
import type { Net } from "./nets.js";
import type { PeerPackage } from "./peers/environment.js";
import { type EngineChoice, type Peer, type Run, runEngine, type RunOptions, runPeer } from "./runs.js";
import { median, spreadOf, type Spread } from "./statistics.js";

/** A comparison, as the command line names it: "onnx/torch". */
export interface Row {
  readonly name: string;
  readonly ours: EngineChoice;
  /** The ways of using the peer; the fastest of them on this machine and net is what counts. */
  readonly theirs: readonly Peer[];
  readonly needs: PeerPackage;
  /** The ratio that is asked for, by net; that of all others is under "any". */
  readonly targets: Readonly<Record<string, number>>;
}

const fp32 = (engine: string): EngineChoice => ({ engine, lowering: "fast", precision: "fp32" });

function torch(how: { compiled?: boolean; precision?: "fp32" | "bf16" } = {}): readonly Peer[] {
  const { compiled = false, precision = "fp32" } = how;
  return (["nchw", "nhwc"] as const).map((layout) => ({ library: "torch", layout, compiled, precision }));
}

export const rows: readonly Row[] = [
  {
    name: "onnx/torch",
    ours: fp32("onnx"),
    theirs: torch(),
    needs: "torch",
    targets: { W1: 1.8, W2: 1.5, any: 1.2 },
  },
  {
    name: "onnx/torch.compile",
    ours: fp32("onnx"),
    theirs: torch({ compiled: true }),
    needs: "torch",
    targets: { W1: 1.6, W2: 1.4 },
  },
  {
    name: "onnx/keras",
    ours: fp32("onnx"),
    theirs: [
      { library: "keras", compiler: "graph" },
      { library: "keras", compiler: "xla" },
    ],
    needs: "keras",
    targets: { W1: 1.6, W2: 1.4 },
  },
  {
    name: "tensorflow/torch",
    ours: fp32("tensorflow"),
    theirs: torch(),
    needs: "torch",
    targets: { W1: 1.4, W2: 1.15 },
  },
  {
    name: "tensorflow-bf16/torch-bf16",
    ours: { engine: "tensorflow", lowering: "fast", precision: "bf16" },
    theirs: torch({ precision: "bf16" }),
    needs: "torch",
    targets: { W1: 1.1, W2: 1.2 },
  },
  {
    name: "onnx-web/torch",
    ours: fp32("onnx-web"),
    theirs: torch(),
    needs: "torch",
    targets: { W1: 0.6, W2: 0.4 },
  },
];

/** What a comparison found. */
export interface Comparison {
  readonly net: string;
  readonly row: string;
  readonly threads: number;
  readonly batch: number;
  /** How the peer was used: "torch nhwc", "keras xla". */
  readonly peer: string;
  readonly ours: Spread;
  readonly theirs: Spread;
  /** Of the pairs. */
  readonly ratio: Spread;
  readonly target: number | null;
  readonly memoryMB: { readonly ours: number; readonly theirs: number };
}

/**
 * A B A B …: what the machine does to one it does to the other, so the ratio of each pair can be trusted. Where a peer can be used in several
 * ways, all of them run in every round, and only then is it said which was the fastest: a few tries beforehand may find the wrong one.
 */
export function compare(python: string, net: Net, row: Row, pairs: number, options: RunOptions): Comparison {
  const rounds = Array.from({ length: pairs }, () => ({
    ours: runEngine(net, row.ours, options),
    theirs: row.theirs.map((peer) => runPeer(python, net, peer, options)),
  }));
  const way = fastestWay(rounds.map(({ theirs }) => theirs.map(({ imagesPerSecond }) => imagesPerSecond)));
  const peer = row.theirs[way];
  if (peer === undefined) throw new Error("a row needs a peer");
  const runs = rounds.flatMap(({ ours, theirs }) => {
    const run = theirs[way];
    return run === undefined ? [] : [{ ours, theirs: run }];
  });
  const speeds = (of: (pair: (typeof runs)[number]) => Run): Spread =>
    spreadOf(runs.map((pair) => of(pair).imagesPerSecond));
  const memory = (of: (pair: (typeof runs)[number]) => Run): number =>
    Math.max(...runs.map((pair) => of(pair).rssMB));
  return {
    net: net.name,
    row: row.name,
    threads: options.threads,
    batch: options.batch,
    peer: wordsFor(peer),
    ours: speeds(({ ours }) => ours),
    theirs: speeds(({ theirs }) => theirs),
    ratio: spreadOf(runs.map(({ ours, theirs }) => ours.imagesPerSecond / theirs.imagesPerSecond)),
    target: row.targets[net.name] ?? row.targets["any"] ?? null,
    memoryMB: { ours: memory(({ ours }) => ours), theirs: memory(({ theirs }) => theirs) },
  };
}

/** Which way has the highest median over the rounds, of each of which the speeds of all ways are given. */
export function fastestWay(rounds: readonly (readonly number[])[]): number {
  const medians = (rounds[0] ?? []).map((_, way) => median(rounds.map((speeds) => speeds[way] ?? 0)));
  return medians.indexOf(Math.max(...medians));
}

function wordsFor(peer: Peer): string {
  if (peer.library === "keras") return `keras ${peer.compiler}`;
  const how = [
    peer.layout,
    ...(peer.compiled ? ["compiled"] : []),
    ...(peer.precision === "bf16" ? ["bf16"] : []),
  ];
  return `torch ${how.join(" ")}`;
}

/** A table in Markdown. */
export function tableOf(comparisons: readonly Comparison[]): string {
  const lines = comparisons.map(({ net, row, peer, ours, theirs, ratio, target, memoryMB }) => [
    net,
    row.split("/")[0] ?? "",
    spread(ours, 0),
    peer,
    spread(theirs, 0),
    spread(ratio, 2),
    target === null ? "" : `${target}`,
    `${memoryMB.ours} / ${memoryMB.theirs}`,
  ]);
  const head = [
    "net",
    "ours",
    "images/s",
    "peer",
    "images/s",
    "ratio of the pairs",
    "asked for",
    "peak memory, MB",
  ];
  return [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function spread({ median, min, max }: Spread, digits: number): string {
  return `${median.toFixed(digits)} (${min.toFixed(digits)} to ${max.toFixed(digits)})`;
}
