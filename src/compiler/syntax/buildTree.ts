/** Concrete syntax tree → syntax tree: one function a rule, tolerant of the gaps that error recovery leaves. */
import type { IToken } from "chevrotain";
import type * as cst from "../../../grammar/cst.js";
import { keywords, RightBrace } from "../../../grammar/tokens.js";
import { createDiagnostic, type Diagnostic, type Report, replacement } from "../diagnostics/diagnostic.js";
import type { SourceFile } from "../source/sourceFile.js";
import { lastStartingAt, type Span, spanOver } from "../source/span.js";
import type * as ast from "./ast.js";
import { buildExperiment, buildUse } from "./buildDeclarations.js";
import { buildExtends, buildParameters, buildValues, firstTokenOf } from "./buildValues.js";
import { documentationBefore } from "./documentation.js";
import { expandNotation } from "./notation.js";
import { nameOf, realToken, spanOfToken } from "./tokenSpans.js";

const keywordTypes = new Set(keywords);

/** Builds the syntax tree; the offsets of `syntaxErrors` tell which models are not intact. */
export function buildTree(
  source: SourceFile,
  tree: cst.SpecCstNode | undefined,
  documentation: readonly IToken[],
  syntaxErrors: readonly number[],
): { spec: ast.SpecNode; diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const report: Report = (code, details) =>
    void diagnostics.push(createDiagnostic(source.path, code, details));
  const builder = new TreeBuilder(source, documentation, report);
  const models = (tree?.children.model ?? [])
    .map((node) => builder.model(node))
    .filter((node) => node !== null);
  const experiments = (tree?.children.experiment ?? [])
    .map((node) => builder.experiment(node))
    .filter((node) => node !== null);
  const uses = (tree?.children.use ?? []).map(buildUse).filter((node) => node !== null);
  const declarations = [...models, ...experiments, ...uses].sort((a, b) => a.span.start - b.span.start);
  const strays = (tree?.children.stray ?? []).map(firstTokenOf).filter((token) => token !== null);
  // Behind a syntax error they are what recovery could not make sense of.
  const own = strays.filter((token) => !followsError(token, declarations, syntaxErrors));
  diagnostics.push(...own.map((token) => strayDiagnostic(source, token)));
  const blamed = [...syntaxErrors, ...strays.map(({ startOffset }) => startOffset)];
  const broken = brokenDeclarations(declarations, blamed);
  const marked = <Node extends Declaration>(nodes: readonly Node[]) =>
    nodes.map((node) => ({ ...node, intact: !broken.has(node) }));
  return { spec: { uses, models: marked(models), experiments: marked(experiments) }, diagnostics };
}

interface Declaration {
  readonly span: Span;
}

/** A declaration answers for the text up to the next: an error behind its end mostly means that it was closed too early. */
function brokenDeclarations(
  declarations: readonly Declaration[],
  errors: readonly number[],
): Set<Declaration | undefined> {
  return new Set(
    errors.map((offset) => declarations[lastStartingAt(declarations, ({ span }) => span.start, offset)]),
  );
}

/** True where a syntax error lies between the beginning of the declaration before the token and the token. */
function followsError(
  token: IToken,
  declarations: readonly Declaration[],
  errors: readonly number[],
): boolean {
  const before = declarations[lastStartingAt(declarations, ({ span }) => span.start, token.startOffset)];
  const error = errors[lastStartingAt(errors, (offset) => offset, token.startOffset)];
  return error !== undefined && error >= (before?.span.start ?? 0);
}

/** SW0105 */
function strayDiagnostic(source: SourceFile, token: IToken): Diagnostic {
  const values = { found: `\`${token.image}\`` };
  const label = "here only `model Name { … }`, `experiment Name { … }` and `use` can stand";
  const span = spanOfToken(token);
  const fix = token.tokenType === RightBrace ? replacement("remove it", span, "") : null;
  return createDiagnostic(source.path, "SW0105", { span, values, label, fix });
}

class TreeBuilder {
  constructor(
    private readonly source: SourceFile,
    private readonly documentation: readonly IToken[],
    private readonly report: Report,
  ) {}

