/** A model as statements of a generated module: parameters, functions, and the definition that binds them. */
import { type StatementStructures, StructureKind, VariableDeclarationKind } from "ts-morph";
import { classifierFunction } from "./classifier.js";
import { documentation } from "./comments.js";
import type { EmissionContext } from "./context.js";
import { decoderFunction } from "./decoder.js";
import { encoderFunction } from "./encoder.js";
import { lossFunction, reconstructFunction } from "./loss.js";
import { parametersDeclaration, parametersType, wheresInterface } from "./parameters.js";
import { counted, dimensions } from "./shapes.js";

/** Everything that one model puts into its module, in reading order. */
export function modelStatements(context: EmissionContext): StatementStructures[] {
  const statements: (StatementStructures | null)[] = [
    parametersDeclaration(context),
    parametersType(context),
    wheresInterface(context),
    encoderFunction(context),
    decoderFunction(context),
    classifierFunction(context),
    reconstructFunction(context),
    lossFunction(context),
    modelDeclaration(context),
  ];
  return statements.filter((statement) => statement !== null);
}

/** `export const Mnist = defineModel({ … })` */
function modelDeclaration({ model, names, notes, runtime, origins }: EmissionContext): StatementStructures {
  origins.set(names.model, { span: model.span });
  const definition = [
    `name: ${JSON.stringify(model.name)}`,
    `input: [${dimensions(model.input).join(", ")}]`,
    `classes: ${model.classifier === null ? "null" : model.classifier.classes}`,
    `stages: [${model.stages.map(({ name }) => JSON.stringify(name)).join(", ")}]`,
    `parameters: ${names.parameters}`,
    `encode: ${names.encode}`,
    `decode: ${names.decode}`,
    `classify: ${model.classifier === null ? "null" : names.classify}`,
    `reconstruct: ${names.reconstruct}`,
    `loss: ${names.loss}`,
  ];
  return {
    kind: StructureKind.VariableStatement,
    isExported: true,
    declarationKind: VariableDeclarationKind.Const,
    docs: documentation(
      [
        model.documentation?.trim() ||
          `A stacked what-where auto-encoder of ${counted(model.stages.length, "stage")}.`,
        ...(notes.length === 0 ? [] : ["", ...notes]),
      ].join("\n"),
    ),
    declarations: [
      { name: names.model, initializer: runtime.call("defineModel", `{\n${definition.join(",\n")},\n}`) },
    ],
  };
}
