/** The fix "start a new stage". */
import { type Fix, replacement } from "../diagnostics/diagnostic.js";
import type { NamedLayer, NamedModel, NamedStage } from "../names/namedModel.js";

/** Ends a stage before `layer` and goes on in a new one, whose name is still free. Null in the notation, which names no stages. */
export function newStageBefore(model: NamedModel, stage: NamedStage, layer: NamedLayer): Fix | null {
  if (layer.node.inNotation) return null;
  const taken = model.encoder?.stageNames;
  let number = 2;
  while (taken?.has(`${stage.name}${number}`)) number += 1;
  const name = `${stage.name}${number}`;
  const { start } = layer.node.span;
  return replacement(
    `start a new stage: stage ${name} { ${layer.node.written} … }`,
    { start, end: start },
    `} stage ${name} { `,
  );
}
