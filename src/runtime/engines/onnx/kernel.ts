/** What a kernel is, for the tables of both lowerings. */
import type { Node } from "../../graph/graph.js";
import type { Lowering } from "./lowering.js";

/** Writes one node of the step graph as ONNX nodes. */
export type Kernel = (lowering: Lowering, node: Node) => void;
