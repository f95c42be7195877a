/** Runs little graphs: a function of fed tensors, on an engine of choice. */
import { feed, finishProgram, Graph, type Program, type Tensor, type TensorValue } from "swwae/runtime";
import { engineOf, type EngineUnderTest } from "./engines.js";

export type Inputs = Readonly<Record<string, TensorValue>>;

/** Fed tensors, and what is computed of them. */
export type Build<I extends Inputs> = (
  tensors: { readonly [Name in keyof I]: Tensor },
  graph: Graph,
) => Readonly<Record<string, Tensor>>;

/** The program of a function of fed tensors. */
export function programOf<I extends Inputs>(inputs: I, build: Build<I>): Program {
  const graph = new Graph(false);
  const tensors = Object.fromEntries(
    Object.entries(inputs).map(([name, { shape }]) => [name, feed(graph, name, shape)]),
  );
  const outputs = build(tensors as { readonly [Name in keyof I]: Tensor }, graph);
  return finishProgram("test", graph, new Map(Object.entries(outputs)));
}

/** Outputs of one run of a program without states; −0 is given as 0. */
export async function runProgram(
  name: EngineUnderTest,
  program: Program,
  inputs: Inputs,
): Promise<Record<string, number[]>> {
  const engine = await engineOf(name);
  const executable = await engine.compile(program);
  const state = await engine.createState(new Map());
  try {
    const asked = new Set(program.feeds.map((feed) => feed.name));
    const feeds = Object.entries(inputs).flatMap(([key, { data }]) => (asked.has(key) ? [[key, data]] : []));
    const outputs = await executable.run(state, Object.fromEntries(feeds));
    return Object.fromEntries(
      Object.entries(outputs).map(([key, data]) => [key, Array.from(data, (number) => number + 0)]),
    );
  } finally {
    await executable.dispose();
    await state.dispose();
  }
}

/** Outputs of a function of fed tensors. */
export async function run<I extends Inputs>(
  engine: EngineUnderTest,
  inputs: I,
  build: Build<I>,
): Promise<Record<string, number[]>> {
  return runProgram(engine, programOf(inputs, build), inputs);
}
