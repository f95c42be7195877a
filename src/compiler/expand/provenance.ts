/**
 * Where values come from. Whatever expansion makes anew, a computed size or the third round of a repeat, gets a span object of its own, and this
 * remembers through which steps it came; the rules report spans as always, and know nothing of it.
 */
import type { Span } from "../source/span.js";

export interface Origin {
  /** Where the value itself is written, such as the argument `X = 50`; null where that is no single place. */
  readonly place: Span | null;
  /** The parameter whose value it is and nothing else, as in `(X)` and `(X)x(X)`. */
  readonly parameter: string | null;
  /** True for a layer or an entry with a computed value: only what is wrong with values moves to their place. */
  readonly isWhole: boolean;
  /** False for what a repeat makes again as it is written. */
  readonly isComputed: boolean;
  /** The steps, for the notes of a diagnostic. */
  readonly notes: readonly string[];
}

/** Diagnostics that blame a whole layer or entry for the size of its values. */
const aboutValues = new Set<string>(["SW0306", "SW0312", "SW0406"]);

export class Provenance {
  private readonly origins = new Map<Span, Origin>();

  /** A copy of the span that has come this way. */
  copy(span: Span, origin: Origin): Span {
    const copied = { start: span.start, end: span.end };
    this.origins.set(copied, origin);
    return copied;
  }

  of(span: Span): Origin | null {
    return this.origins.get(span) ?? null;
  }

  /** The place that a diagnostic about this span belongs to; null where the span is it. */
  placeFor(code: string, span: Span): Span | null {
    const origin = this.origins.get(span);
    if (origin === undefined || (origin.isWhole && !aboutValues.has(code))) return null;
    return origin.place;
  }
}
