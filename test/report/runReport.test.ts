/** The page of a run: what stands in it, that it is one file, and that it is the same every time. */
import { expect, it } from "vitest";
import { barReport, barRun, barSpec } from "./barReport.js";

/** The page with all white space as single spaces. */
const words = (page: string): string => page.replace(/\s+/g, " ");
const sections = (page: string): string[] =>
  [...page.matchAll(/<section id="([^"]+)">/g)].map(([, id]) => id ?? "");

it("shows everything of a run in one file, the same bytes every time", async () => {
  const run = await barRun();
  const page = await barReport(run);
  expect(sections(page)).toEqual([
    "learning",
    "confusion",
    "mistakes",
    "reconstructions",
    "what-and-where",
    "filters",
    "features",
    "network",
    "circumstances",
  ]);
  expect(page).not.toMatch(/<script|<link rel="stylesheet|src="(?!data:)|url\((?!#)|NaN|undefined|\[object/);
  expect(page.length).toBeLessThan(500_000);
  expect(words(page)).toContain("bars &amp; &lt;b&gt;more&lt;/b&gt;");
  expect(words(page)).toContain("&lt;slanting&gt;");
  expect(words(page)).toContain("each sees 4×4 pixels");
  expect(words(page)).toContain("from lower, without");
  expect(await barReport(run)).toBe(page);
});

it("leaves out what a model does not have", async () => {
  const unsupervised = barSpec.replace("classifier { dense 3 }", "").replace("NLL 1  ", "");
  const page = await barReport(await barRun(unsupervised.replace("loss", "where none\n  loss")));
  expect(sections(page)).not.toContain("confusion");
  expect(words(page)).toContain("This model keeps no where");
  expect(words(page)).toContain("This stage keeps no where.");
  expect(page).not.toContain("from lower, without");
});

/** Smooth and in colour, as photographs are: [96, 96, 3]. */
function photograph(index: number): Float32Array {
  return Float32Array.from({ length: 96 * 96 * 3 }, (_, at) => {
    const [row, column, channel] = [Math.floor(at / 288), Math.floor(at / 3) % 96, at % 3];
    return 0.5 + 0.5 * Math.sin(index + (row * (channel + 1)) / 9 + (column * ((index % 5) + 1)) / 17);
  });
}

it("stays small where images are large and in colour", async () => {
  const large = `model Large {
  input 96x96x3
  encoder {
    stage lower { conv 5x5 16  relu  pool 4x4 }
    stage middle { conv 3x3 24  relu  pool 3x3 }
    stage upper { conv 3x3 32  relu  pool 2x2 }
  }
  classifier { dense 3 }
  loss { NLL 1  L2* 0.5 }
}`;
  const run = await barRun(large);
  const images = {
    ...run.images,
    count: 20,
    shape: [96, 96, 3] as const,
    range: (from: number, to: number) => {
      const all = new Float32Array((to - from) * 96 * 96 * 3);
      for (let index = from; index < to; index++) all.set(photograph(index), (index - from) * 96 * 96 * 3);
      return all;
    },
  };
  const page = await barReport({ ...run, images });
  expect(page.length).toBeLessThan(2_000_000);
});

it("shows stages that are vectors, and soft wheres", async () => {
  const dense = barSpec
    .replace("pool 3x1 }", "pool 3x1 }\n    stage top { dense 12  relu }")
    .replace("loss", "where soft beta 5\n  loss");
  const page = await barReport(await barRun(dense));
  expect(words(page)).toContain("12 features");
  expect(words(page)).toContain("each sees 6×6 pixels");
});
