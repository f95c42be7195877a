/**
 * The grammar of the language, as a Chevrotain parser that builds a concrete syntax tree.
 *
 * It is loose on purpose: any word may stand where a layer, a section or a loss term is expected, and any number of values may
 * follow. Which words and values make sense is decided by later phases, whose errors can say more than "expected … found …".
 */
import type { IParserErrorMessageProvider, IToken, TokenType } from "chevrotain";
import * as t from "./tokens.js";
import { ValueParser } from "./valueParser.js";
import { layerNames, lossEntryNames } from "./vocabulary.js";

const blockWords = new Set<TokenType>([t.Name, t.Stage]);
const beginsValue = new Set<TokenType>([t.Quantity, t.LeftParenthesis]);
const keywordTypes = new Set(t.keywords);
const knownLayers = new Set<string>(layerNames);
const lossEntries = new Set<string>(lossEntryNames);

export class SpecParser extends ValueParser {
  constructor(errorMessageProvider?: IParserErrorMessageProvider, skipValidations = true) {
    super(errorMessageProvider, skipValidations);
    this.performSelfAnalysis();
  }

  /** A file: `use`, models and experiments one after the other. What stands outside of them is taken whole, so that it is one error. */
  readonly spec = this.RULE("spec", () => {
    this.MANY(() => {
      this.OR({
        MAX_LOOKAHEAD: 1,
        IGNORE_AMBIGUITIES: true,
        DEF: [
          { ALT: () => this.SUBRULE(this.use) },
          { ALT: () => this.SUBRULE(this.experiment) },
          { GATE: () => this.modelIsAhead(), ALT: () => this.SUBRULE(this.model) },
          { ALT: () => this.SUBRULE(this.stray) },
        ],
      });
    });
  });

  readonly stray = this.RULE("stray", () => {
    this.AT_LEAST_ONE({
      GATE: () => !this.modelIsAhead(),
      DEF: () => {
        this.OR([
          { ALT: () => this.CONSUME(t.Word) },
          { ALT: () => this.CONSUME(t.LeftBrace) },
          { ALT: () => this.CONSUME(t.RightBrace) },
          { ALT: () => this.CONSUME(t.LeftParenthesis) },
          { ALT: () => this.CONSUME(t.RightParenthesis) },
          { ALT: () => this.CONSUME(t.Dash) },
          { ALT: () => this.CONSUME(t.Quantity) },
          { ALT: () => this.CONSUME(t.BothReconstructionTerms) },
          { ALT: () => this.CONSUME(t.Comma) },
          { ALT: () => this.CONSUME(t.Colon) },
          { ALT: () => this.CONSUME(t.Equals) },
          { ALT: () => this.CONSUME(t.Plus) },
          { ALT: () => this.CONSUME(t.Star) },
          { ALT: () => this.CONSUME(t.Slash) },
          { ALT: () => this.CONSUME(t.Text) },
          { ALT: () => this.CONSUME(t.SizeJoin) },
          { ALT: () => this.CONSUME(t.From) },
          { ALT: () => this.CONSUME(t.As) },
          { ALT: () => this.CONSUME(t.Extends) },
          { ALT: () => this.CONSUME(t.Repeat) },
        ]);
      },
    });
  });

  /** `use A, B as C from "./file.swwae"` */
  readonly use = this.RULE("use", () => {
    this.CONSUME(t.Use);
    this.SUBRULE(this.usedName);
    this.MANY(() => {
      this.CONSUME(t.Comma);
      this.SUBRULE2(this.usedName);
    });
    this.CONSUME(t.From);
    this.CONSUME(t.Text);
  });

