/** Arithmetic: what an expression is worth, exactly for whole numbers. Diagnostics: SW0302, SW0601, SW0605, SW0606, SW0607. */
import { readNumber, unknownValue } from "../check/values.js";
import type { Report } from "../diagnostics/diagnostic.js";
import { suggest } from "../diagnostics/suggest.js";
import { didYouMean } from "../names/didYouMean.js";
import type { Span } from "../source/span.js";
import type { ExpressionNode } from "../syntax/ast.js";
import type { Binding, Environment } from "./bindings.js";

export interface Worth {
  readonly number: number;
  /** Whole numbers are divided exactly or not at all; numbers with a fraction, and parameters of type number, as usual. */
  readonly isWhole: boolean;
}

/** The worth of an expression; null, mostly with a diagnostic, where it has none. */
export function evaluate(node: ExpressionNode, environment: Environment, report: Report): Worth | null {
  switch (node.kind) {
    case "number": {
      const number = readNumber(node.text);
      if (number === null) {
        report("SW0302", { span: node.span, values: { text: node.text, expected: "number" } });
        return null;
      }
      return finite({ number, isWhole: /^\d+$/.test(node.text) }, node.span, report);
    }
    case "parameter":
      return valueOf(node, environment, report);
    case "negative": {
      const operand = evaluate(node.operand, environment, report);
      return operand && { ...operand, number: -operand.number };
    }
    case "binary": {
      const left = evaluate(node.left, environment, report);
      const right = evaluate(node.right, environment, report);
      return left && right && finite(calculate(node, left, right, report), node.span, report);
    }
  }
}

/** As computed values are written: "?" where the worth is not known. */
export function writeWorth(worth: Worth | null): string {
  return worth === null ? unknownValue : String(worth.number);
}

/** The parameters that an expression mentions and that there are. */
export function parametersIn(node: ExpressionNode, environment: Environment): Binding[] {
  switch (node.kind) {
    case "number":
      return [];
    case "parameter":
      return [environment.get(node.text)].filter((binding) => binding !== undefined);
    case "negative":
      return parametersIn(node.operand, environment);
    case "binary":
      return [...parametersIn(node.left, environment), ...parametersIn(node.right, environment)];
  }
}

function valueOf(
  node: { readonly text: string; readonly span: Span },
  environment: Environment,
  report: Report,
): Worth | null {
  const binding = environment.get(node.text);
  if (binding === undefined) {
    const known = [...environment.keys()];
    const otherwise =
      known.length === 0 ? "there are no parameters here" : `the parameters are ${known.join(", ")}`;
    report("SW0601", {
      span: node.span,
      values: { name: node.text },
      ...didYouMean(node, suggest(node.text, known), otherwise, known),
    });
    return null;
  }
  if (binding.type === "where") {
    report("SW0607", { span: node.span, values: { name: node.text, type: "where", place: "a number" } });
    return null;
  }
  if (binding.value?.kind !== "number") return null;
  return { number: binding.value.number, isWhole: binding.type === "int" };
}

function calculate(
  { operator, span }: Extract<ExpressionNode, { kind: "binary" }>,
  left: Worth,
  right: Worth,
  report: Report,
): Worth | null {
  const isWhole = left.isWhole && right.isWhole;
  switch (operator) {
    case "+":
      return { number: left.number + right.number, isWhole };
    case "-":
      return { number: left.number - right.number, isWhole };
    case "*":
      return { number: left.number * right.number, isWhole };
    case "/": {
      const number = left.number / right.number;
      if (right.number === 0 || !isWhole || Number.isInteger(number)) return { number, isWhole };
      const label = "whole numbers are divided only where nothing is left over";
      report("SW0605", { span, values: { left: String(left.number), right: String(right.number) }, label });
      return null;
    }
  }
}

function finite(worth: Worth | null, span: Span, report: Report): Worth | null {
  if (worth === null || (Number.isFinite(worth.number) && Math.abs(worth.number) <= Number.MAX_SAFE_INTEGER))
    return worth;
  report("SW0606", { span, values: {} });
  return null;
}
