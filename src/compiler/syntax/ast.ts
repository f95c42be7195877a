/**
 * The syntax tree of a spec: what was written, with its places, and nothing decided yet about names or numbers.
 *
 * The block form and the paper's notation give the same nodes; a node that stands for notation keeps its text.
 */
import type { Span } from "../source/span.js";

export interface SpecNode {
  readonly uses: readonly UseNode[];
  readonly models: readonly ModelNode[];
  readonly experiments: readonly ExperimentNode[];
}

/** `use A, B as C from "./file.swwae"` */
export interface UseNode {
  readonly kind: "use";
  readonly span: Span;
  readonly names: readonly UsedNameNode[];
  /** Null where the path is missing. The span is that of the text between the quotes. */
  readonly path: NameNode | null;
}

export interface UsedNameNode {
  /** The model's name in the used file. */
  readonly name: NameNode;
  /** Its name here; null where it keeps its own. */
  readonly alias: NameNode | null;
}

export interface NameNode {
  readonly text: string;
  readonly span: Span;
}

/** A number, a size or whatever was written in its place. */
export interface ValueNode {
  /**
   * Without white space; the size `5` of the notation's `5c` is given in full, "5x5". Of a computed value, what was written before it is
   * expanded, and its worth behind that: "4x4", with "?" for a side that is not known.
   */
  readonly text: string;
  readonly span: Span;
  /** True in the paper's notation, where square sizes are written with one number. */
  readonly inNotation: boolean;
  /** The sides of a size, or the one number, where parentheses stand in it; null for what is written as it is. */
  readonly computed: readonly ExpressionNode[] | null;
}

/** Arithmetic on numbers and parameters. */
export type ExpressionNode =
  | { readonly kind: "number"; readonly text: string; readonly span: Span }
  | { readonly kind: "parameter"; readonly text: string; readonly span: Span }
  | { readonly kind: "negative"; readonly operand: ExpressionNode; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly span: Span;
    };

/** What a parameter or an argument is given: a number, or a kind of where. */
export type ConstantNode =
  | { readonly kind: "value"; readonly value: ValueNode; readonly span: Span }
  | {
      readonly kind: "where";
      readonly whereKind: NameNode;
      readonly option: NameNode | null;
      readonly values: readonly ValueNode[];
      readonly span: Span;
    };

/** `X: int = 2` */
export interface ParameterNode {
  readonly name: NameNode;
  /** Null where it is missing. */
  readonly type: NameNode | null;
  readonly initial: ConstantNode | null;
  readonly span: Span;
}

/** `X = 2`; without a name it is one more value of the argument before it. */
export interface ArgumentNode {
  readonly name: NameNode | null;
  readonly value: ConstantNode;
  readonly span: Span;
}

/** `(X = 2, 4, w = none)` */
export interface ArgumentsNode {
  readonly list: readonly ArgumentNode[];
  readonly span: Span;
}

/** `extends Base(X = 2)` */
export interface ExtendsNode {
  readonly base: NameNode;
  readonly arguments: ArgumentsNode | null;
  readonly span: Span;
}

/** `repeat 3 { … }` around stages or around layers. */
export interface RepeatNode<Item> {
  readonly kind: "repeat";
  readonly keyword: NameNode;
  readonly values: readonly ValueNode[];
  readonly items: readonly (Item | RepeatNode<Item>)[];
  readonly span: Span;
}

export interface ModelNode {
  readonly keyword: NameNode;
  /** Null where the name is missing, which is a syntax error already. */
  readonly name: NameNode | null;
  readonly documentation: string | null;
  readonly parameters: readonly ParameterNode[];
  /** The model that this one takes over and changes; null for none. */
  readonly base: ExtendsNode | null;
  /** From the keyword to the closing brace. */
  readonly span: Span;
  /** False where a syntax error lies in the model or behind it: then parts of it may be missing here. */
  readonly intact: boolean;
  /** The sections in the order they were written. */
  readonly sections: readonly SectionNode[];
}

export type SectionNode =
  InputNode | EncoderNode | ClassifierNode | WhereNode | LossNode | UnknownSectionNode;

export interface InputNode {
  readonly kind: "input";
  readonly keyword: NameNode;
  readonly span: Span;
  readonly values: readonly ValueNode[];
}

export interface EncoderNode {
  readonly kind: "encoder";
  readonly keyword: NameNode;
  readonly span: Span;
  readonly stages: readonly (StageNode | RepeatNode<StageNode>)[];
  /** Layers and where-clauses that stand directly in the encoder's block. */
  readonly misplaced: readonly (LayerNode | WhereNode)[];
  /** The fully connected layers at the end of the notation; null for the block form and where there are none. */
  readonly classifier: ClassifierNode | null;
}

export interface StageNode {
  readonly kind: "stage";
  /** `stage`, or the word that was written instead. */
  readonly keyword: NameNode;
  /** Null where the name is missing. Stages of the notation are named stage1, stage2 and so on. */
  readonly name: NameNode | null;
  readonly documentation: string | null;
  readonly span: Span;
  readonly layers: readonly (LayerNode | RepeatNode<LayerNode>)[];
  readonly wheres: readonly WhereNode[];
}

export interface ClassifierNode {
  readonly kind: "classifier";
  readonly keyword: NameNode;
  readonly span: Span;
  readonly layers: readonly (LayerNode | RepeatNode<LayerNode>)[];
  readonly wheres: readonly WhereNode[];
}

export interface LayerNode {
  readonly kind: "layer";
  readonly name: NameNode;
  readonly values: readonly ValueNode[];
  readonly span: Span;
  /** How messages call the layer: its name, or its part of the notation. */
  readonly written: string;
  readonly inNotation: boolean;
}

export interface WhereNode {
  readonly kind: "where";
  readonly keyword: NameNode;
  readonly span: Span;
  /** Null where it is missing. */
  readonly whereKind: NameNode | null;
  readonly option: NameNode | null;
  readonly values: readonly ValueNode[];
}

export interface LossNode {
  readonly kind: "loss";
  readonly keyword: NameNode;
  readonly span: Span;
  readonly entries: readonly LossEntryNode[];
}

/** `L2M top 0.1`: name, argument and values; `reduce mean`: name and argument. */
export interface LossEntryNode {
  readonly name: NameNode;
  readonly argument: NameNode | null;
  readonly values: readonly ValueNode[];
  readonly span: Span;
}

export interface UnknownSectionNode {
  readonly kind: "unknown";
  readonly keyword: NameNode;
  readonly span: Span;
}

/** `experiment Table { … }`: its items, with nothing decided yet about which word is a setting. */
export interface ExperimentNode {
  readonly name: NameNode | null;
  /** The experiment that it extends; null for none. */
  readonly base: NameNode | null;
  readonly keyword: NameNode;
  readonly documentation: string | null;
  readonly span: Span;
  /** False where a syntax error lies in it. */
  readonly intact: boolean;
  readonly items: readonly ExperimentItemNode[];
}

export type ExperimentItemNode =
  | { readonly kind: "word"; readonly text: string; readonly span: Span }
  | { readonly kind: "path"; readonly text: string; readonly span: Span }
  | { readonly kind: "value"; readonly value: ValueNode; readonly span: Span }
  | { readonly kind: "arguments"; readonly arguments: ArgumentsNode; readonly span: Span }
  | { readonly kind: "comma"; readonly span: Span }
  | { readonly kind: "block"; readonly items: readonly ExperimentItemNode[]; readonly span: Span };
