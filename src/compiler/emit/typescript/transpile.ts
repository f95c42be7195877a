/** From the text of a generated module to JavaScript that can be imported without a build. */
import remapping from "@jridgewell/remapping";
import { ts } from "ts-morph";
import { runtimeModule } from "./imports.js";
import type { EncodedSourceMap } from "./sourceMap.js";

const fileName = "module.ts";

export interface TranspileOptions {
  /** What takes the place of `swwae/runtime` in the import: an absolute file: URL, or a package's name. */
  readonly runtimeUrl: string;
  /** The map from `text` to the spec. */
  readonly map?: EncodedSourceMap;
}

export interface TranspiledModule {
  readonly code: string;
  /** From the code to the spec; null where no map was given. */
  readonly map: EncodedSourceMap | null;
}

/**
 * Strips the types of a generated (or edited) module and points its import of the runtime to `runtimeUrl`. The result has
 * no other relative or package import, so with a file: URL it can be imported as a data: URL. Types are not
 * checked. Throws an Error with the
 * place and the compiler's words if the text is not TypeScript.
 */
export function transpileModule(text: string, { runtimeUrl, map }: TranspileOptions): TranspiledModule {
  const {
    outputText,
    sourceMapText,
    diagnostics = [],
  } = ts.transpileModule(text, {
    fileName,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ES2022,
      verbatimModuleSyntax: true,
      sourceMap: map !== undefined,
    },
    reportDiagnostics: true,
    transformers: { before: [importRuntimeFrom(runtimeUrl)] },
  });
  if (diagnostics.length > 0) throw new Error(diagnostics.map(describe).join("\n"));
  const code = outputText.replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  return { code, map: map === undefined || sourceMapText === undefined ? null : joined(sourceMapText, map) };
}

/** The map from the transpiled text through the module to the spec. */
function joined(transpiled: string, map: EncodedSourceMap): EncodedSourceMap {
  const result = remapping(transpiled, (source) => (source === fileName ? JSON.stringify(map) : null));
  return JSON.parse(result.toString()) as EncodedSourceMap;
}

/** The comment that carries a map within the code that it maps. */
export function inlineMap(map: EncodedSourceMap): string {
  const json = Buffer.from(JSON.stringify(map), "utf8").toString("base64");
  return `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${json}\n`;
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
