/** Layers of the syntax tree as text: in words, and as parts of the paper's notation. */
import type { ExpressionNode, StageNode, ValueNode } from "../syntax/ast.js";

/** A layer's name and values; nothing for what is no plain layer. */
export function layerWords(layer: StageNode["layers"][number]): string[] {
  if (layer.kind !== "layer") return [];
  return [layer.name.text, ...layer.values.map((value) => sidesOf(value).map(inParentheses).join("x"))];
}

/** The layers as parts of the notation, which implies the ReLUs; what it does not know is left out. */
export function partsOfNotation({ layers }: Pick<StageNode, "layers">): string[] {
  return layers.flatMap((layer) => {
    if (layer.kind !== "layer") return [];
    const [first, second] = layer.values.map(sidesOf);
    const size = first === undefined ? "" : sizeInNotation(first);
    if (layer.name.text === "conv") return [`(${second?.map(writeExpression).join("x")})${size}c`];
    if (layer.name.text === "pool") return [`${size}p`];
    if (layer.name.text === "dense") return [`${size}fc`];
    if (layer.name.text === "dropout") return [`${size}do`];
    return layer.name.text === "batchnorm" ? ["bn"] : [];
  });
}

/** The sides of a size, or the one number that a value is. */
function sidesOf({ text, computed }: ValueNode): readonly ExpressionNode[] {
  return (
    computed ?? text.split("x").map((side) => ({ kind: "number", text: side, span: { start: 0, end: 0 } }))
  );
}

/** "5x5" is 5 in the notation. */
function sizeInNotation(sides: readonly ExpressionNode[]): string {
  const [height, width, ...others] = sides.map(inParentheses);
  const isSquare = height === width && others.length === 0;
  return isSquare ? (height ?? "") : sides.map(inParentheses).join("x");
}

/** A number as it is, anything that is computed in parentheses. */
function inParentheses(expression: ExpressionNode): string {
  return expression.kind === "number" ? expression.text : `(${writeExpression(expression)})`;
}

/** How tightly an expression holds together: sums, products, negative numbers, and what needs no parentheses anywhere. */
function tightness(expression: ExpressionNode): number {
  if (expression.kind !== "binary") return expression.kind === "negative" ? 3 : 4;
  return expression.operator === "+" || expression.operator === "-" ? 1 : 2;
}

/** Arithmetic with the parentheses that it needs. */
function writeExpression(expression: ExpressionNode): string {
  switch (expression.kind) {
    case "number":
    case "parameter":
      return expression.text;
    case "negative":
      return `-${operandOf(expression.operand, 4)}`;
    case "binary": {
      const needed = tightness(expression);
      const { left, operator, right } = expression;
      return `${operandOf(left, needed)} ${operator} ${operandOf(right, needed + 1)}`;
    }
  }
}

function operandOf(expression: ExpressionNode, needed: number): string {
  const written = writeExpression(expression);
  return tightness(expression) < needed ? `(${written})` : written;
}
