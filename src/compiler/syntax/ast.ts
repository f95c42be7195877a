/**
 * The syntax tree of a spec: what was written, with its places, and nothing decided yet about names or numbers.
 *
 * The block form and the paper's notation give the same nodes; a node that stands for notation keeps its text.
 */
import type { Span } from "../source/span.js";

export interface SpecNode {
  readonly models: readonly ModelNode[];
}

export interface NameNode {
  readonly text: string;
  readonly span: Span;
}

/** A number, a size or whatever was written in its place. */
export interface ValueNode {
  /** Without white space; the size `5` of the notation's `5c` is given in full, "5x5". */
  readonly text: string;
  readonly span: Span;
  /** True in the paper's notation, where square sizes are written with one number. */
  readonly inNotation: boolean;
}

export interface ModelNode {
  readonly keyword: NameNode;
  /** Null where the name is missing, which is a syntax error already. */
  readonly name: NameNode | null;
  readonly documentation: string | null;
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
  readonly stages: readonly StageNode[];
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
  readonly layers: readonly LayerNode[];
  readonly wheres: readonly WhereNode[];
}

export interface ClassifierNode {
  readonly kind: "classifier";
  readonly keyword: NameNode;
  readonly span: Span;
  readonly layers: readonly LayerNode[];
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
