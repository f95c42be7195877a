/** A model as the names phase takes it: nothing extended, nothing repeated, every value a number or what was written instead. */
import type {
  ClassifierNode,
  EncoderNode,
  InputNode,
  LayerNode,
  LossNode,
  ModelNode,
  StageNode,
  UnknownSectionNode,
  WhereNode,
} from "../syntax/ast.js";

export interface PlainModel extends Omit<ModelNode, "sections"> {
  readonly sections: readonly PlainSection[];
}

export type PlainSection =
  InputNode | PlainEncoder | PlainClassifier | WhereNode | LossNode | UnknownSectionNode;

export interface PlainEncoder extends Omit<EncoderNode, "stages" | "classifier"> {
  readonly stages: readonly PlainStage[];
  readonly classifier: PlainClassifier | null;
}

export interface PlainStage extends Omit<StageNode, "layers"> {
  readonly layers: readonly LayerNode[];
}

export interface PlainClassifier extends Omit<ClassifierNode, "layers"> {
  readonly layers: readonly LayerNode[];
}
