/** From a program to a TensorFlow graph: every node by the kernel of its op, then what is given out and what is remembered. */
import type { Tensor } from "../../graph/graph.js";
import { optimise } from "../../graph/passes/index.js";
import type { Program } from "../../graph/program.js";
import { countOf, type Shape } from "../../graph/shape.js";
import type { OpName } from "../../ops/index.js";
import { adamUpdateOf, changedBy } from "../adam.js";
import { writeAdam } from "./adam.js";
import { kernels } from "./kernels/index.js";
import { Lowering, type LoweringOptions } from "./lowering.js";
import { notFinite } from "./notFinite.js";
import { GraphBuilder, type Value } from "./savedModel/graphBuilder.js";

/** A program as a TensorFlow graph, and the names of the values by which it is used. */
export interface LoweredProgram {
  /** The bytes of the SavedModel's one file. */
  readonly savedModel: Uint8Array;
  /** Where each feed goes in. */
  readonly feeds: ReadonlyMap<string, Value>;
  readonly outputs: ReadonlyMap<string, Value>;
  /** Asked for, it makes all updates happen. */
  readonly updated: Value;
  readonly variables: ReadonlyMap<string, VariableAccess>;
}

/** How a state's variable is read and given a new value from outside. */
export interface VariableAccess {
  readonly shape: Shape;
  readonly read: Value;
  /** Where a new value goes in. */
  readonly feed: Value;
  /** Asked for, it puts what is fed into the variable. */
  readonly assigned: Value;
}

export function lowerProgram(program: Program, options: LoweringOptions): LoweredProgram {
  const builder = new GraphBuilder();
  const lowered = optimise(program);
  const lowering = new Lowering(builder, lowered.nodes, options);
  for (const node of lowered.nodes) kernels[node.op.name as OpName](lowering, node);

  const watch = lowering.keepsNaN ? null : notFinite(lowering, lowered);
  const outputs = new Map(
    [...lowered.outputs].map(([name, tensor]) => [name, writeOutput(lowering, name, tensor, watch)]),
  );
  const updated = writeUpdates(lowering, lowered);
  const variables = new Map(
    [...lowering.variables.keys()].map((name) => [name, writeAccess(lowering, name)]),
  );
  for (const { name, shape } of program.feeds) {
    const value = lowering.feeds.get(name);
    if (value !== undefined) builder.input(name, value, shape);
  }
  return { savedModel: builder.build(), feeds: lowering.feeds, outputs, updated, variables };
}

/** An output is a value of its own, even where it is a feed as it came: TensorFlow refuses to give back what it is fed. */
function writeOutput(lowering: Lowering, name: string, tensor: Tensor, watch: Value | null): Value {
  const { builder } = lowering;
  const float = lowering.float(tensor);
  const watched = watch === null ? float : lowering.add("AddV2", [float, watch]);
  const value = builder.add("Identity", [watched], {
    attributes: { T: { type: "float" } },
    name: `output/${name}`,
  });
  builder.output(name, value, tensor.shape);
  return value;
}

/** All variables have been read before the first is changed. */
function writeUpdates(lowering: Lowering, program: Program): Value {
  const { builder } = lowering;
  const { updates, feeds } = program;
  const reads = [...lowering.variables.values()].map(({ read }) => read);
  const allRead = builder.add("NoOp", [], { name: "all_read", after: reads });
  const fedCounts = new Set(feeds.map(({ shape }) => countOf(shape)));
  const adams = [...updates.keys()]
    .map((name) => adamUpdateOf(program, name))
    .filter((update) => update !== null);
  const byAdam = new Set(adams.flatMap(changedBy));
  const others = [...updates].filter(([name]) => !byAdam.has(name));
  const changes = others.map(([name, tensor]) => {
    const value = lowering.float(tensor);
    // What is fed lies in the caller's memory. If this may be a feed as it came, the variable gets a copy.
    const own = fedCounts.has(countOf(tensor.shape)) ? lowering.add("DeepCopy", [value]) : value;
    return assign(lowering, lowering.variable(name, tensor.shape).handle, own, `update/${name}`, [allRead]);
  });
  const steps = adams.map((update) => writeAdam(lowering, update, [allRead]));
  return finished(lowering, "updated", [...changes, ...steps]);
}

function writeAccess(lowering: Lowering, name: string): VariableAccess {
  const { builder } = lowering;
  const { shape, handle, read } = lowering.variable(name, []);
  const feed = builder.add("Placeholder", [], {
    attributes: { dtype: { type: "float" }, shape: { shape } },
    name: `value/${name}`,
  });
  const copy = lowering.add("DeepCopy", [feed]);
  const assigned = finished(lowering, `assigned/${name}`, [assign(lowering, handle, copy, `assign/${name}`)]);
  builder.keep(read);
  return { shape, read, feed, assigned };
}

function assign(
  { builder }: Lowering,
  handle: Value,
  value: Value,
  name: string,
  after: readonly Value[] = [],
): Value {
  return builder.add("AssignVariableOp", [handle, value], {
    attributes: { dtype: { type: "float" } },
    name,
    after,
  });
}

/** A value that is there once these nodes have run: TensorFlow runs what leads to a value that is asked for, and only that. */
function finished({ builder }: Lowering, name: string, nodes: readonly Value[]): Value {
  const value = builder.add("Identity", [builder.scalar(1)], {
    attributes: { T: { type: "float" } },
    name,
    after: nodes,
  });
  builder.keep(value);
  return value;
}
