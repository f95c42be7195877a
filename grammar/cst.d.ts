// Generated from grammar/parser.ts. Edit the grammar, not this file.
import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface SpecCstNode extends CstNode {
  name: "spec";
  children: SpecCstChildren;
}

export type SpecCstChildren = {
  model?: ModelCstNode[];
  stray?: StrayCstNode[];
};

export interface StrayCstNode extends CstNode {
  name: "stray";
  children: StrayCstChildren;
}

export type StrayCstChildren = {
  Word?: IToken[];
  LeftBrace?: IToken[];
  RightBrace?: IToken[];
  LeftParenthesis?: IToken[];
  RightParenthesis?: IToken[];
  Dash?: IToken[];
  Quantity?: IToken[];
  BothReconstructionTerms?: IToken[];
};

export interface ModelCstNode extends CstNode {
  name: "model";
  children: ModelCstChildren;
}

export type ModelCstChildren = {
  Model?: IToken[];
  otherKeyword?: IToken[];
  name: IToken[];
  LeftBrace: IToken[];
  section?: SectionCstNode[];
  RightBrace: IToken[];
};

export interface SectionCstNode extends CstNode {
  name: "section";
  children: SectionCstChildren;
}

export type SectionCstChildren = {
  inputSection?: InputSectionCstNode[];
  encoderSection?: EncoderSectionCstNode[];
  classifierSection?: ClassifierSectionCstNode[];
  whereClause?: WhereClauseCstNode[];
  lossSection?: LossSectionCstNode[];
  unknownSection?: UnknownSectionCstNode[];
};

export interface InputSectionCstNode extends CstNode {
  name: "inputSection";
  children: InputSectionCstChildren;
}

export type InputSectionCstChildren = {
  Input: IToken[];
  value?: ValueCstNode[];
};

export interface EncoderSectionCstNode extends CstNode {
  name: "encoderSection";
  children: EncoderSectionCstChildren;
}

export type EncoderSectionCstChildren = {
  Encoder: IToken[];
  encoderBlock?: EncoderBlockCstNode[];
  notation?: NotationCstNode[];
};

export interface EncoderBlockCstNode extends CstNode {
  name: "encoderBlock";
  children: EncoderBlockCstChildren;
}

export type EncoderBlockCstChildren = {
  LeftBrace: IToken[];
  encoderItem?: EncoderItemCstNode[];
  RightBrace: IToken[];
};

export interface EncoderItemCstNode extends CstNode {
  name: "encoderItem";
  children: EncoderItemCstChildren;
}

export type EncoderItemCstChildren = {
  stage?: StageCstNode[];
  layer?: LayerCstNode[];
  whereClause?: WhereClauseCstNode[];
};

export interface StageCstNode extends CstNode {
  name: "stage";
  children: StageCstChildren;
}

export type StageCstChildren = {
  Stage?: IToken[];
  otherKeyword?: IToken[];
  name: IToken[];
  layerBlock: LayerBlockCstNode[];
};

export interface LayerBlockCstNode extends CstNode {
  name: "layerBlock";
  children: LayerBlockCstChildren;
}

export type LayerBlockCstChildren = {
  LeftBrace: IToken[];
  layerBlockItem?: LayerBlockItemCstNode[];
  RightBrace: IToken[];
};

export interface LayerBlockItemCstNode extends CstNode {
  name: "layerBlockItem";
  children: LayerBlockItemCstChildren;
}

export type LayerBlockItemCstChildren = {
  layer?: LayerCstNode[];
  whereClause?: WhereClauseCstNode[];
};

export interface LayerCstNode extends CstNode {
  name: "layer";
  children: LayerCstChildren;
}

export type LayerCstChildren = {
  Name: IToken[];
  value?: ValueCstNode[];
};

export interface ClassifierSectionCstNode extends CstNode {
  name: "classifierSection";
  children: ClassifierSectionCstChildren;
}

export type ClassifierSectionCstChildren = {
  Classifier: IToken[];
  layerBlock: LayerBlockCstNode[];
};

export interface WhereClauseCstNode extends CstNode {
  name: "whereClause";
  children: WhereClauseCstChildren;
}

export type WhereClauseCstChildren = {
  Where: IToken[];
  whereKind: IToken[];
  option?: IToken[];
  value?: ValueCstNode[];
};

