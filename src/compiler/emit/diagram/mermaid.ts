/** A diagram as a Mermaid flowchart, for pages that draw those themselves. */
import { type Box, type DiagramContent, type Level, type Line, whereText } from "./content.js";

/**
 * The flowchart, top to bottom: what flows is drawn solid, a hard where thick, a soft where dotted, a term of the loss as a rounded
 * node between what it compares.
 */
export function writeMermaid(content: DiagramContent): string {
  const { levels } = content;
  const lines = [
    "flowchart TB",
    `  image(["image ${content.image}"])`,
    `  subgraph encoder["encoder"]`,
    ...levels.map((level, index) => `    e${index}["${stageText(level.name, level.encoder, "up")}"]`),
    "  end",
    `  code(["code ${content.code}"])`,
    `  subgraph decoder["decoder"]`,
    ...levels
      .map((level, index) => `    d${index}["${stageText(level.name, level.decoder, "down")}"]`)
      .toReversed(),
    "  end",
    `  reconstruction(["reconstruction ${content.image}"])`,
    "  image --> e0",
    ...levels.slice(1).map((_, index) => `  e${index} -->|${whatText(levels[index])}| e${index + 1}`),
    `  e${levels.length - 1} -->|${whatText(levels.at(-1))}| code`,
    `  code --> d${levels.length - 1}`,
    ...levels
      .slice(1)
      .map((_, index) => `  d${index + 1} --> d${index}`)
      .toReversed(),
    "  d0 --> reconstruction",
    ...levels.flatMap(whereEdge),
    ...classifierLines(content),
    ...termLines(content),
  ];
  return `${lines.join("\n")}\n`;
}

/** A stage as lines of text, in the order of a pass. */
function stageText(name: string, { lines, pooling }: Box, direction: "up" | "down"): string {
  const pool = pooling === null ? [] : [pooling];
  const all = direction === "up" ? [...lines, ...pool] : [...pool, ...lines];
  return [`<b>${escape(name)}</b>`, ...all.map(lineText)].join("<br>");
}

function lineText({ label, detail, shape }: Line): string {
  const layers = detail === "" ? label : `${label} · ${detail}`;
  return `${escape(layers)} → ${shape}`;
}

function whatText(level: Level | undefined): string {
  return level?.dropout ? `"what, ${level.dropout}"` : "what";
}

function whereEdge({ where }: Level, index: number): string[] {
  if (where === null || where.kind === "none") return [];
  const arrow = { hard: "==>", soft: "-.->", map: "-->" }[where.kind];
  return [`  e${index} ${arrow}|"${whereText(where)}"| d${index}`];
}

function classifierLines({ classifier, likelihood }: DiagramContent): string[] {
  if (classifier === null) return [];
  const text = ["<b>classifier</b>", ...classifier.map(lineText)].join("<br>");
  return [
    `  classifier["${text}"]`,
    "  code --> classifier",
    ...(likelihood === null
      ? []
      : [
          `  nll(["${escape(likelihood.text)}"]):::term`,
          `  labels(["labels"])`,
          "  classifier -.- nll",
          "  labels -.- nll",
        ]),
  ];
}

function termLines({ levels, likelihood, reconstruction }: DiagramContent): string[] {
  const lines: string[] = [];
  if (reconstruction !== null) {
    lines.push(
      `  l2rec(["${escape(reconstruction.text)}"]):::term`,
      "  image -.- l2rec",
      "  reconstruction -.- l2rec",
    );
  }
  levels.forEach(({ term }, index) => {
    if (term === null || term.idle) return;
    const above = index === levels.length - 1 ? "code" : `d${index + 1}`;
    lines.push(
      `  l2m${index}(["${escape(term.text)}"]):::term`,
      `  e${index} -.- l2m${index}`,
      `  ${above} -.- l2m${index}`,
    );
  });
  const hasTerms = lines.length > 0 || likelihood !== null;
  return hasTerms ? [...lines, "  classDef term stroke:#b3257e,stroke-width:2px"] : lines;
}

/** Text inside a quoted label. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "#quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
