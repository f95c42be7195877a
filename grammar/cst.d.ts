// Generated from grammar/parser.ts. Edit the grammar, not this file.
import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  Dash?: IToken[];
  side: (SideCstNode)[];
  SizeJoin?: IToken[];
};

export interface SideCstNode extends CstNode {
  name: "side";
  children: SideCstChildren;
}

export type SideCstChildren = {
  Quantity?: IToken[];
  group?: GroupCstNode[];
};

export interface GroupCstNode extends CstNode {
  name: "group";
  children: GroupCstChildren;
}

export type GroupCstChildren = {
  LeftParenthesis: IToken[];
  expression: ExpressionCstNode[];
  RightParenthesis: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  product: (ProductCstNode)[];
  operator?: (IToken)[];
};

export interface ProductCstNode extends CstNode {
  name: "product";
  children: ProductCstChildren;
}

export type ProductCstChildren = {
  factor: (FactorCstNode)[];
  operator?: (IToken)[];
};

export interface FactorCstNode extends CstNode {
  name: "factor";
  children: FactorCstChildren;
}

export type FactorCstChildren = {
  Dash?: IToken[];
  Quantity?: IToken[];
  Name?: IToken[];
  group?: GroupCstNode[];
};

export interface ParameterListCstNode extends CstNode {
  name: "parameterList";
  children: ParameterListCstChildren;
}

export type ParameterListCstChildren = {
  LeftParenthesis: IToken[];
  parameter?: (ParameterCstNode)[];
  Comma?: IToken[];
  RightParenthesis: IToken[];
};

export interface ParameterCstNode extends CstNode {
  name: "parameter";
  children: ParameterCstChildren;
}

export type ParameterCstChildren = {
  name: IToken[];
  Colon?: IToken[];
  type?: IToken[];
  Equals?: IToken[];
  constant?: ConstantCstNode[];
};

export interface ExtendsClauseCstNode extends CstNode {
  name: "extendsClause";
  children: ExtendsClauseCstChildren;
}

export type ExtendsClauseCstChildren = {
  Extends: IToken[];
  base: IToken[];
  argumentList?: ArgumentListCstNode[];
};

export interface ArgumentListCstNode extends CstNode {
  name: "argumentList";
  children: ArgumentListCstChildren;
}

export type ArgumentListCstChildren = {
  LeftParenthesis: IToken[];
  argument?: (ArgumentCstNode)[];
  Comma?: IToken[];
  RightParenthesis: IToken[];
};

export interface ArgumentCstNode extends CstNode {
  name: "argument";
  children: ArgumentCstChildren;
}

export type ArgumentCstChildren = {
  name?: IToken[];
  Equals?: IToken[];
  constant: ConstantCstNode[];
};

export interface ConstantCstNode extends CstNode {
  name: "constant";
  children: ConstantCstChildren;
}

export type ConstantCstChildren = {
  whereConstant?: WhereConstantCstNode[];
  expression?: ExpressionCstNode[];
};

export interface WhereConstantCstNode extends CstNode {
  name: "whereConstant";
  children: WhereConstantCstChildren;
}

export type WhereConstantCstChildren = {
  whereKind: IToken[];
  option?: IToken[];
  value?: ValueCstNode[];
};

export interface SpecCstNode extends CstNode {
  name: "spec";
  children: SpecCstChildren;
}

export type SpecCstChildren = {
  use?: UseCstNode[];
  experiment?: ExperimentCstNode[];
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
  Comma?: IToken[];
  Colon?: IToken[];
  Equals?: IToken[];
  Plus?: IToken[];
  Star?: IToken[];
  Slash?: IToken[];
  Text?: IToken[];
  SizeJoin?: IToken[];
  From?: IToken[];
  As?: IToken[];
  Extends?: IToken[];
  Repeat?: IToken[];
};

export interface UseCstNode extends CstNode {
  name: "use";
  children: UseCstChildren;
}

export type UseCstChildren = {
  Use: IToken[];
  usedName: (UsedNameCstNode)[];
  Comma?: IToken[];
  From: IToken[];
  Text: IToken[];
};

export interface UsedNameCstNode extends CstNode {
  name: "usedName";
  children: UsedNameCstChildren;
}

export type UsedNameCstChildren = {
  name: IToken[];
  As?: IToken[];
  alias?: IToken[];
};

export interface ExperimentCstNode extends CstNode {
  name: "experiment";
  children: ExperimentCstChildren;
}

export type ExperimentCstChildren = {
  Experiment: IToken[];
  name: IToken[];
  experimentBase?: ExperimentBaseCstNode[];
  LeftBrace: IToken[];
  experimentItem?: ExperimentItemCstNode[];
  RightBrace: IToken[];
};

export interface ExperimentBaseCstNode extends CstNode {
  name: "experimentBase";
  children: ExperimentBaseCstChildren;
}

