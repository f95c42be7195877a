/** Feeds are placeholders, states are variables, constants are written into the graph. */
import type { ConstantAttributes, FeedAttributes, StateAttributes } from "../../../ops/source.js";
import { outputOf } from "../../nodes.js";
import type { Kernel } from "./kernel.js";

export const feed: Kernel = (lowering, node) => {
  const { name, shape } = node.attributes as FeedAttributes;
  lowering.hold(outputOf(node), lowering.feed(name, shape));
};

export const state: Kernel = (lowering, node) => {
  const { name, shape } = node.attributes as StateAttributes;
  lowering.hold(outputOf(node), lowering.variable(name, shape).read);
};

export const constant: Kernel = (lowering, node) => {
  const { shape, value } = node.attributes as ConstantAttributes;
  lowering.hold(outputOf(node), lowering.builder.floats(shape, value));
};
