/** Where a token of the mended text ends in the source as it is: the payload of tokens whose length there is another. */
export interface PlacedEnd {
  readonly end: number;
}
