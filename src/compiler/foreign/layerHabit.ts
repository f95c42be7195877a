/** Layers as calls and with named values: `Conv2D(64, (5, 5), activation="relu")`, `self.pool = nn.MaxPool2d(2)`, `conv 5*5 64`. */
import { isWord, type Reader } from "./atoms.js";
import { type Arguments, readCall, readLoose } from "./arguments.js";
import { foreignLayer } from "./foreignLayers.js";
import { type Habit, rewritten } from "./habit.js";
import { writeLayer } from "./writeLayer.js";

export const layerHabit: Habit = (reader, { section, depth, declared }) => {
  if (depth === 0 || section === "input" || section === "where" || section === "loss") return null;
  const { start } = reader.peek().span;
  const wrapping = skipWrapping(reader);
  const { text: name, span: nameSpan } = reader.next();
  const layer = foreignLayer(name);
  if (layer === null || reader.at() === "{" || declared.has(name)) return null;
  const isCall = reader.at() === "(";
  // Directly in a model stand sections, and the paper's notation with its `bn`.
  if (depth < 2 && !isCall) return null;
  const products = layer.ours === "conv" || layer.ours === "pool";
  const given = isCall ? readCall(reader) : readLoose(reader, { products });
  if (given === null) return null;
  // The functional style goes on with what the layer is applied to: Conv2D(…)(x).
  if (isCall && reader.at() === "(" && isWord(reader.at(1)) && reader.at(2) === ")")
    for (let i = 0; i < 3; i++) reader.next();
  if (wrapping === "call" && !reader.skip(")")) return null;
  if (wrapping === null && isOurs(name, layer.ours, isCall, given)) return null;
  if (
    wrapping === null &&
    !isCall &&
    given.plain &&
    layer.ours !== null &&
    layer.ours !== name &&
    takesWhatIsGiven(layer.ours, given)
  ) {
    const label = layer.remark === "" ? `here it is called \`${layer.ours}\`` : layer.remark;
    return rewritten("SW0203", nameSpan, { word: name }, layer.ours, { label, exact: layer.exact });
  }
  const written = writeLayer(name, layer, given);
  if (written === null) return null;
  const span = { start, end: reader.endOfPrevious };
  const { text, exact, notes } = written;
  if (text === "") {
    return rewritten("SW0135", span, { found: shortened(reader.source.slice(start, span.end)) }, "", {
      notes,
      exact,
    });
  }
  const isValue = !isCall && wrapping === null && given.named.size === 0 && layer.exact;
  if (!isValue) return rewritten("SW0131", span, { written: text }, text, { notes, exact });
  return layer.ours === "conv" || layer.ours === "pool"
    ? rewritten("SW0132", span, { written: text }, text, { notes, exact })
    : rewritten("SW0134", span, { written: text }, text, { notes, exact });
};

/** `tf.keras.layers.Dense` has three; longer paths are none. */
export const mostDots = 6;

/** Goes past `x =`, `self.conv1 =`, `model.add(` and `nn.`; says what was there. */
function skipWrapping(reader: Reader): "call" | "prefix" | null {
  let wrapping: "call" | "prefix" | null = null;
  const ahead = reader.fork();
  if (skipPath(ahead) && ahead.skip("=")) {
    reader.index = ahead.index;
    wrapping = "prefix";
  }
  const call = reader.fork();
  if (isWord(call.at()) && call.at(1) === "." && call.at(2) === "add" && call.at(3) === "(") {
    reader.index += 4;
    wrapping = "call";
  }
  for (
    let dots = 0;
    dots < mostDots && isWord(reader.at()) && reader.at(1) === "." && isWord(reader.at(2));
    dots++
  ) {
    reader.index += 2;
    wrapping ??= "prefix";
  }
  return wrapping;
}

function skipPath(reader: Reader): boolean {
  if (!isWord(reader.at())) return false;
  reader.next();
  for (let dots = 0; dots < mostDots && reader.at() === "." && isWord(reader.at(1)); dots++)
    reader.index += 2;
  return true;
}

/** False for `leaky_relu 0.2`, whose value has no place in a relu. */
function takesWhatIsGiven(ours: string, { positional }: Arguments): boolean {
  return positional.length === 0 || (ours !== "relu" && ours !== "batchnorm");
}

/** True for what is ours, or what the names phase mends: plain values behind a name, or one number in parentheses. */
function isOurs(
  name: string,
  ours: string | null,
  isCall: boolean,
  { positional, named, plain }: Arguments,
): boolean {
  const [only] = positional;
  // `conv 5x5x16`: kernel and channels in one.
  const isOneForAll =
    ours === "conv" &&
    positional.length === 1 &&
    only?.kind === "number" &&
    only.text.split("x").length === 3;
  if (!isCall) return plain && name === ours && !isOneForAll;
  return (
    name === ours &&
    named.size === 0 &&
    positional.length === 1 &&
    only?.kind === "number" &&
    !only.text.includes("x")
  );
}

/** A stretch of the source on one line, cut where it is long. */
export function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
