/** The source map of a generated module: from its lines and columns to those of the spec. */
import {
  addSegment,
  type EncodedSourceMap,
  GenMapping,
  setSourceContent,
  toEncodedMap,
} from "@jridgewell/gen-mapping";
import { ts } from "ts-morph";
import { positionAt, sourceReader } from "../../source/sourceFile.js";
import type { Span } from "../../source/span.js";
import type { DeclarationOrigin, Origins, StatementOrigin } from "./origins.js";

export type { EncodedSourceMap };

/** The spec and the files that it uses. */
export interface MappedSources {
  /** Path of the spec, as in its plan. */
  readonly path: string;
  /** The texts of all of them by their paths. */
  readonly texts: ReadonlyMap<string, string>;
  /** A file as the map names it: a path relative to the map, or a URL. */
  urlOf(path: string): string;
}

/**
 * Maps the text of a module, as it is after formatting, to the spec. Declarations, statements of functions, calls of layers and
 * entries of the parameters each lead to what they come from; the import at the top leads nowhere.
 *
 * @param file the module's name, as the map says it.
 */
export function mapModule(
  text: string,
  origins: Origins,
  sources: MappedSources,
  file: string,
): EncodedSourceMap {
  const mapping = new GenMapping({ file });
  for (const [path, content] of sources.texts) setSourceContent(mapping, sources.urlOf(path), content);
  const sourceOf = sourceReader(sources.texts);
  const module = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022);
  const mark: Mark = (node, span) => {
    const { line, character } = module.getLineAndCharacterOfPosition(node.getStart(module));
    const path = span.file ?? sources.path;
    const place = positionAt(sourceOf(path), span.start);
    addSegment(mapping, line, character, sources.urlOf(path), place.line - 1, place.column - 1);
  };
  for (const statement of module.statements) {
    const origin = origins.get(declaredName(statement) ?? "");
    if (origin === undefined) {
      const { line } = module.getLineAndCharacterOfPosition(statement.getStart(module));
      addSegment(mapping, line, 0);
    } else markDeclaration(statement, origin, mark);
  }
  return toEncodedMap(mapping);
}

/** Says that a node comes from a span; nodes are marked in the order of the text. */
type Mark = (node: ts.Node, span: Span) => void;

function declaredName(statement: ts.Statement): string | undefined {
  if (ts.isVariableStatement(statement)) {
    const name = statement.declarationList.declarations[0]?.name;
    return name !== undefined && ts.isIdentifier(name) ? name.text : undefined;
  }
  const named =
    ts.isFunctionDeclaration(statement) ||
    ts.isInterfaceDeclaration(statement) ||
    ts.isTypeAliasDeclaration(statement);
  return named ? statement.name?.text : undefined;
}

function markDeclaration(statement: ts.Statement, origin: DeclarationOrigin, mark: Mark): void {
  mark(statement, origin.span);
  if (ts.isFunctionDeclaration(statement)) {
    for (const [index, inner] of (statement.body?.statements ?? []).entries()) {
      markStatement(inner, origin.statements?.[index] ?? { span: origin.span }, mark);
    }
  } else if (origin.properties !== undefined) markProperties(statement, origin.properties, mark);
}

function markStatement(statement: ts.Statement, { span, calls = [] }: StatementOrigin, mark: Mark): void {
  mark(statement, span);
  let next = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) mark(node, calls[next++] ?? span);
    ts.forEachChild(node, visit);
  };
  visit(statement);
}

/** Marks the properties of an object literal or an interface that have a place of their own. */
function markProperties(statement: ts.Statement, properties: ReadonlyMap<string, Span>, mark: Mark): void {
  const visit = (node: ts.Node, path: readonly string[]): void => {
    const isProperty = ts.isPropertyAssignment(node) || ts.isPropertySignature(node);
    const name = isProperty ? propertyName(node.name) : null;
    const inner = name === null ? path : [...path, name];
    const span = name === null ? undefined : properties.get(inner.join("."));
    if (span !== undefined) mark(node, span);
    ts.forEachChild(node, (child) => visit(child, inner));
  };
  visit(statement, []);
}

function propertyName(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) ? name.text : "";
}
