/** The confusion matrix: which classes a model takes for which. */
import { html, type Html } from "../page/html.js";
import { chart } from "./plot.js";

/** Above so many classes the counts no longer fit into the cells. */
const mostCounted = 20;

/**
 * @param counts [true class, class the model says], row by row.
 * @param names of the classes.
 */
export async function confusionMatrix(counts: Uint32Array, names: readonly string[]): Promise<Html> {
  const classes = names.length;
  const cells = Array.from(counts, (count, index) => {
    const row = Math.floor(index / classes);
    const column = index % classes;
    const total = counts.subarray(row * classes, (row + 1) * classes).reduce((sum, each) => sum + each, 0);
    return { row, column, count, share: total === 0 ? 0 : count / total };
  });
  const name = (place: number): string => names[place] ?? String(place);
  const longest = Math.max(...names.map(({ length }) => length));
  const left = Math.min(140, 34 + 7 * longest);
  const tilted = longest > 3;
  const svg = await chart("Confusion matrix", (plot) => ({
    height: 400,
    marginLeft: left,
    marginTop: tilted ? 90 : 44,
    marginBottom: 8,
    marginRight: 4,
    padding: 0.06,
    opacity: { type: "identity" },
    x: {
      axis: "top",
      type: "band",
      domain: names.map((_, place) => place),
      label: "what the model says",
      tickFormat: name,
      tickSize: 0,
      ...(tilted ? { tickRotate: -45 } : {}),
    },
    y: {
      type: "band",
      domain: names.map((_, place) => place),
      label: "what it is",
      tickFormat: name,
      tickSize: 0,
    },
    marks: [
      plot.cell(cells, { x: "column", y: "row", fill: "var(--band)" }),
      plot.cell(
        cells.filter(({ count }) => count > 0),
        {
          x: "column",
          y: "row",
          fill: (cell: (typeof cells)[number]) => (cell.row === cell.column ? "var(--what)" : "var(--term)"),
          // The root makes the few mistakes of a good model visible.
          fillOpacity: (cell: (typeof cells)[number]) => 0.12 + 0.88 * Math.sqrt(cell.share),
          title: (cell: (typeof cells)[number]) =>
            `${name(cell.row)}, taken for ${name(cell.column)}: ${cell.count} (${(100 * cell.share).toFixed(1)} %)`,
        },
      ),
      ...(classes > mostCounted
        ? []
        : [
            plot.text(
              cells.filter(({ count }) => count > 0),
              {
                x: "column",
                y: "row",
                text: (cell: (typeof cells)[number]) => String(cell.count),
                fill: (cell: (typeof cells)[number]) =>
                  Math.sqrt(cell.share) > 0.6 ? "var(--on-color)" : "var(--text)",
                fontSize: classes > 12 ? 8 : 11,
              },
            ),
          ]),
    ],
    color: { type: "identity" },
  }));
  return html`<figure class="chart square">${svg}</figure>`;
}
