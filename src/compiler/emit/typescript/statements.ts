/** The body of a generated function as lines: statements with a trailing comment, notes and blank lines. */

/** Collects the lines of one function body. */
export class StatementBuilder {
  private readonly lines: string[] = [];

  /** One statement without its semicolon, and what its trailing comment says. */
  statement(code: string, comment?: string): this {
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
