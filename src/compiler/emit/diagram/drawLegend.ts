/** The legend: a sample of each kind of line that the diagram uses, and what it means. */
import type { DiagramContent } from "./content.js";
import type { Layout } from "./layout.js";
import { legendEntries, type LegendKind, legendWidth, sampleGap, sampleWidth } from "./legend.js";
import { measures } from "./measures.js";
import { type Mark, polyline, wave } from "./scene.js";

export function drawLegend(content: DiagramContent, { legendY, width }: Layout): Mark[] {
  const entries = legendEntries(content);
  const spare = width - 2 * measures.margin - legendWidth(content);
  const gap = 20 + Math.min(20, spare / Math.max(1, entries.length - 1));
  let next = measures.margin;
  return entries.flatMap(({ kind, text, width: wide }) => {
    const x = next;
    next += wide + gap;
    return [
      ...drawSample(kind, x, legendY),
      {
        kind: "text",
        style: "idle",
        x: x + sampleWidth + sampleGap,
        y: legendY + 4,
        anchor: "start",
        text,
      } as const,
    ];
  });
}

function drawSample(kind: LegendKind, x: number, y: number): Mark[] {
  const end = x + sampleWidth;
  const straight = polyline([x, y], [end, y]);
  switch (kind) {
    case "what":
      return [{ kind: "path", meaning: "what", path: straight, arrow: true }];
    case "hard":
      return [{ kind: "path", meaning: "where", path: straight, arrow: true }];
    case "soft":
      return [{ kind: "path", meaning: "where", path: wave(x, end, y), arrow: true }];
    case "term":
      return [
        { kind: "path", meaning: "term", path: straight, arrow: false },
        { kind: "joint", x, y },
        { kind: "joint", x: end, y },
      ];
  }
}
