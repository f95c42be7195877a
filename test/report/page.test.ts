/** The parts of pages: escaped text, charts, numbers. */
import { describe, expect, it } from "vitest";
import { confusionMatrix } from "../../src/report/charts/confusionMatrix.js";
import { curves } from "../../src/report/charts/curves.js";
import { thinOut } from "../../src/report/charts/series.js";
import { count, duration, percent, significant } from "../../src/report/format.js";
import { html, Html } from "../../src/report/page/html.js";
import { page } from "../../src/report/page/page.js";

describe("a template of HTML", () => {
  it("escapes text and keeps HTML", () => {
    const hostile = `<script>"'&`;
    expect(
      html`<p title="${hostile}">${hostile}${html`<b>${1}</b>`}${null}${["<", new Html("<i>")]}</p>`.text,
    ).toBe(`<p title="&lt;script&gt;&quot;&#39;&amp;">&lt;script&gt;&quot;&#39;&amp;<b>1</b>&lt;<i></p>`);
  });
});

describe("a page", () => {
  it("allows nothing but itself", () => {
    const text = page({
      title: "<run>",
      head: html`<h1>head</h1>`,
      sections: [{ id: "one", title: "One & only", content: html`<p>text</p>` }],
      foot: html`foot`,
    });
    expect(text).toContain("<title>&lt;run&gt;</title>");
    expect(text).toContain(`default-src 'none'; img-src data:; style-src 'unsafe-inline'`);
    expect(text).toContain(`<a href="#one">One &amp; only</a>`);
    expect(text).toContain("@media screen and (prefers-color-scheme: dark)");
  });
});

describe("a chart", () => {
  it("is drawn as SVG, the same bytes every time, without a script or a style of its own", async () => {
    const options = {
      title: "Loss",
      unit: "loss",
      logarithmic: true,
      format: significant,
      curves: [
        {
          name: "NLL",
          points: [
            { x: 0, y: 2 },
            { x: 1, y: 0.5 },
          ],
        },
        { name: "never", points: [{ x: 0, y: 0 }] },
      ],
    };
    const figure = await curves(options);
    expect(figure!.text).toMatch(/NLL\s*<b>0.5<\/b>/);
    expect(figure!.text).not.toContain("never");
    expect(figure!.text).toMatch(/<svg [^>]*aria-label="Loss over the epochs"/);
    expect(figure!.text).not.toMatch(/<script|<style|NaN|undefined/);
    expect((await curves(options))!.text).toBe(figure!.text);
  });

  it("is left out where there is nothing to draw", async () => {
    expect(
      await curves({ title: "", unit: "", format: String, curves: [{ name: "a", points: [] }] }),
    ).toBeNull();
  });

  it("of confusions says every cell", async () => {
    const { text } = await confusionMatrix(Uint32Array.from([3, 1, 0, 0]), ["cat", "<dog>"]);
    expect(text).toContain("cat, taken for &lt;dog&gt;: 1 (25.0 %)");
    expect(text).not.toMatch(/<dog>|NaN/);
  });
});

describe("a long series", () => {
  it("becomes means of neighbours", () => {
    const points = Array.from({ length: 10 }, (_, at) => ({ x: at, y: at % 2 }));
    expect(thinOut(points, 5)).toEqual([0.5, 2.5, 4.5, 6.5, 8.5].map((x) => ({ x, y: 0.5 })));
    expect(thinOut(points, 10)).toBe(points);
  });
});

it("numbers are written as people read them", () => {
  expect([0, 0.0288, 0.5, 0.0001].map(percent)).toEqual(["0.00 %", "2.88 %", "50.0 %", "0.010 %"]);
  expect([0, 0.005298, 12.345, 1.2e-7].map(significant)).toEqual(["0", "0.0053", "12.3", "1.2e-7"]);
  expect([12, 200, 7500].map(duration)).toEqual(["12 s", "3 min 20 s", "2 h 5 min"]);
  expect(count(12_345.4)).toBe("12,345");
});
