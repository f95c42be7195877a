/** The part of the package railroad-diagrams that is used here; the package brings no types. */
declare module "railroad-diagrams" {
  /** A part of a picture. */
  interface Piece {
    /** The attributes of its SVG element. */
    readonly attrs: Record<string, string | number>;
  }

  /** A whole picture; `toString` writes it as SVG. */
  interface Picture extends Piece {
    format(padding: number): Picture;
    toString(): string;
  }

  const pieces: {
    Diagram(...items: readonly Piece[]): Picture;
    Sequence(...items: readonly Piece[]): Piece;
    /** `normal` is the index of the item on the straight line. */
    Choice(normal: number, ...items: readonly Piece[]): Piece;
    Optional(item: Piece): Piece;
    /** `between` is on the way back. */
    OneOrMore(item: Piece, between?: Piece): Piece;
    ZeroOrMore(item: Piece, between?: Piece): Piece;
    Terminal(text: string): Piece;
    NonTerminal(text: string): Piece;
  };
  export type { Picture, Piece };
  export default pieces;
}
