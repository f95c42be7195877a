/** Values, arithmetic, parameters and arguments: concrete syntax tree → syntax tree. */
import type { CstNode, IToken } from "chevrotain";
import type * as cst from "../../../grammar/cst.js";
import { type Span, spanOver } from "../source/span.js";
import type * as ast from "./ast.js";
import { nameOf, realToken, spanOfToken } from "./tokenSpans.js";

/** The values of a list; those that recovery left empty are dropped. */
export function buildValues(nodes: readonly cst.ValueCstNode[] | undefined): ast.ValueNode[] {
  return (nodes ?? []).map(buildValue).filter((node) => node !== null);
}

export function buildValue({ children }: cst.ValueCstNode): ast.ValueNode | null {
  const dash = realToken(children.Dash);
  const sides = (children.side ?? []).flatMap(buildSides);
  const [first, second] = sides;
  if (first === undefined) return null;
  const isPlain = second === undefined && children.side[0]?.children.group === undefined;
  const start = dash === null ? first.span : spanOfToken(dash);
  const span = sides.reduce((whole, side) => spanOver(whole, side.span), start);
  const written = sides
    .map((side) => (side.expression.kind === "number" ? side.expression.text : "(…)"))
    .join("x");
  const expressions = sides.map(({ expression }) => expression);
  const negative = (operand: ast.ExpressionNode): ast.ExpressionNode => ({ kind: "negative", operand, span });
  const signed =
    dash === null ? expressions : expressions.map((side, index) => (index === 0 ? negative(side) : side));
  return {
    text: (dash === null ? "" : "-") + written,
    span,
    inNotation: false,
    computed: isPlain ? null : signed,
  };
}

interface Side {
  readonly expression: ast.ExpressionNode;
  /** With the parentheses. */
  readonly span: Span;
}

/** One side; of `8x8x(C)`, where two are one word, both. */
function buildSides({ children }: cst.SideCstNode, _: number, all: readonly cst.SideCstNode[]): Side[] {
  const group = children.group?.[0];
  if (group !== undefined) {
    const expression = buildGroup(group);
    return expression === null ? [] : [{ expression, span: spanOfGroup(group, expression) }];
  }
  const number = realToken(children.Quantity);
  if (number === null) return [];
  let { start } = spanOfToken(number);
  return (all.length === 1 ? [number.image] : number.image.split("x")).map((text) => {
    const span = { start, end: start + text.length };
    start = span.end + 1;
    return { expression: { kind: "number", text, span }, span };
  });
}

/** The arithmetic in a pair of parentheses. */
export function buildGroup({ children }: cst.GroupCstNode): ast.ExpressionNode | null {
  const expression = children.expression?.[0];
  return expression === undefined ? null : buildExpression(expression);
}

/** From the opening to the closing parenthesis. */
export function spanOfGroup({ children }: cst.GroupCstNode, inside: { readonly span: Span }): Span {
  const ends = [realToken(children.LeftParenthesis), realToken(children.RightParenthesis)];
  return ends.reduce(
    (span, token) => (token === null ? span : spanOver(span, spanOfToken(token))),
    inside.span,
  );
}

function buildExpression({ children }: cst.ExpressionCstNode): ast.ExpressionNode | null {
  return foldOperands((children.product ?? []).map(buildProduct), children.operator);
}

function buildProduct({ children }: cst.ProductCstNode): ast.ExpressionNode | null {
  return foldOperands((children.factor ?? []).map(buildFactor), children.operator);
}

/** `a - b - c` is (a - b) - c. */
function foldOperands(
  operands: readonly (ast.ExpressionNode | null)[],
  operators: readonly IToken[] | undefined,
): ast.ExpressionNode | null {
  let result = operands[0] ?? null;
  operands.slice(1).forEach((right, index) => {
    if (result === null || right === null) return;
    const operator = (operators?.[index]?.image ?? "+") as "+" | "-" | "*" | "/";
    result = { kind: "binary", operator, left: result, right, span: spanOver(result.span, right.span) };
  });
  return result;
}

