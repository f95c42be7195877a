/** Diagrams of models: the paper's Fig. 1(b) of the model at hand. */
import type { ModelPlan } from "../../plan/plan.js";
import { diagramContent } from "./content.js";
import { describeDiagram } from "./description.js";
import { drawModel } from "./drawModel.js";
import { layOut } from "./layout.js";
import { writeMermaid } from "./mermaid.js";
import { writeSvg } from "./svg.js";
import type { Theme } from "./theme.js";

export interface DiagramOptions {
  readonly format: "svg" | "mermaid";
  /** Colours of the SVG; `auto` follows what the reader prefers. Mermaid takes the page's. */
  readonly theme: Theme;
}

/** The diagram of a model as text, ending with a line break; the same bytes on every machine. */
export function emitDiagram(model: ModelPlan, { format, theme }: DiagramOptions): string {
  const content = diagramContent(model);
  if (format === "mermaid") return writeMermaid(content);
  return writeSvg(drawModel(content, layOut(content)), {
    title: `The stacked what-where auto-encoder ${model.name}`,
    description: describeDiagram(content),
    theme,
    id: `swwae-${identifier(model.name)}-${theme}`,
  });
}

/** A name as a part of ids and selectors: of a model with arguments, its letters and digits. */
function identifier(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9_]+/g, "-").replace(/-$/, "");
}
