/** The body of a generated function as lines: statements with a trailing comment and an origin, notes and blank lines. */
import type { StatementOrigin } from "./origins.js";

/** Collects the lines of one function body. */
export class StatementBuilder {
  private readonly lines: string[] = [];

  /** @param origin where statements come from that do not say their own. */
  constructor(private readonly origin: StatementOrigin) {}

  /** Where each statement comes from, in order. */
  readonly origins: StatementOrigin[] = [];

  /** One statement without its semicolon, what its trailing comment says, and where it comes from. */
  statement(code: string, comment?: string, origin: StatementOrigin = this.origin): this {
    this.origins.push(origin);
    this.lines.push(comment === undefined ? `${code};` : `${code}; // ${comment}`);
    return this;
  }

  /** A comment on lines of its own; none where the text is empty. */
  note(text: string): this {
    if (text === "") return this;
    for (const line of text.split("\n")) this.lines.push(`// ${line}`.trimEnd());
    return this;
  }

  /** An empty line; several in a row, or one at the start, count as none. */
  blank(): this {
    if (this.lines.length > 0 && this.lines.at(-1) !== "") this.lines.push("");
    return this;
  }

  build(): string[] {
    return [...this.lines];
  }
}
