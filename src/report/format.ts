/** Numbers as people read them. */

/** 0.0288 → "2.88 %". */
export function percent(share: number): string {
  const digits = share > 0 && share < 0.001 ? 3 : share < 0.1 ? 2 : 1;
  return `${(100 * share).toFixed(digits)} %`;
}

/** Three digits: "0.0053", "12.3", "1.2e-7" for what is tiny. */
export function significant(value: number): string {
  if (value === 0) return "0";
  return Math.abs(value) < 1e-5 || Math.abs(value) >= 1e6
    ? value.toExponential(1)
    : String(Number(value.toPrecision(3)));
}

/** 12345 → "12,345". */
export function count(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** Seconds as "12 s", "3 min 20 s", "2 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
