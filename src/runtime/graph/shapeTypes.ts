/**
 * Shapes at type level, so that an edited generated module is still checked by TypeScript alone.
 *
 * A tensor's shape is a tuple such as `["n", 28, 28, 64]`, "n" being the batch. Convolutions and ReLU keep sizes, pooling
 * divides them: {@link Quotient} does that division in the type checker. Where a size is not known, `number` stands for it.
 */

export type Dimension = number | "n";
export type ShapeType = readonly Dimension[];

/** A number as a tuple of that many unknowns: the type checker counts by lengths. */
type Count<Length extends number, Counted extends Unknowns = []> = Counted["length"] extends Length
  ? Counted
  : Count<Length, [...Counted, unknown]>;

type Unknowns = readonly unknown[];

type TenTimes<T extends Unknowns> = [...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T, ...T];

/** How often `Part` goes into `Whole`, and what is left. */
type Divide<
  Whole extends Unknowns,
  Part extends Unknowns,
  Times extends Unknowns = [],
> = Whole extends readonly [...Part, ...infer Rest]
  ? Divide<Rest, Part, [...Times, unknown]>
  : { times: Times["length"]; rest: Whole };

/** Long division, digit by digit as on paper; zeros in front of the result are not written. */
type LongDivide<
  Digits extends string,
  By extends Unknowns,
  Rest extends Unknowns = [],
  Result extends string = "",
> = Digits extends `${infer Digit extends number}${infer Others}`
  ? Divide<[...TenTimes<Rest>, ...Count<Digit>], By> extends {
      times: infer Times extends number;
      rest: infer Left extends Unknowns;
    }
    ? LongDivide<Others, By, Left, `${Result}${Times}` extends "0" ? "" : `${Result}${Times}`>
    : never
  : Result extends `${infer Quotient extends number}`
    ? Quotient
    : 0;

/** Whether a type is one whole number ≥ 0, and not `number`, a fraction or a negative number. */
type IsWhole<N extends number> = number extends N ? false : `${N}` extends `${bigint}` ? true : false;

/** Whether a divisor has at most two digits: ten times as much can still be counted. */
type IsSmall<N extends number> = `${N}` extends `${infer _A}${infer _B}${infer Rest}`
  ? Rest extends ""
    ? true
    : false
  : true;

/** ⌊Size / By⌋ for literal sizes and a literal divisor from 1 to 99; `number` otherwise. */
export type Quotient<Size extends number, By extends number> = By extends 1
  ? Size
  : By extends 0
    ? number
    : [IsWhole<Size>, IsWhole<By>, IsSmall<By>] extends [true, true, true]
      ? LongDivide<`${Size}`, Count<By>>
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
