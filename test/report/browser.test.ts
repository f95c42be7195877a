/**
 * Pages in a real browser, on a phone and on a desk, in light and in dark, and on paper: opt-in, where SWWAE_CHROMIUM names a
 * Chromium.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Browser, chromium, type Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/temporaryFolder.js";
import { experimentReport } from "../../src/report/experiment/experimentReport.js";
import type { ExperimentRun } from "../../src/report/experiment/summary.js";
import { barReport, barRun } from "./barReport.js";
import { environmentVariable } from "../support/environment.js";

const executablePath = environmentVariable("SWWAE_CHROMIUM");
const without = executablePath === undefined ? " (skipped: no SWWAE_CHROMIUM)" : "";

describe.skipIf(executablePath === undefined)(`a report in Chromium${without}`, () => {
  let browser: Browser;
  let text = "";
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
    text = await barReport(await barRun());
  }, 120_000);
  afterAll(() => browser?.close());

  /** Opens the page; `complaints` gathers what it asks for, and what the browser says of it. */
  async function open(
    width: number,
    colorScheme: "light" | "dark",
  ): Promise<{ page: Page; complaints: string[] }> {
    const path = join(temporaryFolder(), "report.html");
    writeFileSync(path, text);
    const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(path).href);
    return { page, complaints };
  }

  it.each([
    [390, "light"],
    [390, "dark"],
    [1280, "light"],
    [1280, "dark"],
  ] as const)("%i pixels wide, %s: fits, is complete and readable", async (width, colorScheme) => {
    const { page, complaints } = await open(width, colorScheme);
    const seen = await page.evaluate(lookAround);
    await page.close();
    expect(complaints).toEqual([]);
    expect(seen.overflow).toEqual([]);
    expect(seen.pageWidth).toBe(width);
    expect(seen.brokenImages).toBe(0);
    expect(seen.pale).toEqual([]);
    expect(seen.smallest).toBeGreaterThanOrEqual(7);
    expect(seen.brightness > 0.5).toBe(colorScheme === "light");
  });

  it.each([
    [360, 10],
    [1280, 1],
  ])("%i pixels wide, shows the runs of an experiment without scrolling aside", async (width, lines) => {
    const runs = [runOf(100, 1), runOf(100, 2), runOf(1000, 1)];
    const path = join(temporaryFolder(), "report.html");
    writeFileSync(path, await experimentReport({ name: "Sweep", runs, version: "0" }));
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    await page.goto(pathToFileURL(path).href);
    const seen = (await page.evaluate(`(() => {
      const { scrollWidth, clientWidth } = document.querySelector("#runs .scroll");
      const cells = [...document.querySelectorAll("#runs tbody tr:first-child td")];
      const tops = new Set(cells.map((cell) => Math.round(cell.getBoundingClientRect().top)));
      return { scrolls: scrollWidth > clientWidth, lines: tops.size, cells: cells.length, page: document.documentElement.scrollWidth };
    })()`)) as { scrolls: boolean; lines: number; cells: number; page: number };
    await page.close();
    expect(seen).toEqual({ scrolls: false, lines, cells: 10, page: width });
  });

  it("prints, light even for readers who prefer dark", async () => {
    const { page } = await open(1280, "dark");
    const pdf = await page.pdf({ format: "A4" });
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    await page.emulateMedia({ media: "print" });
    const seen = await page.evaluate(lookAround);
    await page.close();
    expect(seen.brightness).toBeGreaterThan(0.9);
  });
});

/** A run of an experiment with three settings; that of seed 2 failed. */
function runOf(labels: number, seed: number): ExperimentRun {
  return {
    name: `labels-${labels}-optimizer-sgd-seed-${seed}`,
    page: "report.html",
    status: seed === 2 ? "failed" : "finished",
    steps: 1200,
    plannedSteps: 12_000,
    failure: seed === 2 ? "L2rec became NaN at step 1,200" : null,
    seed,
    choice: { labels: String(labels), "model rate": "0.5", optimizer: "sgd rate 0.1" },
    figures: { "test error": 0.0123, "reconstruction error": 0.01234, "validation error": 0.02 },
    validations: [],
  };
}

interface Seen {
  readonly pageWidth: number;
  /** Elements that stick out to the right, but for those that scroll by themselves. */
  readonly overflow: readonly string[];
  readonly brokenImages: number;
  /** Texts whose contrast with the page is below 4.5. */
  readonly pale: readonly string[];
  /** The smallest letters of charts, in pixels of the screen. */
  readonly smallest: number;
  /** Of the page, in [0, 1]. */
  readonly brightness: number;
}

/** Runs inside of the page, as text: Node's types know no document. */
const lookAround = `(() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((channel) => channel / 255);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = getComputedStyle(document.body).backgroundColor;
  const contrast = (colour) => {
    const [a, b] = [luminance(colour), luminance(ground)].sort((x, y) => y - x);
    return (a + 0.05) / (b + 0.05);
  };
  const width = document.documentElement.clientWidth;
  const elements = [...document.querySelectorAll("body *")];
  const name = (element) => element.tagName + " " + element.textContent.trim().slice(0, 30);
  const charts = [...document.querySelectorAll(".chart svg")];
  return {
    pageWidth: document.documentElement.scrollWidth,
    overflow: elements.filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest(".diagram, .scroll, pre")).map(name),
    brokenImages: [...document.images].filter((image) => image.naturalWidth === 0).length,
    pale: [...document.querySelectorAll("h1, h2, h3, p, a, dt, dd, figcaption, li, th, td, small, summary")]
      .filter((e) => contrast(getComputedStyle(e).color) < 4.5).map(name),
    smallest: Math.min(...charts.map((chart) => (12 * chart.getBoundingClientRect().width) / 440)),
    brightness: luminance(ground),
  };
})()` as unknown as () => Seen;