export type ExperimentBaseCstChildren = {
  Extends: IToken[];
  base: IToken[];
};

export interface ExperimentItemCstNode extends CstNode {
  name: "experimentItem";
  children: ExperimentItemCstChildren;
}

export type ExperimentItemCstChildren = {
  argumentList?: ArgumentListCstNode[];
  value?: ValueCstNode[];
  word?: IToken[];
  Comma?: IToken[];
  Text?: IToken[];
  settingsBlock?: SettingsBlockCstNode[];
};

export interface SettingsBlockCstNode extends CstNode {
  name: "settingsBlock";
  children: SettingsBlockCstChildren;
}

export type SettingsBlockCstChildren = {
  LeftBrace: IToken[];
  experimentItem?: ExperimentItemCstNode[];
  RightBrace: IToken[];
};

export interface ModelCstNode extends CstNode {
  name: "model";
  children: ModelCstChildren;
}

export type ModelCstChildren = {
  Model?: IToken[];
  otherKeyword?: IToken[];
  name: IToken[];
  parameterList?: ParameterListCstNode[];
  extendsClause?: ExtendsClauseCstNode[];
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
  stageRepeat?: StageRepeatCstNode[];
  layer?: LayerCstNode[];
  whereClause?: WhereClauseCstNode[];
};

export interface StageRepeatCstNode extends CstNode {
  name: "stageRepeat";
  children: StageRepeatCstChildren;
}

export type StageRepeatCstChildren = {
  Repeat: IToken[];
  value?: ValueCstNode[];
  encoderBlock: EncoderBlockCstNode[];
};

export interface LayerRepeatCstNode extends CstNode {
  name: "layerRepeat";
  children: LayerRepeatCstChildren;
}

export type LayerRepeatCstChildren = {
  Repeat: IToken[];
  value?: ValueCstNode[];
  layerBlock: LayerBlockCstNode[];
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
  layerRepeat?: LayerRepeatCstNode[];
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
  group?: GroupCstNode[];
  SizeJoin?: IToken[];
  Quantity?: IToken[];
  Name?: IToken[];
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
  Repeat?: IToken[];
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
  SizeJoin?: IToken[];
  Plus?: IToken[];
  Star?: IToken[];
  Slash?: IToken[];
};

export interface ICstNodeVisitor<IN, OUT> extends ICstVisitor<IN, OUT> {
  value(children: ValueCstChildren, param?: IN): OUT;
  side(children: SideCstChildren, param?: IN): OUT;
  group(children: GroupCstChildren, param?: IN): OUT;
  expression(children: ExpressionCstChildren, param?: IN): OUT;
  product(children: ProductCstChildren, param?: IN): OUT;
  factor(children: FactorCstChildren, param?: IN): OUT;
  parameterList(children: ParameterListCstChildren, param?: IN): OUT;
  parameter(children: ParameterCstChildren, param?: IN): OUT;
  extendsClause(children: ExtendsClauseCstChildren, param?: IN): OUT;
  argumentList(children: ArgumentListCstChildren, param?: IN): OUT;
  argument(children: ArgumentCstChildren, param?: IN): OUT;
  constant(children: ConstantCstChildren, param?: IN): OUT;
  whereConstant(children: WhereConstantCstChildren, param?: IN): OUT;
  spec(children: SpecCstChildren, param?: IN): OUT;
  stray(children: StrayCstChildren, param?: IN): OUT;
  use(children: UseCstChildren, param?: IN): OUT;
  usedName(children: UsedNameCstChildren, param?: IN): OUT;
  experiment(children: ExperimentCstChildren, param?: IN): OUT;
  experimentBase(children: ExperimentBaseCstChildren, param?: IN): OUT;
  experimentItem(children: ExperimentItemCstChildren, param?: IN): OUT;
  settingsBlock(children: SettingsBlockCstChildren, param?: IN): OUT;
  model(children: ModelCstChildren, param?: IN): OUT;
  section(children: SectionCstChildren, param?: IN): OUT;
  inputSection(children: InputSectionCstChildren, param?: IN): OUT;
  encoderSection(children: EncoderSectionCstChildren, param?: IN): OUT;
  encoderBlock(children: EncoderBlockCstChildren, param?: IN): OUT;
  encoderItem(children: EncoderItemCstChildren, param?: IN): OUT;
  stageRepeat(children: StageRepeatCstChildren, param?: IN): OUT;
  layerRepeat(children: LayerRepeatCstChildren, param?: IN): OUT;
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
  unknownSection(children: UnknownSectionCstChildren, param?: IN): OUT;
  unknownBlock(children: UnknownBlockCstChildren, param?: IN): OUT;
  anything(children: AnythingCstChildren, param?: IN): OUT;
}

