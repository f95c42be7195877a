/**
 * Shapes at type level, so that an edited generated module is still checked by TypeScript alone.
 *
 * A tensor's shape is a tuple such as `["n", 28, 28, 64]`, "n" being the batch. Convolutions and ReLU keep sizes, pooling
 * divides them: {@link Quotient} does that division in the type checker. Where a size is not known, `number` stands for it.
 */

export type Dimension = number | "n";
export type ShapeType = readonly Dimension[];

/** A tuple of `Length` unknowns: whole numbers are counted as lengths of tuples. */
type Count<Length extends number, Counted extends readonly unknown[] = []> = Counted["length"] extends Length
  ? Counted
  : Count<Length, [...Counted, unknown]>;

/** Takes `Part` from `Whole` as often as it goes. */
type Divide<
  Whole extends readonly unknown[],
  Part extends readonly unknown[],
  Times extends readonly unknown[] = [],
> = Whole extends readonly [...Part, ...infer Rest]
  ? Divide<Rest, Part, [...Times, unknown]>
  : Times["length"];

/** Sizes up to three digits are divided; TypeScript's recursion ends at a thousand. */
type IsCountable<N extends number> = number extends N
  ? false
  : `${N}` extends `${string}.${string}` | `-${string}` | `${string}e${string}`
    ? false
    : `${N}` extends `${infer A}${infer B}${infer C}${infer Rest}`
      ? Rest extends ""
        ? true
        : A | B | C extends never
          ? true
          : false
      : true;

/** ⌊Size / By⌋ for literal sizes below 1000; `number` otherwise. */
export type Quotient<Size extends number, By extends number> = By extends 1
  ? Size
  : IsCountable<Size> extends true
    ? IsCountable<By> extends true
      ? Divide<Count<Size>, Count<By>> & number
      : number
    : number;

/** [n, H, W, C] pooled by P×Q. */
export type PooledShape<S extends ShapeType, P extends number, Q extends number> = S extends readonly [
  infer N extends Dimension,
  infer H extends number,
  infer W extends number,
  infer C extends number,
]
  ? [N, Quotient<H, P>, Quotient<W, Q>, C]
  : ShapeType;
