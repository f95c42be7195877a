/** From the text of a generated module to JavaScript that can be imported without a build. */
import { ts } from "ts-morph";
import { runtimeModule } from "./imports.js";

/**
 * Strips the types of a generated (or edited) module and points its import of the runtime to `runtimeUrl`, an absolute
 * file: URL. The result has no other relative or package import, so it can be imported as a data: URL. Types are not
 * checked. Throws an Error with the
 * place and the compiler's words if the text is not TypeScript.
 */
export function transpileModule(text: string, options: { runtimeUrl: string }): string {
  const { outputText, diagnostics = [] } = ts.transpileModule(text, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      verbatimModuleSyntax: true,
    },
    reportDiagnostics: true,
    transformers: { before: [importRuntimeFrom(options.runtimeUrl)] },
  });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(describe).join("\n"));
  return outputText;
}

/** A complaint of the TypeScript compiler with its place: `3:7 Variable declaration expected.` */
function describe({ file, start, messageText }: ts.Diagnostic): string {
  const message = ts.flattenDiagnosticMessageText(messageText, "\n");
  if (file === undefined || start === undefined) return message;
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  return `${line + 1}:${character + 1} ${message}`;
}

function importRuntimeFrom(url: string): ts.TransformerFactory<ts.SourceFile> {
  return ({ factory }) =>
    (file) => {
      const statements = file.statements.map((statement) => {
        if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier))
          return statement;
        if (statement.moduleSpecifier.text !== runtimeModule) return statement;
        const { modifiers, importClause, attributes } = statement;
        return factory.updateImportDeclaration(
          statement,
          modifiers,
          importClause,
          factory.createStringLiteral(url),
          attributes,
        );
      });
      return factory.updateSourceFile(file, statements);
    };
}
