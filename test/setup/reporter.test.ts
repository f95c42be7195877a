/** How numbers of bytes are written. */
import { expect, it } from "vitest";
import { byteCount } from "../../src/setup/reporter.js";

it("writes bytes in powers of ten, as package indexes do", () => {
  expect([1_500, 273_829_956, 1_141_785_555].map(byteCount)).toEqual(["1.5 kB", "273.8 MB", "1.14 GB"]);
});
