/** Variables of the environment, as the tests read them. */
import { afterEach, expect, it, vi } from "vitest";
import { environmentVariable } from "./environment.js";

afterEach(() => vi.unstubAllEnvs());

it.each([
  ["/usr/bin/chromium", "/usr/bin/chromium"],
  ["", undefined],
  [undefined, undefined],
])("reads %j as %j", (value, expected) => {
  vi.stubEnv("SWWAE_CHROMIUM", value);
  expect(environmentVariable("SWWAE_CHROMIUM")).toBe(expected);
});
