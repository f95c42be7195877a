/** `use` and experiments: concrete syntax tree → syntax tree. */
import type * as cst from "../../../grammar/cst.js";
import { type Span, spanOver } from "../source/span.js";
import type * as ast from "./ast.js";
import { buildArguments, buildValue } from "./buildValues.js";
import { nameOf, realToken, spanOfToken } from "./tokenSpans.js";

export function buildUse({ children }: cst.UseCstNode): ast.UseNode | null {
  const keyword = realToken(children.Use);
  if (keyword === null) return null;
  const names = (children.usedName ?? []).flatMap((node): ast.UsedNameNode[] => {
    const name = nameOf(node.children.name);
    return name === null ? [] : [{ name, alias: nameOf(node.children.alias) }];
  });
  const text = realToken(children.Text);
  const path = text && { text: text.image.slice(1, -1), span: inside(spanOfToken(text)) };
  const last = text === null ? (names.at(-1)?.name.span ?? spanOfToken(keyword)) : spanOfToken(text);
  return { kind: "use", names, path, span: spanOver(spanOfToken(keyword), last) };
}

/** An experiment without its documentation, which the caller knows. */
export function buildExperiment({
  children,
}: cst.ExperimentCstNode): Omit<ast.ExperimentNode, "documentation"> | null {
  const keyword = nameOf(children.Experiment);
  if (keyword === null) return null;
  const items = (children.experimentItem ?? []).flatMap(buildItem);
  const ends = [realToken(children.LeftBrace), realToken(children.RightBrace)].filter(
    (token) => token !== null,
  );
  const spans = [...items.map(({ span }) => span), ...ends.map(spanOfToken)];
  return {
    keyword,
    name: nameOf(children.name),
    base: nameOf(children.experimentBase?.[0]?.children.base),
    span: spans.reduce(spanOver, keyword.span),
    intact: true,
    items,
  };
}

/** Items in braces; the braces may be missing, where the text ends before they do. */
function buildBlock({ children }: cst.SettingsBlockCstNode): ast.ExperimentItemNode[] {
  const items = (children.experimentItem ?? []).flatMap(buildItem);
  const ends = [realToken(children.LeftBrace), realToken(children.RightBrace)].filter(
    (token) => token !== null,
  );
  const spans = [...ends.map(spanOfToken), ...items.map(({ span }) => span)];
  const [first, ...others] = spans;
  return first === undefined ? [] : [{ kind: "block", items, span: others.reduce(spanOver, first) }];
}

function buildItem({ children }: cst.ExperimentItemCstNode): ast.ExperimentItemNode[] {
  const word = realToken(children.word);
  if (word !== null) return [{ kind: "word", text: word.image, span: spanOfToken(word) }];
  const text = realToken(children.Text);
  if (text !== null) return [{ kind: "path", text: text.image.slice(1, -1), span: spanOfToken(text) }];
  const comma = realToken(children.Comma);
  if (comma !== null) return [{ kind: "comma", span: spanOfToken(comma) }];
  const value = children.value?.[0] && buildValue(children.value[0]);
  if (value) return [{ kind: "value", value, span: value.span }];
  const block = children.settingsBlock?.[0];
  if (block !== undefined) return buildBlock(block);
  const given = children.argumentList?.[0] && buildArguments(children.argumentList[0]);
  return given ? [{ kind: "arguments", arguments: given, span: given.span }] : [];
}

/** Without the quotes. */
function inside({ start, end }: Span): Span {
  return { start: start + 1, end: end - 1 };
}
