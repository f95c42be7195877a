/** Charts by Observable Plot, as SVG text: drawn when the report is written, so that the page needs no script. */
import type { PlotOptions } from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { Html } from "../page/html.js";

/** Plot takes some 100 ms to load: it is loaded when the first chart is drawn. */
export type PlotLibrary = typeof import("@observablehq/plot");

/**
 * Draws a chart.
 *
 * @param label what the chart shows, for those who do not see it.
 * @param options of Plot, made with the library; colours may be variables of the page's style sheet.
 */
export async function chart(label: string, options: (plot: PlotLibrary) => PlotOptions): Promise<Html> {
  const plot = await import("@observablehq/plot");
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const drawn = plot.plot({
    document,
    width: chartWidth,
    className: "plot",
    style: { fontSize: "12px" },
    ariaLabel: label,
    ...options(plot),
  } as PlotOptions) as unknown as { readonly outerHTML: string };
  // Every chart brings the same rules along; the page has them once.
  return new Html(drawn.outerHTML.replace(/<style>[^]*?<\/style>/, "").replace("<svg ", '<svg role="img" '));
}

/** Width of every chart in CSS pixels: about a phone's, so that its letters stay readable there. */
export const chartWidth = 440;