  model({ children }: cst.ModelCstNode): ast.ModelNode | null {
    const keyword = nameOf(children.Model) ?? nameOf(children.otherKeyword);
    if (keyword === null) return null;
    const sections = (children.section ?? [])
      .map((node) => this.section(node))
      .filter((node) => node !== null);
    return {
      keyword,
      name: this.declaredName(children.name),
      documentation: this.documentationOf(keyword),
      parameters: buildParameters(children.parameterList?.[0]),
      base: buildExtends(children.extendsClause?.[0]),
      span: this.blockSpan(keyword, children, sections),
      intact: true,
      sections,
    };
  }

  experiment(node: cst.ExperimentCstNode): ast.ExperimentNode | null {
    const built = buildExperiment(node);
    if (built === null) return null;
    this.declaredName(node.children.name);
    return { ...built, documentation: this.documentationOf(built.keyword) };
  }

  private documentationOf(keyword: ast.NameNode): string | null {
    return documentationBefore(this.source, this.documentation, keyword.span.start);
  }

  private section({ children }: cst.SectionCstNode): ast.SectionNode | null {
    const { inputSection, encoderSection, classifierSection, whereClause, lossSection, unknownSection } =
      children;
    if (inputSection?.[0]) return this.input(inputSection[0]);
    if (encoderSection?.[0]) return this.encoder(encoderSection[0]);
    if (classifierSection?.[0]) return this.classifier(classifierSection[0]);
    if (whereClause?.[0]) return this.where(whereClause[0]);
    if (lossSection?.[0]) return this.loss(lossSection[0]);
    if (unknownSection?.[0]) return this.unknownSection(unknownSection[0]);
    return null;
  }

  private input({ children }: cst.InputSectionCstNode): ast.InputNode | null {
    const keyword = nameOf(children.Input);
    if (keyword === null) return null;
    const values = buildValues(children.value);
    return { kind: "input", keyword, values, span: over(keyword.span, values) };
  }

  private encoder({ children }: cst.EncoderSectionCstNode): ast.EncoderNode | null {
    const keyword = nameOf(children.Encoder);
    if (keyword === null) return null;
    const block = children.encoderBlock?.[0]?.children;
    if (block === undefined) {
      const expanded = expandNotation(this.source, keyword, children.notation?.[0], this.report);
      return { kind: "encoder", keyword, misplaced: [], ...expanded };
    }
    const misplaced: (ast.LayerNode | ast.WhereNode)[] = [];
    const stages = this.stages(block.encoderItem, misplaced);
    const span = this.blockSpan(keyword, block, [...stages, ...misplaced]);
    return { kind: "encoder", keyword, span, stages, misplaced, classifier: null };
  }

  /** The stages of a block and of the repeats in it; what is no stage goes to `misplaced`. */
  private stages(
    items: readonly cst.EncoderItemCstNode[] | undefined,
    misplaced: (ast.LayerNode | ast.WhereNode)[],
  ): (ast.StageNode | ast.RepeatNode<ast.StageNode>)[] {
    return (items ?? []).flatMap(({ children: item }): (ast.StageNode | ast.RepeatNode<ast.StageNode>)[] => {
      const stage = item.stage?.[0] && this.stage(item.stage[0]);
      const layer = item.layer?.[0] && this.layer(item.layer[0]);
      const where = item.whereClause?.[0] && this.where(item.whereClause[0]);
      if (layer) misplaced.push(layer);
      if (where) misplaced.push(where);
      const node = item.stageRepeat?.[0]?.children;
      const block = node?.encoderBlock?.[0]?.children;
      const repeat = node && this.repeat(node, block, this.stages(block?.encoderItem, misplaced));
      return stage ? [stage] : repeat ? [repeat] : [];
    });
  }

  /** The layers of a block and of the repeats in it; wheres go to `wheres`. */
  private layers(
    items: readonly cst.LayerBlockItemCstNode[] | undefined,
    wheres: ast.WhereNode[],
  ): (ast.LayerNode | ast.RepeatNode<ast.LayerNode>)[] {
    return (items ?? []).flatMap(({ children: item }): (ast.LayerNode | ast.RepeatNode<ast.LayerNode>)[] => {
      const layer = item.layer?.[0] && this.layer(item.layer[0]);
      const where = item.whereClause?.[0] && this.where(item.whereClause[0]);
      if (where) wheres.push(where);
      const node = item.layerRepeat?.[0]?.children;
      const block = node?.layerBlock?.[0]?.children;
      const repeat = node && this.repeat(node, block, this.layers(block?.layerBlockItem, wheres));
      return layer ? [layer] : repeat ? [repeat] : [];
    });
  }

