/** Whether tensors of a file are the parameters of a model. */
import type { TensorValue } from "../engines/engine.js";
import { UserError } from "../errors.js";
import { type Model, parameterList } from "../model/model.js";

/**
 * Makes sure that a file's tensors are the model's parameters: the same names with the same shapes. What differs is said as
 * `swwae diff` says it; of an optimiser's moments, only the shape has to be that of their parameter.
 *
 * @param source names the file in the message.
 * @throws UserError naming every tensor that differs, or the first one that holds a number that is not finite.
 */
export function requireFit(tensors: ReadonlyMap<string, TensorValue>, model: Model, source: string): void {
  const needed = parameterList(model);
  const known = new Map(needed.map(({ name, shape }) => [name, shape]));
  const rows: string[][] = [];
  let kept = 0;
  for (const { name, shape } of needed) {
    const found = tensors.get(name);
    if (found === undefined) rows.push(["new", name, shapeText(shape)]);
    else if (found.shape.join() === shape.join()) kept += 1;
    else rows.push(["reshaped", name, `${shapeText(found.shape)} → ${shapeText(shape)}`]);
  }
  for (const [name, { shape }] of tensors) {
    if (!known.has(name) && !isMoment(name)) rows.push(["lost", name, shapeText(shape)]);
    const own = isMoment(name) ? known.get(name.slice(name.indexOf(":") + 1)) : undefined;
    if (own !== undefined && own.join() !== shape.join())
      rows.push(["reshaped", name, `${shapeText(shape)} → ${shapeText(own)}`]);
  }
  if (rows.length === 0) return requireFinite(tensors, source);
  const order = ["reshaped", "new", "lost"];
  rows.sort(([first = ""], [second = ""]) => order.indexOf(first) - order.indexOf(second));
  const verdict = kept === 0 ? "none fit" : `${kept} of the model's ${needed.length} tensors fit`;
  throw new UserError(
    `the weights in ${source} do not load into the model ${model.name}: ${verdict}\n${aligned(rows)}`,
    { hint: "take weights of the same model (swwae diff says what distinguishes two), or train this one" },
  );
}

/** A training never saves such numbers: where there are some, the file was damaged, or written by something else. */
function requireFinite(tensors: ReadonlyMap<string, TensorValue>, source: string): void {
  for (const [name, { data }] of tensors) {
    const at = data.findIndex((number) => !Number.isFinite(number));
    if (at < 0) continue;
    throw new UserError(
      `${source} is damaged: number ${at} of ${name} is ${data[at]}, expected a finite one`,
    );
  }
}

/** Optimisers name their states "KIND:PARAMETER" ("adam.m:encoder.bottom.conv.kernel"); no parameter has a colon. */
export function isMoment(name: string): boolean {
  return name.includes(":");
}

/** Lines of cells, indented; the columns but the last are as wide as their widest cell. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(([kind = "", name = "", shape = ""]) => {
      return `  ${kind.padEnd(widths[0] ?? 0)}  ${name.padEnd(widths[1] ?? 0)}  ${shape}`;
    })
    .join("\n");
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(", ")}]`;
}