export interface LossSectionCstNode extends CstNode {
  name: "lossSection";
  children: LossSectionCstChildren;
}

export type LossSectionCstChildren = {
  Loss: IToken[];
  LeftBrace: IToken[];
  lossEntry?: LossEntryCstNode[];
  RightBrace: IToken[];
};

export interface LossEntryCstNode extends CstNode {
  name: "lossEntry";
  children: LossEntryCstChildren;
}

export type LossEntryCstChildren = {
  BothReconstructionTerms?: IToken[];
  entry?: IToken[];
  argument?: IToken[];
  value?: ValueCstNode[];
};

export interface NotationCstNode extends CstNode {
  name: "notation";
  children: NotationCstChildren;
}

export type NotationCstChildren = {
  notationPart: (NotationPartCstNode)[];
  Dash?: IToken[];
};

export interface NotationPartCstNode extends CstNode {
  name: "notationPart";
  children: NotationPartCstChildren;
}

export type NotationPartCstChildren = {
  LeftParenthesis?: IToken[];
  value?: ValueCstNode[];
  RightParenthesis?: IToken[];
  Quantity?: IToken[];
  Name?: IToken[];
};

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  Dash?: IToken[];
  Quantity: IToken[];
};

export interface UnknownSectionCstNode extends CstNode {
  name: "unknownSection";
  children: UnknownSectionCstChildren;
}

export type UnknownSectionCstChildren = {
  sectionName?: (IToken)[];
  anything?: AnythingCstNode[];
  unknownBlock?: UnknownBlockCstNode[];
};

export interface UnknownBlockCstNode extends CstNode {
  name: "unknownBlock";
  children: UnknownBlockCstChildren;
}

export type UnknownBlockCstChildren = {
  LeftBrace: IToken[];
  anything?: AnythingCstNode[];
  Input?: IToken[];
  Encoder?: IToken[];
  Stage?: IToken[];
  Classifier?: IToken[];
  Where?: IToken[];
  Loss?: IToken[];
  unknownBlock?: UnknownBlockCstNode[];
  RightBrace: IToken[];
};

export interface AnythingCstNode extends CstNode {
  name: "anything";
  children: AnythingCstChildren;
}

export type AnythingCstChildren = {
  Name?: IToken[];
  Quantity?: IToken[];
  Dash?: IToken[];
  LeftParenthesis?: IToken[];
  RightParenthesis?: IToken[];
  BothReconstructionTerms?: IToken[];
};

export interface ICstNodeVisitor<IN, OUT> extends ICstVisitor<IN, OUT> {
  spec(children: SpecCstChildren, param?: IN): OUT;
  stray(children: StrayCstChildren, param?: IN): OUT;
  model(children: ModelCstChildren, param?: IN): OUT;
  section(children: SectionCstChildren, param?: IN): OUT;
  inputSection(children: InputSectionCstChildren, param?: IN): OUT;
  encoderSection(children: EncoderSectionCstChildren, param?: IN): OUT;
  encoderBlock(children: EncoderBlockCstChildren, param?: IN): OUT;
  encoderItem(children: EncoderItemCstChildren, param?: IN): OUT;
  stage(children: StageCstChildren, param?: IN): OUT;
  layerBlock(children: LayerBlockCstChildren, param?: IN): OUT;
  layerBlockItem(children: LayerBlockItemCstChildren, param?: IN): OUT;
  layer(children: LayerCstChildren, param?: IN): OUT;
  classifierSection(children: ClassifierSectionCstChildren, param?: IN): OUT;
  whereClause(children: WhereClauseCstChildren, param?: IN): OUT;
  lossSection(children: LossSectionCstChildren, param?: IN): OUT;
  lossEntry(children: LossEntryCstChildren, param?: IN): OUT;
  notation(children: NotationCstChildren, param?: IN): OUT;
  notationPart(children: NotationPartCstChildren, param?: IN): OUT;
  value(children: ValueCstChildren, param?: IN): OUT;
  unknownSection(children: UnknownSectionCstChildren, param?: IN): OUT;
  unknownBlock(children: UnknownBlockCstChildren, param?: IN): OUT;
  anything(children: AnythingCstChildren, param?: IN): OUT;
}

