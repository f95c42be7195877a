/**
 * Numbers that are known beforehand, and maps that hold one number throughout.
 *
 * The gradient of a mean begins with one number, stretched to a map and multiplied with another map; here it stays one number.
 */
import { addOp } from "../../ops/add.js";
import { divideOp } from "../../ops/divide.js";
import type { OpName } from "../../ops/index.js";
import { maximumOp } from "../../ops/maximum.js";
import { multiply, multiplyOp } from "../../ops/multiply.js";
import { reshape } from "../../ops/reshape.js";
import { constant, numberOf } from "../../ops/source.js";
import { subtract, subtractOp } from "../../ops/subtract.js";
import { call, type Tensor } from "../graph.js";
import { countOf, sameShape } from "../shape.js";
import { inputsIfCall, type RewriteRule } from "./rewrite.js";

/** The ops of two numbers, and what they are between known ones; in single precision, as the engines compute. */
const arithmetic: Readonly<Partial<Record<OpName, (a: number, b: number) => number>>> = {
  add: (a, b) => a + b,
  subtract: (a, b) => a - b,
  multiply: (a, b) => a * b,
  divide: (a, b) => a / b,
  maximum: Math.max,
};

/** An op between two known numbers is a known number. A result that is not finite is left to the engine. */
export const foldConstants: RewriteRule = (node, [a, b]) => {
  const compute = arithmetic[node.op.name as OpName];
  if (compute === undefined || a === undefined || b === undefined) return null;
  const [first, second] = [numberOf(a), numberOf(b)];
  if (first === null || second === null || node.outputs[0]?.shape.length !== 0) return null;
  const result = Math.fround(compute(first, second));
  return Number.isFinite(result) ? [constant(a.graph, result)] : null;
};

/**
 * What is only copied along axes need not be, where the other number is of full size:
 *
 *     expand(x) ∘ y   =   x ∘ y   for every ∘ that works number by number
 */
export const copyLate: RewriteRule = (node, [a, b]) => {
  const op = binaryOps[node.op.name as OpName];
  const shape = node.outputs[0]?.shape;
  if (op === undefined || a === undefined || b === undefined || shape === undefined) return null;
  const first = sameShape(b.shape, shape) ? beforeCopies(a) : a;
  const second = first === a && sameShape(a.shape, shape) ? beforeCopies(b) : b;
  return first === a && second === b ? null : [simplified(call(op, [first, second], {}))];
};

const binaryOps: Readonly<Partial<Record<OpName, typeof addOp>>> = {
  add: addOp,
  subtract: subtractOp,
  multiply: multiplyOp,
  divide: divideOp,
  maximum: maximumOp,
};

/** What a tensor was before it was copied; where that is one number, without any axes. */
function beforeCopies(tensor: Tensor): Tensor {
  const [source] = inputsIfCall(tensor, "expand") ?? [];
  if (source === undefined) return tensor;
  return countOf(source.shape) === 1 ? reshape(beforeShapes(source), []) : source;
}

function beforeShapes(tensor: Tensor): Tensor {
  const [source] = inputsIfCall(tensor, "reshape") ?? [];
  return source === undefined ? tensor : beforeShapes(source);
}

/**
 * One multiplication instead of several:
 *
 *     x + x = 2 · x      c · (d · x) = (c · d) · x      1 · x = x      x + (−c · y) = x − c · y
 *
 * The last one is for a difference whose gradient goes both ways, c · y to one side and −c · y to the other: it is multiplied once.
 */
export const multiplyOnce: RewriteRule = (node, [a, b]) => {
  if (a === undefined || b === undefined) return null;
  if (node.op.name === "add") return sumOnce(a, b);
  if (node.op.name !== "multiply") return null;
  const product = productOnce(a, b);
  return product === null ? null : [product];
};

function sumOnce(a: Tensor, b: Tensor): readonly Tensor[] | null {
  if (a === b) return [scaled(a, 2)];
  const [negatedB, negatedA] = [negated(b), negated(a)];
  if (negatedB !== null && sameShape(negatedB.shape, b.shape)) return [subtract(a, negatedB)];
  if (negatedA !== null && sameShape(negatedA.shape, a.shape)) return [subtract(b, negatedA)];
  return null;
}

function productOnce(a: Tensor, b: Tensor): Tensor | null {
  const [x, factor] = numberOf(a) === null ? [a, numberOf(b)] : [b, numberOf(a)];
  if (factor === null || numberOf(x) !== null) return null;
  const result = scaled(x, factor);
  const isSame = a === x && result.node.op.name === "multiply" && result.node.inputs[0] === x;
  return isSame ? null : result;
}

/** The same after the rules of products, for a node that another rule has made. */
function simplified(tensor: Tensor): Tensor {
  const [a, b] = inputsIfCall(tensor, "multiply") ?? [];
  return (a !== undefined && b !== undefined && productOnce(a, b)) || tensor;
}

/** x times a number, together with the number that x is a multiple by already. */
function scaled(x: Tensor, factor: number): Tensor {
  const [a, b] = inputsIfCall(x, "multiply") ?? [];
  const known = b === undefined ? null : numberOf(b);
  const [source, already] = a !== undefined && known !== null ? [a, known] : [x, 1];
  const all = Math.fround(already * factor);
  if (!Number.isFinite(all) || (all === 0 && factor !== 0)) return multiply(x, constant(x.graph, factor));
  return all === 1 ? source : multiply(source, constant(x.graph, all));
}

/** c · y where a tensor is −c · y for a positive c, else null. */
function negated(tensor: Tensor): Tensor | null {
  const [y, factor] = inputsIfCall(tensor, "multiply") ?? [];
  const number = factor === undefined ? null : numberOf(factor);
  return y !== undefined && number !== null && number < 0 ? scaled(y, -number) : null;
}