  private repeat<Item extends { readonly span: Span }>(
    { Repeat, value }: { Repeat?: IToken[]; value?: cst.ValueCstNode[] },
    block: { LeftBrace?: IToken[]; RightBrace?: IToken[] } | undefined,
    items: readonly (Item | ast.RepeatNode<Item>)[],
  ): ast.RepeatNode<Item> | null {
    const keyword = nameOf(Repeat);
    if (keyword === null) return null;
    const values = buildValues(value);
    return {
      kind: "repeat",
      keyword,
      values,
      items,
      span: this.blockSpan(keyword, block ?? {}, [...values, ...items]),
    };
  }

  private stage({ children }: cst.StageCstNode): ast.StageNode | null {
    const keyword = nameOf(children.Stage) ?? nameOf(children.otherKeyword);
    if (keyword === null) return null;
    const block = this.layerBlock(children.layerBlock?.[0], keyword);
    return {
      kind: "stage",
      keyword,
      name: this.declaredName(children.name),
      documentation: this.documentationOf(keyword),
      ...block,
    };
  }

  private classifier({ children }: cst.ClassifierSectionCstNode): ast.ClassifierNode | null {
    const keyword = nameOf(children.Classifier);
    if (keyword === null) return null;
    return { kind: "classifier", keyword, ...this.layerBlock(children.layerBlock?.[0], keyword) };
  }

  private layerBlock(node: cst.LayerBlockCstNode | undefined, keyword: ast.NameNode) {
    const wheres: ast.WhereNode[] = [];
    const layers = this.layers(node?.children.layerBlockItem, wheres);
    return { layers, wheres, span: this.blockSpan(keyword, node?.children ?? {}, [...layers, ...wheres]) };
  }

  private layer({ children }: cst.LayerCstNode): ast.LayerNode | null {
    const name = nameOf(children.Name);
    if (name === null) return null;
    const values = buildValues(children.value);
    return {
      kind: "layer",
      name,
      values,
      span: over(name.span, values),
      written: name.text,
      inNotation: false,
    };
  }

  private where({ children }: cst.WhereClauseCstNode): ast.WhereNode | null {
    const keyword = nameOf(children.Where);
    if (keyword === null) return null;
    const whereKind = nameOf(children.whereKind);
    const option = nameOf(children.option);
    const values = buildValues(children.value);
    const parts = [whereKind, option, ...values].filter((part) => part !== null);
    return { kind: "where", keyword, whereKind, option, values, span: over(keyword.span, parts) };
  }

  private loss({ children }: cst.LossSectionCstNode): ast.LossNode | null {
    const keyword = nameOf(children.Loss);
    if (keyword === null) return null;
    const entries = (children.lossEntry ?? [])
      .map((node) => this.lossEntry(node))
      .filter((node) => node !== null);
    return { kind: "loss", keyword, entries, span: this.blockSpan(keyword, children, entries) };
  }

  private lossEntry({ children }: cst.LossEntryCstNode): ast.LossEntryNode | null {
    const name = nameOf(children.BothReconstructionTerms) ?? nameOf(children.entry);
    if (name === null) return null;
    const argument = nameOf(children.argument);
    const values = buildValues(children.value);
    return {
      name,
      argument,
      values,
      span: over(name.span, argument === null ? values : [argument, ...values]),
    };
  }

  private unknownSection({ children }: cst.UnknownSectionCstNode): ast.UnknownSectionNode | null {
    const keyword = nameOf(children.sectionName);
    return keyword === null ? null : { kind: "unknown", keyword, span: keyword.span };
  }

  private declaredName(tokens: readonly IToken[] | undefined): ast.NameNode | null {
    const token = realToken(tokens);
    const name = nameOf(tokens);
    if (token === null || name === null) return null;
    if (keywordTypes.has(token.tokenType))
      this.report("SW0107", { span: name.span, values: { word: name.text } });
    return name;
  }

  private blockSpan(
    keyword: ast.NameNode,
    braces: { LeftBrace?: IToken[]; RightBrace?: IToken[] },
    parts: readonly { readonly span: Span }[],
  ): Span {
    const ends = [realToken(braces.LeftBrace), realToken(braces.RightBrace)].filter(
      (token) => token !== null,
    );
    return ends.reduce((span, token) => spanOver(span, spanOfToken(token)), over(keyword.span, parts));
  }
}

function over(first: Span, parts: readonly { readonly span: Span }[]): Span {
  return parts.reduce((span, part) => spanOver(span, part.span), first);
}
