/** Feeds and states are inputs of the ONNX model, constants are written into it. */
import type { ConstantAttributes, FeedAttributes, StateAttributes } from "../../../ops/source.js";
import type { Kernel } from "../kernel.js";
import { outputOf } from "../../nodes.js";
import { feedInput, stateInput } from "../names.js";

export const feed: Kernel = (lowering, node) => {
  const { name, shape } = node.attributes as FeedAttributes;
  lowering.hold(outputOf(node), "plain", lowering.builder.input(feedInput(name), shape));
};

export const state: Kernel = (lowering, node) => {
  const { name, shape } = node.attributes as StateAttributes;
  lowering.hold(outputOf(node), "plain", lowering.builder.input(stateInput(name), shape));
};

export const constant: Kernel = (lowering, node) => {
  const { shape, value } = node.attributes as ConstantAttributes;
  lowering.hold(outputOf(node), "plain", lowering.builder.floats(shape, value));
};
