/** The part of the grammar below sections and settings: numbers, sizes, arithmetic, parameters and arguments. */
import { CstParser, type IParserErrorMessageProvider, type TokenType } from "chevrotain";
import * as t from "./tokens.js";

const operators = new Set<TokenType>([t.Plus, t.Dash, t.Star, t.Slash]);

export class ValueParser extends CstParser {
  constructor(errorMessageProvider: IParserErrorMessageProvider | undefined, skipValidations: boolean) {
    super(t.allTokens, {
      recoveryEnabled: true,
      nodeLocationTracking: "none",
      maxLookahead: 1,
      skipValidations,
      ...(errorMessageProvider && { errorMessageProvider }),
    });
  }

  /** `5x5`, `0.5`, `-3`, `-Infinity`; with computed numbers `(X + 1)`, `(X)x(2*X)`, `3x(X)` */
  readonly value = this.RULE("value", () => {
    this.OPTION(() => this.CONSUME(t.Dash));
    this.SUBRULE(this.side);
    this.MANY(() => {
      this.CONSUME(t.SizeJoin);
      this.SUBRULE2(this.side);
    });
  });

  readonly side = this.RULE("side", () => {
    this.OR([{ ALT: () => this.CONSUME(t.Quantity) }, { ALT: () => this.SUBRULE(this.group) }]);
  });

  readonly group = this.RULE("group", () => {
    this.CONSUME(t.LeftParenthesis);
    this.SUBRULE(this.expression);
    this.CONSUME(t.RightParenthesis);
  });

  /** `2*X + 1`: sums of products. */
  readonly expression = this.RULE("expression", () => {
    this.SUBRULE(this.product);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Plus, { LABEL: "operator" }) },
        { ALT: () => this.CONSUME(t.Dash, { LABEL: "operator" }) },
      ]);
      this.SUBRULE2(this.product);
    });
  });

  readonly product = this.RULE("product", () => {
    this.SUBRULE(this.factor);
    this.MANY(() => {
      this.OR([
        { ALT: () => this.CONSUME(t.Star, { LABEL: "operator" }) },
        { ALT: () => this.CONSUME(t.Slash, { LABEL: "operator" }) },
      ]);
      this.SUBRULE2(this.factor);
    });
  });

  readonly factor = this.RULE("factor", () => {
    this.OPTION(() => this.CONSUME(t.Dash));
    this.OR([
      { ALT: () => this.CONSUME(t.Quantity) },
      { ALT: () => this.CONSUME(t.Name) },
      { ALT: () => this.SUBRULE(this.group) },
    ]);
  });

  /** `(X: int = 2, w: where = hard)` */
  readonly parameterList = this.RULE("parameterList", () => {
    this.CONSUME(t.LeftParenthesis);
    this.OPTION(() => {
      this.SUBRULE(this.parameter);
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.parameter);
      });
    });
    this.CONSUME(t.RightParenthesis);
  });

  readonly parameter = this.RULE("parameter", () => {
    this.CONSUME(t.Word, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(t.Colon);
      this.CONSUME2(t.Word, { LABEL: "type" });
    });
    this.OPTION2(() => {
      this.CONSUME(t.Equals);
      this.SUBRULE(this.constant);
    });
  });

  /** `extends Base(X = 4)` */
  readonly extendsClause = this.RULE("extendsClause", () => {
    this.CONSUME(t.Extends);
    this.CONSUME(t.Word, { LABEL: "base" });
    this.OPTION(() => this.SUBRULE(this.argumentList));
  });

  /** `(X = 2, 4, w = none)`: a value without a name is one more of the name before it. */
  readonly argumentList = this.RULE("argumentList", () => {
    this.CONSUME(t.LeftParenthesis);
    this.OPTION(() => {
      this.SUBRULE(this.argument);
      this.MANY(() => {
        this.CONSUME(t.Comma);
        this.SUBRULE2(this.argument);
      });
    });
    this.CONSUME(t.RightParenthesis);
  });

  readonly argument = this.RULE("argument", () => {
    this.OPTION({
      GATE: () => this.LA(2).tokenType === t.Equals,
      DEF: () => {
        this.CONSUME(t.Word, { LABEL: "name" });
        this.CONSUME(t.Equals);
      },
    });
    this.SUBRULE(this.constant);
  });

  /** What a parameter can be: a number, or a kind of where. */
  readonly constant = this.RULE("constant", () => {
    this.OR({
      MAX_LOOKAHEAD: 1,
      IGNORE_AMBIGUITIES: true,
      DEF: [
        { GATE: () => this.whereIsAhead(), ALT: () => this.SUBRULE(this.whereConstant) },
        { ALT: () => this.SUBRULE(this.expression) },
      ],
    });
  });

  /** `soft beta 100` */
  readonly whereConstant = this.RULE("whereConstant", () => {
    this.CONSUME(t.Name, { LABEL: "whereKind" });
    this.OPTION(() => this.CONSUME2(t.Name, { LABEL: "option" }));
    this.MANY(() => this.SUBRULE(this.value));
  });

  /** True before a word that arithmetic does not go on behind. */
  private whereIsAhead(): boolean {
    return this.LA(1).tokenType === t.Name && !operators.has(this.LA(2).tokenType);
  }
}