  readonly usedName = this.RULE("usedName", () => {
    this.CONSUME(t.Word, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(t.As);
      this.CONSUME2(t.Word, { LABEL: "alias" });
    });
  });

  /** `experiment Table { … }`, `experiment Longer extends Table { … }`: what the words in it mean is decided by a later phase. */
  readonly experiment = this.RULE("experiment", () => {
    this.CONSUME(t.Experiment);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.OPTION(() => this.SUBRULE(this.experimentBase));
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.experimentItem));
    this.CONSUME(t.RightBrace);
  });

  /** `extends Table` */
  readonly experimentBase = this.RULE("experimentBase", () => {
    this.CONSUME(t.Extends);
    this.CONSUME(t.Word, { LABEL: "base" });
  });

  /** A word, a value, a comma, a path, the arguments of a model, or settings in braces. */
  readonly experimentItem = this.RULE("experimentItem", () => {
    this.OR({
      MAX_LOOKAHEAD: 1,
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.argumentsAreAhead(), ALT: () => this.SUBRULE(this.argumentList) },
        { ALT: () => this.SUBRULE(this.value) },
        { ALT: () => this.CONSUME(t.Word, { LABEL: "word" }) },
        { ALT: () => this.CONSUME(t.Comma) },
        { ALT: () => this.CONSUME(t.Text) },
        { ALT: () => this.SUBRULE(this.settingsBlock) },
      ],
    });
  });

  /** `{ epochs 1  seeds 1..2 }`: settings within a setting. */
  readonly settingsBlock = this.RULE("settingsBlock", () => {
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.experimentItem));
    this.CONSUME(t.RightBrace);
  });

  /** `model Mnist { … }`, `model Net(X: int = 2) extends Base(Y = 3) { … }` */
  readonly model = this.RULE("model", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Model) },
      { ALT: () => this.CONSUME(t.Name, { LABEL: "otherKeyword" }) },
    ]);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.OPTION(() => this.SUBRULE(this.parameterList));
    this.OPTION2(() => this.SUBRULE(this.extendsClause));
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.section));
    this.CONSUME(t.RightBrace);
  });

  readonly section = this.RULE("section", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.inputSection) },
      { ALT: () => this.SUBRULE(this.encoderSection) },
      { ALT: () => this.SUBRULE(this.classifierSection) },
      { ALT: () => this.SUBRULE(this.whereClause) },
      { ALT: () => this.SUBRULE(this.lossSection) },
      { ALT: () => this.SUBRULE(this.unknownSection) },
    ]);
  });

  /** `input 28x28x1` */
  readonly inputSection = this.RULE("inputSection", () => {
    this.CONSUME(t.Input);
    this.MANY(() => this.SUBRULE(this.value));
  });

  /** `encoder { stage … }` or `encoder (64)5c-2p-10fc` */
  readonly encoderSection = this.RULE("encoderSection", () => {
    this.CONSUME(t.Encoder);
    this.OR([{ ALT: () => this.SUBRULE(this.encoderBlock) }, { ALT: () => this.SUBRULE(this.notation) }]);
  });

  readonly encoderBlock = this.RULE("encoderBlock", () => {
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.encoderItem));
    this.CONSUME(t.RightBrace);
  });

  /** A stage; layers and where-clauses are let in so that the names phase can say where they belong. */
  readonly encoderItem = this.RULE("encoderItem", () => {
    this.OR({
      MAX_LOOKAHEAD: 1,
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.blockIsAhead(), ALT: () => this.SUBRULE(this.stage) },
        { ALT: () => this.SUBRULE(this.stageRepeat) },
        { ALT: () => this.SUBRULE(this.layer) },
        { ALT: () => this.SUBRULE(this.whereClause) },
      ],
    });
  });

  /** `repeat 3 { stage … }` */
  readonly stageRepeat = this.RULE("stageRepeat", () => {
    this.CONSUME(t.Repeat);
    this.MANY(() => this.SUBRULE(this.value));
    this.SUBRULE(this.encoderBlock);
  });

  /** `repeat 2 { conv 3x3 64  relu }` */
  readonly layerRepeat = this.RULE("layerRepeat", () => {
    this.CONSUME(t.Repeat);
    this.MANY(() => this.SUBRULE(this.value));
    this.SUBRULE(this.layerBlock);
  });

  /** `stage bottom { conv 5x5 64  relu  pool 2x2 }` */
  readonly stage = this.RULE("stage", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Stage) },
      { ALT: () => this.CONSUME(t.Name, { LABEL: "otherKeyword" }) },
    ]);
    this.CONSUME(t.Word, { LABEL: "name" });
    this.SUBRULE(this.layerBlock);
  });

  readonly layerBlock = this.RULE("layerBlock", () => {
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.layerBlockItem));
    this.CONSUME(t.RightBrace);
  });

  readonly layerBlockItem = this.RULE("layerBlockItem", () => {
    this.OR([
      { ALT: () => this.SUBRULE(this.layer) },
      { ALT: () => this.SUBRULE(this.layerRepeat) },
      { ALT: () => this.SUBRULE(this.whereClause) },
    ]);
  });

  /** `conv 5x5 64` */
  readonly layer = this.RULE("layer", () => {
    this.CONSUME(t.Name);
    this.MANY(() => this.SUBRULE(this.value));
  });

  /** `classifier { dropout 0.5  dense 10 }` */
  readonly classifierSection = this.RULE("classifierSection", () => {
    this.CONSUME(t.Classifier);
    this.SUBRULE(this.layerBlock);
  });

  /** `where soft beta 100` */
  readonly whereClause = this.RULE("whereClause", () => {
    this.CONSUME(t.Where);
    this.CONSUME(t.Name, { LABEL: "whereKind" });
    this.OPTION({
      GATE: () => this.whereOptionIsAhead(),
      DEF: () => this.CONSUME2(t.Name, { LABEL: "option" }),
    });
    this.MANY(() => this.SUBRULE(this.value));
  });

  /** `loss { NLL 1  L2* 0.5 }` */
  readonly lossSection = this.RULE("lossSection", () => {
    this.CONSUME(t.Loss);
    this.CONSUME(t.LeftBrace);
    this.MANY(() => this.SUBRULE(this.lossEntry));
    this.CONSUME(t.RightBrace);
  });

  /** `L2rec 0.5`, `L2M top 0.1`, `reduce mean` */
  readonly lossEntry = this.RULE("lossEntry", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.BothReconstructionTerms) },
      { ALT: () => this.CONSUME(t.Name, { LABEL: "entry" }) },
    ]);
    this.OPTION({
      GATE: () => !lossEntries.has(this.LA(1).image),
      DEF: () => this.CONSUME2(t.Name, { LABEL: "argument" }),
    });
    this.MANY(() => this.SUBRULE(this.value));
  });

  /** The paper's notation: parts joined by `-`. A missing dash is let in, so that it is one error with a fix. */
  readonly notation = this.RULE("notation", () => {
    this.SUBRULE(this.notationPart);
    this.MANY({
      GATE: () => this.notationGoesOn(),
      DEF: () => {
        this.OPTION(() => this.CONSUME(t.Dash));
        this.SUBRULE2(this.notationPart);
      },
    });
  });

  /** `(64)5c`, `2p`, `10fc`, `bn`, and with computed numbers `(2*C)(K)c`, `(X)x(X)p` */
  readonly notationPart = this.RULE("notationPart", () => {
    this.MANY(() => {
      this.OR([{ ALT: () => this.SUBRULE(this.group) }, { ALT: () => this.CONSUME(t.SizeJoin) }]);
    });
    this.OR2([{ ALT: () => this.CONSUME(t.Quantity) }, { ALT: () => this.CONSUME(t.Name) }]);
  });

  /** A section whose first word is none of the known ones: taken whole, so that it is one error. */
  readonly unknownSection = this.RULE("unknownSection", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Name, { LABEL: "sectionName" }) },
      { ALT: () => this.CONSUME(t.Stage, { LABEL: "sectionName" }) },
      { ALT: () => this.CONSUME(t.Repeat, { LABEL: "sectionName" }) },
    ]);
    this.MANY(() => this.SUBRULE(this.anything));
    this.OPTION(() => this.SUBRULE(this.unknownBlock));
  });

  readonly unknownBlock = this.RULE("unknownBlock", () => {
    this.CONSUME(t.LeftBrace);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.SUBRULE(this.anything) },
        { ALT: () => this.CONSUME(t.Input) },
        { ALT: () => this.CONSUME(t.Encoder) },
        { ALT: () => this.CONSUME(t.Stage) },
        { ALT: () => this.CONSUME(t.Classifier) },
        { ALT: () => this.CONSUME(t.Where) },
        { ALT: () => this.CONSUME(t.Loss) },
        { ALT: () => this.CONSUME(t.Repeat) },
        { ALT: () => this.SUBRULE(this.unknownBlock) },
      ]);
    });
    this.CONSUME(t.RightBrace);
  });

  readonly anything = this.RULE("anything", () => {
    this.OR([
      { ALT: () => this.CONSUME(t.Name) },
      { ALT: () => this.CONSUME(t.Quantity) },
      { ALT: () => this.CONSUME(t.Dash) },
      { ALT: () => this.CONSUME(t.LeftParenthesis) },
      { ALT: () => this.CONSUME(t.RightParenthesis) },
      { ALT: () => this.CONSUME(t.BothReconstructionTerms) },
      { ALT: () => this.CONSUME(t.SizeJoin) },
      { ALT: () => this.CONSUME(t.Plus) },
      { ALT: () => this.CONSUME(t.Star) },
      { ALT: () => this.CONSUME(t.Slash) },
    ]);
  });

  /** True before `model`, and before `other Name {`, which is most likely a misspelt one. */
  private modelIsAhead(): boolean {
    if (this.LA(1).tokenType === t.Model) return true;
    return (
      this.LA(1).tokenType === t.Name &&
      this.LA(3).tokenType === t.LeftBrace &&
      (this.LA(2).tokenType === t.Name || keywordTypes.has(this.LA(2).tokenType))
    );
  }

  /** True before `(X = …` and `()`; any other parenthesis holds a number. */
  private argumentsAreAhead(): boolean {
    if (this.LA(1).tokenType !== t.LeftParenthesis) return false;
    return this.LA(2).tokenType === t.RightParenthesis || this.LA(3).tokenType === t.Equals;
  }

  /** True before `stage name {`, `stage {` and the same with another word for `stage`. */
  private blockIsAhead(): boolean {
    if (this.LA(1).tokenType === t.Stage) return true;
    if (!blockWords.has(this.LA(1).tokenType)) return false;
    if (this.LA(2).tokenType === t.LeftBrace) return true;
    return blockWords.has(this.LA(2).tokenType) && this.LA(3).tokenType === t.LeftBrace;
  }

  /** Behind a part of the notation: a word without a dash before it, other than `bn`, is the next section, however it is spelt. */
  private notationGoesOn(): boolean {
    return this.LA(1).tokenType !== t.Name || this.LA(1).image === "bn";
  }

  /** After the kind of a where: `beta …` always, another word only when a value follows and it is no layer. */
  private whereOptionIsAhead(): boolean {
    const next: IToken = this.LA(1);
    if (next.image === "beta") return true;
    const follower = this.LA(2).tokenType;
    return !knownLayers.has(next.image) && (beginsValue.has(follower) || follower === t.Dash);
  }
}
