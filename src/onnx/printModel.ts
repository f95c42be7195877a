/** An ONNX model as text: its inputs, its nodes in order with their shapes, its outputs. Constants stand where they are used. */
import { type AttributeProto, onnx, type TensorProto, type ValueInfoProto } from "./proto.js";

/** Constants up to this many numbers are written out. */
const shownNumbers = 64;

/** Prints the model that these bytes hold. Throws where they hold none. */
export function printModel(bytes: Uint8Array): string {
  const model = onnx.ModelProto.decode(bytes);
  const { graph } = model;
  if (!graph) throw new Error("the ONNX model has no graph");
  const constants = new Map(
    (graph.initializer ?? []).map((tensor) => [tensor.name ?? "", constantText(tensor)]),
  );
  const shapes = new Map((graph.valueInfo ?? []).map((info) => [info.name ?? "", typeText(info)]));
  const opsets = (model.opsetImport ?? []).map(({ domain, version }) => `${domain || "ai.onnx"} ${version}`);
  const lines = [
    `graph ${graph.name}: opset ${opsets.join(", ")}, format ${model.irVersion}`,
    ...(graph.docString ? [`// ${graph.docString}`] : []),
    "",
    ...(graph.input ?? []).map((info) => `input  ${info.name}: ${typeText(info)}`),
    "",
    ...(graph.node ?? []).map(({ opType, input, output, attribute, domain }) => {
      const results = (output ?? []).map(
        (name) => `${name}${shapes.has(name) ? `: ${shapes.get(name)}` : ""}`,
      );
      const operands = (input ?? []).map((name) => constants.get(name) ?? (name === "" ? "_" : name));
      const settings = (attribute ?? []).map((one) => `${one.name} ${attributeText(one)}`);
      const operator = domain ? `${domain}.${opType}` : opType;
      return `${results.join(", ")} = ${operator}(${operands.join(", ")})${settings.length > 0 ? ` { ${settings.join(", ")} }` : ""}`;
    }),
    "",
    ...(graph.output ?? []).map((info) => `output ${info.name}: ${typeText(info)}`),
  ];
  return `${lines.join("\n")}\n`;
}

function typeText({ type }: ValueInfoProto): string {
  const tensor = type?.tensorType;
  const sizes = (tensor?.shape?.dim ?? []).map(
    ({ dimParam, dimValue }) => dimParam || String(dimValue ?? "?"),
  );
  return `${elementText(tensor?.elemType)}[${sizes.join(", ")}]`;
}

function elementText(element: number | null | undefined): string {
  return (onnx.TensorProto.DataType[element ?? 0] ?? "undefined").toLowerCase();
}

function attributeText({ type, i, f, s, ints }: AttributeProto): string {
  const { AttributeType } = onnx.AttributeProto;
  switch (type) {
    case AttributeType.INT:
      return String(i);
    case AttributeType.FLOAT:
      return numberText(f ?? 0);
    case AttributeType.STRING:
      return JSON.stringify(new TextDecoder().decode(s ?? new Uint8Array()));
    default:
      return `[${(ints ?? []).join(", ")}]`;
  }
}

function constantText({ dims, dataType, rawData }: TensorProto): string {
  const bytes = rawData ?? new Uint8Array();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFloat = dataType === onnx.TensorProto.DataType.FLOAT;
  const width = isFloat ? 4 : 8;
  const numbers = Array.from({ length: bytes.byteLength / width }, (_, index) =>
    isFloat
      ? numberText(view.getFloat32(index * width, true))
      : String(view.getBigInt64(index * width, true)),
  );
  if ((dims ?? []).length === 0) return numbers.join("");
  const shape = (dims ?? []).length > 1 ? `${(dims ?? []).join("x")} ` : "";
  return numbers.length > shownNumbers
    ? `${shape}[… ${numbers.length} numbers]`
    : `${shape}[${numbers.join(", ")}]`;
}

/** A float without the digits that 32 bits do not hold. */
function numberText(value: number): string {
  return String(Number(value.toPrecision(7)));
}
