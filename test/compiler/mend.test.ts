/** Mending: which fixes are applied, in which order, and where it ends. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mend } from "../../src/compiler/mend.js";
import { diagnosticTable } from "../../src/compiler/diagnostics/table.js";

const mended = (text: string, suggestions: boolean) => mend({ path: "a.swwae", text }, { suggestions });

const misspelt =
  "model M { input 28x28x1 encoder { stage a { covn 3x3 8 rellu pool 40x40 } } loss { L2rec 1 } }";

describe("mending", () => {
  it("writes down what was plainly meant and leaves decisions alone", () => {
    const { text, applied, diagnostics, plan } = mended(misspelt, false);
    expect(text).toBe(misspelt.replace("covn", "conv").replace("rellu", "relu"));
    expect(applied.map(({ code }) => code)).toEqual(["SW0203", "SW0203"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["SW0312"]);
    expect(plan.models).toEqual([]);
  });

  it("decides too where it may, also about what came to light on the way", () => {
    const { text, diagnostics, plan } = mended(misspelt, true);
    expect(text).toContain("conv 3x3 8 relu pool 28x28");
    expect(diagnostics).toEqual([]);
    expect(plan.models.map(({ name }) => name)).toEqual(["M"]);
  });

  it("leaves a sound spec as it is", () => {
    const sound = "model M { input 28x28x1 encoder (8)3c-2p loss { L2rec 1 } }";
    expect(mended(sound, true)).toMatchObject({ text: sound, applied: [], diagnostics: [] });
  });

  it("is at its end when it ends", () => {
    for (const { wrong } of Object.values(diagnosticTable)) {
      for (const suggestions of [false, true]) {
        const { text } = mended(wrong, suggestions);
        expect(mended(text, suggestions)).toMatchObject({ text, applied: [] });
      }
    }
  });

  it("ends whatever it is given", () => {
    const pieces = fc.constantFrom(
      ..."{ } ( ) - , : = # conv pool 5x5 5 64 model M input stage loss L2M where soft /*".split(" "),
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), fc.boolean(), (words, suggestions) => {
        mended(words.join(" "), suggestions);
      }),
      { numRuns: 100, seed: 11 },
    );
  });
});