function buildFactor({ children }: cst.FactorCstNode): ast.ExpressionNode | null {
  const dash = realToken(children.Dash);
  const number = realToken(children.Quantity);
  const name = realToken(children.Name);
  const token = number ?? name;
  const group = children.group?.[0];
  const operand: ast.ExpressionNode | null =
    token === null
      ? ((group && buildGroup(group)) ?? null)
      : { kind: number === null ? "parameter" : "number", text: token.image, span: spanOfToken(token) };
  if (operand === null || dash === null) return operand;
  return { kind: "negative", operand, span: spanOver(spanOfToken(dash), operand.span) };
}

export function buildParameters(node: cst.ParameterListCstNode | undefined): ast.ParameterNode[] {
  return (node?.children.parameter ?? []).flatMap(({ children }): ast.ParameterNode[] => {
    const name = nameOf(children.name);
    if (name === null) return [];
    const type = nameOf(children.type);
    const initial = children.constant?.[0] ? buildConstant(children.constant[0]) : null;
    const parts = [type, initial].filter((part) => part !== null);
    return [
      { name, type, initial, span: parts.reduce((span, part) => spanOver(span, part.span), name.span) },
    ];
  });
}

export function buildExtends(node: cst.ExtendsClauseCstNode | undefined): ast.ExtendsNode | null {
  const keyword = realToken(node?.children.Extends);
  const base = nameOf(node?.children.base);
  if (keyword === null || base === null) return null;
  const list = node?.children.argumentList?.[0];
  const given = list === undefined ? null : buildArguments(list);
  const span = spanOver(spanOfToken(keyword), (given ?? base).span);
  return { base, arguments: given, span };
}

export function buildArguments({ children }: cst.ArgumentListCstNode): ast.ArgumentsNode | null {
  const opening = realToken(children.LeftParenthesis);
  if (opening === null) return null;
  const list = (children.argument ?? []).flatMap((node): ast.ArgumentNode[] => {
    const name = nameOf(node.children.name);
    const value = node.children.constant?.[0] && buildConstant(node.children.constant[0]);
    if (!value) return [];
    return [{ name, value, span: name === null ? value.span : spanOver(name.span, value.span) }];
  });
  const closing = realToken(children.RightParenthesis);
  const parts = [...list.map(({ span }) => span), ...(closing === null ? [] : [spanOfToken(closing)])];
  return { list, span: parts.reduce(spanOver, spanOfToken(opening)) };
}

function buildConstant({ children }: cst.ConstantCstNode): ast.ConstantNode | null {
  const where = children.whereConstant?.[0];
  if (where !== undefined) return buildWhereConstant(where);
  const expression = children.expression?.[0] && buildExpression(children.expression[0]);
  if (!expression) return null;
  return { kind: "value", value: valueOf(expression), span: expression.span };
}

function buildWhereConstant({ children }: cst.WhereConstantCstNode): ast.ConstantNode | null {
  const whereKind = nameOf(children.whereKind);
  if (whereKind === null) return null;
  const option = nameOf(children.option);
  const values = buildValues(children.value);
  const parts = [option, ...values].filter((part) => part !== null);
  const span = parts.reduce((whole, part) => spanOver(whole, part.span), whereKind.span);
  return { kind: "where", whereKind, option, values, span };
}

/** A number that is written as it is, or arithmetic. */
function valueOf(expression: ast.ExpressionNode): ast.ValueNode {
  const { span } = expression;
  const plain = expression.kind === "negative" ? expression.operand : expression;
  if (plain.kind !== "number") return { text: "(…)", span, inNotation: false, computed: [expression] };
  const text = (plain === expression ? "" : "-") + plain.text;
  return { text, span, inNotation: false, computed: null };
}

/** The first token below a node of the concrete tree; null where it has none. */
export function firstTokenOf(node: CstNode): IToken | null {
  let first: IToken | null = null;
  for (const child of Object.values(node.children).flat()) {
    const token = "image" in child ? child : firstTokenOf(child);
    if (token === null || Number.isNaN(token.startOffset)) continue;
    if (first === null || token.startOffset < first.startOffset) first = token;
  }
  return first;
}
