/** Comments of generated code: TSDoc blocks, and where the trailing comments of a function line up. */
import { type JSDocStructure, type OptionalKind, ts } from "ts-morph";

/** Widest code, in columns, that still takes part in the alignment of its function's trailing comments. */
const alignedWidth = 100;

/** A TSDoc block, on one line if its text is one line. */
export function documentation(text: string): OptionalKind<JSDocStructure>[] {
  const harmless = plainText(text).replaceAll("*/", "*\\/");
  return [{ description: harmless.includes("\n") ? `\n${harmless}` : harmless }];
}

/** Text of a spec's comments with line feeds only and no blanks at the ends of lines. */
export function plainText(text: string): string {
  const lines = text.split(/\r\n|[\r\n\u2028\u2029]/).map((line) => line.trimEnd());
  return lines.join("\n").trim();
}

/**
 * Lines up the trailing comments within each function and interface of formatted code. The blanks go behind the
 * slashes, where a formatter leaves them alone.
 */
export function alignTrailingComments(text: string): string {
  const source = ts.createSourceFile("module.ts", text, ts.ScriptTarget.ES2022);
  const edits = source.statements.flatMap((statement) => {
    if (ts.isFunctionDeclaration(statement) && statement.body)
      return paddings(text, statement.body.statements);
    if (ts.isInterfaceDeclaration(statement)) return paddings(text, statement.members);
    return [];
  });
  return edits.reduceRight(
    (result, { position, blanks }) => result.slice(0, position) + " ".repeat(blanks) + result.slice(position),
    text,
  );
}

/** How many blanks to put where, in the order of the text. */
function paddings(text: string, nodes: readonly ts.Node[]): { position: number; blanks: number }[] {
  const comments = nodes.flatMap((node) => {
    const comment = ts.getTrailingCommentRanges(text, node.end)?.[0];
    if (comment?.kind !== ts.SyntaxKind.SingleLineCommentTrivia) return [];
    return [{ position: comment.pos + 2, width: node.end - (text.lastIndexOf("\n", node.end - 1) + 1) }];
  });
  const column = Math.max(0, ...comments.map(({ width }) => width).filter((width) => width <= alignedWidth));
  return comments.map(({ position, width }) => ({ position, blanks: Math.max(0, column - width) }));
}
