/** Source maps of generated modules: every region leads back to the words of the spec that it comes from. */
import { SourceMap, type SourceMapPayload } from "node:module";
import { compile } from "swwae/compiler";
import { expect, test } from "vitest";
import { emitMappedTypeScript, transpileModule } from "../../../src/compiler/emit/typescript/index.js";
import { compileSpec } from "../../support/compileSpec.js";

const spec = `model Net {
  input 12x12x1
  encoder {
    stage low {
      conv 3x3 4
      batchnorm
      relu
      pool 2x2
      dropout 0.1
    }
    stage high {
      conv 5x5 8
      pool 3x3
    }
  }
  classifier {
    dense 6
    relu
    dense 2
  }
  loss {
    NLL 1
    L2rec 0.5
    L2M low 0.25
  }
}
`;

async function emit() {
  const sources = {
    path: "net.swwae",
    texts: new Map([["net.swwae", spec]]),
    urlOf: (path: string) => path,
  };
  return emitMappedTypeScript(compileSpec("net.swwae", spec), { version: "0.0.0", sources, file: "net.ts" });
}

/** The line of the spec that the first place of `wanted` in the text leads to. */
function lineOf(text: string, map: object, wanted: string): string {
  const offset = text.indexOf(wanted);
  expect(offset, `${wanted} is part of\n${text}`).not.toBe(-1);
  const before = text.slice(0, offset).split("\n");
  const entry = new SourceMap(map as SourceMapPayload).findEntry(
    before.length - 1,
    before.at(-1)?.length ?? 0,
  );
  if (!("originalLine" in entry) || entry.originalSource === undefined) return "nowhere";
  expect(entry.originalSource).toBe("net.swwae");
  return (spec.split("\n")[entry.originalLine] ?? "").slice(entry.originalColumn).trim();
}

const places: [generated: string, inSpec: string][] = [
  ["import {", "nowhere"],
  ["export const netParameters", "model Net {"],
  ["low: { conv: {", "stage low {"],
  ["conv: { kernel: heNormal([3, 3, 1, 4])", "conv 3x3 4"],
  ["norm: { scale", "batchnorm"],
  ["dense1: {", "dense 6"],
  ["const lowMap = ", "stage low {"],
  ["relu(batchNorm(conv(image", "relu"],
  ["batchNorm(conv(image", "batchnorm"],
  ["conv(image, p.encoder.low.conv)", "conv 3x3 4"],
  ["pool(lowMap", "pool 2x2"],
  ["pool(highMap", "pool 3x3"],
  ["unpool(code, where.high)", "pool 3x3"],
  ["conv(highMap, p.decoder.high.conv)", "conv 5x5 8"],
  ["dense(flatten(", "dense 6"],
  ["nll(logits, labels)", "NLL 1"],
  ["l2(decoded.image", "L2rec 0.5"],
  ['lossTerm("L2M low"', "L2M low 0.25"],
  ["export const Net = ", "model Net {"],
];

test.each(places)("%s comes from: %s", async (generated, inSpec) => {
  const { text, map } = await emit();
  expect(lineOf(text, map, generated)).toBe(inSpec);
});

test("what another file says leads to that file", async () => {
  const base =
    "model Base {\n  input 4x4x1\n  encoder { stage only {\n    conv 3x3 2\n  } }\n  loss { L2rec 1 }\n}\n";
  const user = 'use Base from "./base.swwae"\nmodel Mine extends Base {\n  loss { L2rec 2 }\n}\n';
  const host = { read: (path: string) => (path === "base.swwae" ? base : null) };
  const { plan, diagnostics, sources: texts } = compile({ path: "user.swwae", text: user }, { host });
  expect(diagnostics).toEqual([]);
  const sources = { path: "user.swwae", texts, urlOf: (path: string) => `nets/${path}` };
  const { text, map } = await emitMappedTypeScript(plan, { version: "0.0.0", sources, file: "user.ts" });
  const placeOf = (wanted: string): string => {
    const before = text.slice(0, text.indexOf(wanted)).split("\n");
    const entry = new SourceMap(map as unknown as SourceMapPayload).findEntry(
      before.length - 1,
      before.at(-1)?.length ?? 0,
    );
    return "originalLine" in entry ? `${entry.originalSource}:${entry.originalLine + 1}` : "nowhere";
  };
  expect(placeOf("conv(image, p.encoder.only.conv)")).toBe("nets/base.swwae:4");
  expect(placeOf('lossTerm("L2rec"')).toBe("nets/user.swwae:3");
});

test("the map says what it maps, and holds the spec", async () => {
  const { map } = await emit();
  expect(map).toMatchObject({ version: 3, file: "net.ts", sources: ["net.swwae"], sourcesContent: [spec] });
});

test("a transpiled module leads through the TypeScript to the spec", async () => {
  const { text, map } = await emit();
  const transpiled = transpileModule(text, { runtimeUrl: "swwae/runtime", map });
  expect(transpiled.code).not.toContain("sourceMappingURL");
  const { map: joined } = transpiled;
  if (joined === null) throw new Error("a map was given, so one comes out");
  for (const wanted of ["conv(image, p.encoder.low.conv)", "pool(highMap", "l2(decoded.image"]) {
    const expected = places.find(([generated]) => generated === wanted)?.[1];
    expect(lineOf(transpiled.code, joined, wanted)).toBe(expected);
  }
});
