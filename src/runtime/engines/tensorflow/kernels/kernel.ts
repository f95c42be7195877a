/** What a kernel is: it adds the nodes of an op to the TensorFlow graph and says which value holds each output. */
import type { Node } from "../../../graph/graph.js";
import type { Lowering } from "../lowering.js";

export type Kernel = (lowering: Lowering, node: Node) => void;
