/** Encoders turned from blocks into the notation and back: what they become, and what keeps them as they are. */
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compiler/compile.js";
import { type EncoderForm, format } from "../../../src/compiler/format/index.js";
import { specArbitrary } from "../../support/specArbitrary.js";

/** The text in another form, and what was said about it. */
function turn(text: string, form: EncoderForm): { text: string; remarks: string[] } {
  const result = format(text, { form });
  if ("diagnostics" in result) throw new Error(result.diagnostics.map(({ message }) => message).join("\n"));
  return { text: result.text, remarks: result.remarks.map(({ message }) => message) };
}

/** Everything that a plan says about its models, but for the places in the text. */
function planOf(text: string): string {
  const { plan, diagnostics } = compile({ path: "a.swwae", text });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  return JSON.stringify(plan, (key, value: unknown) => (key === "span" ? undefined : value));
}

const notation = `model Net {
  input 32x32x3
  encoder (16)5c-bn-2p-(8)3c-(8)3x1c-2x4p-0.2do-(4)1c-2p-0.5do-12fc-10fc
  where hard  // all of them

  loss { NLL 1  L2M stage2 0.5 }
}
`;

const blocks = `model Net {
  input 32x32x3
  encoder {
    stage stage1 { conv 5x5 16  batchnorm  relu  pool 2x2 }
    stage stage2 { conv 3x3 8  relu  conv 3x1 8  relu  pool 2x4  dropout 0.2 }
    stage stage3 { conv 1x1 4  relu  pool 2x2 }
  }
  classifier { dropout 0.5  dense 12  relu  dense 10 }
  where hard  // all of them

  loss { NLL 1  L2M stage2 0.5 }
}
`;

describe("turning encoders", () => {
  it("writes the notation as blocks, and blocks as the notation", () => {
    expect(turn(notation, "blocks")).toEqual({ text: blocks, remarks: [] });
    expect(turn(blocks, "notation")).toEqual({ text: notation, remarks: [] });
    expect(planOf(blocks)).toBe(planOf(notation));
  });

  it("leaves what is in the form already", () => {
    expect(turn(notation, "notation")).toEqual({ text: notation, remarks: [] });
    expect(turn(blocks, "blocks")).toEqual({ text: blocks, remarks: [] });
  });

  it("keeps a classifier that the notation cannot write", () => {
    const text = `model M {
  input 8x8x1
  encoder { stage stage1 { conv 3x3 4  relu  pool 2x2 } }
  classifier { dense 4  batchnorm  dense 2 }
  loss { NLL 1 }
}
`;
    const turned = turn(text, "notation").text;
    expect(turned).toContain("  encoder (4)3c-2p\n  classifier { dense 4  batchnorm  dense 2 }\n");
    expect(planOf(turned)).toBe(planOf(text));
  });

  it("takes a classifier away without its neighbours' comments and lines", () => {
    const text = `model M { encoder { stage stage1 { pool 2x2 } } // a
  /* b */ classifier { dense 2 } where hard // c
  }`;
    expect(turn(text, "notation").text).toBe(`model M {
  encoder 2p-2fc  // a
  /* b */
  where hard  // c
}
`);
  });

  it("turns computed numbers", () => {
    const text = `model M(X: int = 2) {
  input 28x28x1
  encoder (2*(X+1))(X)c-(X)x(2*X-1)p-(X-(-X-1)/1)3c-(X)x3p-10fc
  loss { NLL 1 }
}
`;
    const turned = turn(text, "blocks").text;
    expect(turned).toContain("stage stage1 { conv (X)x(X) (2*(X + 1))  relu  pool (X)x(2*X - 1) }\n");
    expect(turned).toContain("stage stage2 { conv 3x3 (X - (-X - 1)/1)  relu  pool (X)x3 }\n");
    expect(planOf(turned)).toBe(planOf(text));
    expect(turn(turned, "notation").text).toBe(text);
  });

  it("leaves what extends another model, and what repeats", () => {
    const base = "model A { input 8x8x1 encoder 2p loss { L2rec 1 } }";
    const extended = `${base} model B extends A { encoder { stage stage1 { conv 3x3 4 relu pool 2x2 } } }`;
    expect(turn(extended, "notation").remarks).toEqual([
      "the encoder of B stays as it is: it changes the encoder of another model",
    ]);
    const repeated = "model R { encoder { repeat 2 { stage stage1 { pool 2x2 } } } }";
    expect(turn(repeated, "notation").remarks).toEqual([
      "the encoder of R stays as it is: the notation has no `repeat`",
    ]);
  });

  const stays: readonly [string, EncoderForm, string][] = [
    [
      "encoder { stage low { pool 2x2 } stage stage2 { relu } }",
      "notation",
      "the notation would lose the name low",
    ],
    ["encoder { stage a { relu } stage b { relu } }", "notation", "the notation would lose the names a, b"],
    [
      "encoder { stage stage1 { pool 2x2 where none } }",
      "notation",
      "the notation would lose the where of stage1",
    ],
    ["encoder { stage stage1 { conv 3x3 4 pool 2x2 } }", "notation", "the notation cannot write its layers"],
    ["encoder { stage stage1 { pol 2x2 } }", "notation", "the notation cannot write its layers"],
    ["encoder { /* why */ stage stage1 { pool 2x2 } }", "notation", "its comments would have no place"],
    ["encoder (4)3c- /* why */ 2p", "blocks", "its comments would have no place"],
    ["encoder (4)3c-2p-2fc classifier { dense 2 }", "blocks", "it has two classifiers"],
  ];
  it.each(stays)("leaves %s as it is (%s)", (sections, form, reason) => {
    const text = `model M { ${sections} }`;
    expect(turn(text, form).remarks).toEqual([`the encoder of M stays as it is: ${reason}`]);
    expect(turn(text, form).text).toBe(textOf(text));
  });

  it("says where the encoder is", () => {
    expect(format("\nmodel M {\n  encoder { stage a { relu } } }", { form: "notation" })).toMatchObject({
      remarks: [{ line: 3, column: 3 }],
    });
  });

  it("never changes what a spec means, and is undone by turning back", () => {
    fc.assert(
      fc.property(specArbitrary(), fc.constantFrom<EncoderForm>("notation", "blocks"), (text, form) => {
        const turned = turn(text, form);
        expect(planOf(turned.text)).toBe(planOf(text));
        const other = form === "notation" ? "blocks" : "notation";
        const wasTurned = turned.text !== textOf(text);
        if (wasTurned && turned.remarks.length === 0) expect(turn(turned.text, other).remarks).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

/** The text in its layout, in the form that it has. */
function textOf(text: string): string {
  const result = format(text);
  return "text" in result ? result.text : "";
}
