/** A model whose names are resolved: every layer, section and loss term is one that exists, and each is there once. */
import type { NameNode, InputNode, LayerNode, LossEntryNode, LossNode, WhereNode } from "../syntax/ast.js";
import type { PlainClassifier, PlainModel, PlainStage } from "../expand/plainModel.js";
import type { layerNames, lossTermNames, sectionNames } from "../../../grammar/vocabulary.js";
import type { Span } from "../source/span.js";

export type LayerKind = (typeof layerNames)[number];
export type SectionName = (typeof sectionNames)[number];

export interface NamedModel {
  readonly node: PlainModel;
  /** Its name in the plan: the one that is written, or that of an instance such as NetX4None. */
  readonly name: string;
  readonly input: InputNode | null;
  readonly encoder: NamedEncoder | null;
  readonly classifier: NamedClassifier | null;
  readonly where: WhereNode | null;
  readonly loss: NamedLoss | null;
  /** Sections that are there, in whatever state: misspelt or behind a syntax error counts as there. */
  readonly present: ReadonlySet<SectionName>;
}

export interface NamedEncoder {
  readonly keyword: NameNode;
  readonly span: Span;
  readonly stages: readonly NamedStage[];
  readonly stageNames: ReadonlySet<string>;
  /** False where something in the encoder could not be read, so that its shapes and stages are not all known. */
  readonly complete: boolean;
}

export interface NamedStage {
  readonly node: PlainStage;
  readonly name: string;
  readonly layers: readonly NamedLayer[];
  readonly where: WhereNode | null;
  /** False where a layer is unknown. */
  readonly complete: boolean;
}

export interface NamedClassifier {
  readonly node: PlainClassifier;
  readonly layers: readonly NamedLayer[];
  readonly complete: boolean;
}

export interface NamedLayer {
  readonly kind: LayerKind;
  readonly node: LayerNode;
}

export interface NamedLoss {
  readonly node: LossNode;
  readonly terms: readonly NamedLossTerm[];
  readonly reduce: LossEntryNode | null;
}

export interface NamedLossTerm {
  readonly kind: (typeof lossTermNames)[number];
  /** The stage of `L2M top 0.1`; null for a term of the whole model. */
  readonly stage: string | null;
  readonly entry: LossEntryNode;
}
