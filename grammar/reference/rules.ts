/** What each rule of the grammar is for, in the order in which the reference tells them. A rule without a sentence does not type-check. */
import type { RuleName } from "./productions.js";

export interface RuleGroup {
  readonly title: string;
  readonly introduction: string;
  readonly rules: readonly RuleName[];
}

export const ruleGroups: readonly RuleGroup[] = [
  {
    title: "Files",
    introduction: "A file holds models and experiments, and brings models of other files.",
    rules: ["spec", "use", "usedName"],
  },
  {
    title: "Models",
    introduction: "The header of a model, and its sections, each once and in any order.",
    rules: ["model", "parameterList", "parameter", "extendsClause", "section"],
  },
  {
    title: "Sections",
    introduction:
      "What a section says; [the language](language.md#sections-of-a-model) tells which are needed.",
    rules: ["inputSection", "encoderSection", "classifierSection", "whereClause", "lossSection", "lossEntry"],
  },
  {
    title: "Stages and layers",
    introduction: "The encoder as a block. The classifier and the repeats are made of the same parts.",
    rules: [
      "encoderBlock",
      "encoderItem",
      "stageRepeat",
      "stage",
      "layerBlock",
      "layerBlockItem",
      "layerRepeat",
      "layer",
    ],
  },
  {
    title: "The paper's notation",
    introduction:
      "The encoder as the paper writes it. Each part is one number with letters behind it, which the lexer takes as one [Quantity](#quantity), such as " +
      "`5c` and `10fc`; [the language](language.md#encoder-the-papers-notation) lists the letters.",
    rules: ["notation", "notationPart"],
  },
  {
    title: "Experiments",
    introduction:
      "The grammar knows no setting by name: it takes words, values, commas, paths and arguments, and " +
      "[the settings](language.md#experiments) are told apart afterwards.",
    rules: [
      "experiment",
      "experimentBase",
      "experimentItem",
      "settingsBlock",
      "argumentList",
      "argument",
      "constant",
      "whereConstant",
    ],
  },
  {
    title: "Numbers and sizes",
    introduction:
      "A number or size without parentheses, `0.5` or `5x5`, is one token. Arithmetic stands in parentheses, and a size with a computed side is put " +
      "together by the parser.",
    rules: ["value", "side", "group", "expression", "product", "factor"],
  },
  {
    title: "Mistakes",
    introduction:
      "These rules describe nothing that is right. They take a mistake whole, so that it is one error with a place and a fix, and the parser keeps its " +
      "way. Diagrams draw them, and other words in the place of a keyword, with dashes.",
    rules: ["stray", "unknownSection", "unknownBlock", "anything"],
  },
];

export const mistakes: ReadonlySet<RuleName> = new Set(
  ruleGroups.find(({ title }) => title === "Mistakes")?.rules,
);

export const ruleSentences: Readonly<Record<RuleName, string>> = {
  spec: "A file: uses, models and experiments, one after the other.",
  use: 'Brings models of another file, `use A, B as C from "./file.swwae"`.',
  usedName: "A model of the other file, and the name that it has here, where that is another.",
  model:
    "A model, `model Net(X: int = 2) extends Base { … }`. Behind another word than `model` it is read all the same, and the word is the error.",
  parameterList: "The parameters of a model.",
  parameter:
    "A name, its type (`int`, `number` or `where`) and the value that it has by default. Only the default may be missing.",
  extendsClause: "The model that this one takes over and changes, with values for its parameters.",
  section: "A section, known by its first word.",
  inputSection: "The shape of an image, `input 28x28x1`: one value.",
  encoderSection: "The stages, as a block or in the paper's notation.",
  classifierSection: "The layers between the code and the logits, `classifier { dropout 0.5  dense 10 }`.",
  whereClause:
    "A kind of where, `where soft beta 100`, of a model or of a stage. A parameter stands there as a name.",
  lossSection: "The weights of the loss.",
  lossEntry: "A term and its weight, `NLL 1` or `L2M top 0.1`, or `reduce mean`.",
  encoderBlock: "The stages in braces.",
  encoderItem:
    "A stage or a repeat of stages. Layers and wheres are let in, so that the error can say where they belong.",
  stageRepeat: "Stages that stand several times, `repeat 3 { stage … }`: one value, a count.",
  stage:
    "A stage, `stage bottom { conv 5x5 64  relu  pool 2x2 }`. Another word than `stage` is let in, and is the error.",
  layerBlock: "The layers of a stage, or of the classifier, in braces.",
  layerBlockItem: "A layer, a repeat of layers, or the where of the stage.",
  layerRepeat: "Layers that stand several times, `repeat 2 { conv 3x3 64  relu }`.",
  layer:
    "A layer, `conv 5x5 64`: any name, with any number of values behind it. Which layers there are is decided afterwards.",
  notation: "Parts joined by `-`, `(64)5c-2p-10fc`. A missing dash is let in, and is the error.",
  notationPart:
    "A part: what is computed or stands in parentheses, and the number with its letters, `(64)5c`, `(2*C)(K)c`, `bn`.",
  experiment:
    "An experiment, `experiment Table { … }` or `experiment Longer extends Table { … }`: settings one after the other.",
  experimentBase: "The experiment that another takes over from, `extends Table`.",
  experimentItem: "A word, a value, a comma, a path, the arguments of a model, or settings in braces.",
  settingsBlock: "Settings within a setting: those of an experiment's `quick` version.",
  argumentList: "Values for parameters, `(X = 2, 4, w = none)`.",
  argument: "A value with the name of its parameter; one without is one more value of the name before it.",
  constant:
    "What a parameter can be: a kind of where, or a number. A name alone is taken for a where, one with arithmetic behind it for a number.",
  whereConstant: "A kind of where as a value, `soft beta 100`.",
  value:
    "A number or a size, `5x5`, `0.5`, `(X + 1)`, `(X)x(2*X)`. A minus is let in, so that the error can say what is allowed.",
  side: "A number, a whole size, or arithmetic in parentheses.",
  group: "Arithmetic in parentheses.",
  expression: "A sum.",
  product: "A product.",
  factor: "A number, the name of a parameter, or arithmetic in parentheses; and what is negative.",
  stray: "What stands between models and experiments and begins neither.",
  unknownSection: "A section whose first word is none of the known ones.",
  unknownBlock: "The braces behind it, with all that they hold.",
  anything: "What can stand in an unknown section.",
};
