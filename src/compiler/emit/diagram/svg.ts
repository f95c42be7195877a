/** A scene as SVG: one file without scripts, fonts or anything else to load. */
import { type Mark, type Scene, tidy, type TextStyle } from "./scene.js";
import { styleSheet, type Theme } from "./theme.js";

export interface SvgOptions {
  /** What the picture is called, and what it shows, for those who do not see it. */
  readonly title: string;
  readonly description: string;
  readonly theme: Theme;
  /** Begins every id, so that several diagrams can stand in one page. */
  readonly id: string;
}

export function writeSvg({ width, height, marks }: Scene, options: SvgOptions): string {
  const { id, theme, title, description } = options;
  const attributes = [
    `xmlns="http://www.w3.org/2000/svg"`,
    `id="${id}"`,
    `width="${width}"`,
    `height="${height}"`,
    `viewBox="0 0 ${width} ${height}"`,
    `role="img"`,
    `aria-labelledby="${id}-title ${id}-description"`,
  ];
  const style = styleSheet(theme, id).split("\n");
  return [
    `<svg ${attributes.join(" ")}>`,
    `  <title id="${id}-title">${escapeText(title)}</title>`,
    `  <desc id="${id}-description">${escapeText(description)}</desc>`,
    "  <style>",
    ...style.map((rule) => `    ${rule}`),
    "  </style>",
    "  <defs>",
    arrowHead(id, "what"),
    arrowHead(id, "where"),
    "  </defs>",
    ...marks.map((mark) => `  ${writeMark(mark, id)}`),
    "</svg>",
    "",
  ].join("\n");
}

function arrowHead(id: string, meaning: "what" | "where"): string {
  const size = `markerWidth="10" markerHeight="10" markerUnits="userSpaceOnUse"`;
  return `    <marker id="${id}-${meaning}" viewBox="0 0 10 10" refX="8.5" refY="5" ${size} orient="auto"><path class="head-${meaning}" d="M0 0.5 L10 5 L0 9.5 L2.5 5 Z"/></marker>`;
}

const textClasses: Readonly<Record<TextStyle, string>> = {
  title: "title",
  strong: "strong",
  label: "label",
  detail: "detail",
  what: "text-what tag",
  where: "text-where tag",
  term: "text-term tag strong",
  idle: "detail tag",
};

function writeMark(mark: Mark, id: string): string {
  switch (mark.kind) {
    case "rectangle": {
      const { meaning, x, y, width, height, radius, tooltip } = mark;
      const place = `x="${tidy(x)}" y="${tidy(y)}" width="${tidy(width)}" height="${tidy(height)}" rx="${radius}"`;
      return element("rect", `class="${meaning}" ${place}`, "", tooltip ?? null);
    }
    case "text": {
      const { style, x, y, anchor, text, aside, tooltip } = mark;
      const place = `x="${tidy(x)}" y="${tidy(y)}"${anchor === "start" ? "" : ` text-anchor="${anchor}"`}`;
      const quieter = aside ? `<tspan class="detail" dx="8">${escapeText(aside)}</tspan>` : "";
      return element(
        "text",
        `class="${textClasses[style]}" ${place}`,
        escapeText(text) + quieter,
        tooltip ?? null,
      );
    }
    case "path": {
      const head = mark.arrow ? ` marker-end="url(#${id}-${mark.meaning})"` : "";
      return element("path", `class="line-${mark.meaning}" d="${mark.path}"${head}`, "", null);
    }
    case "joint":
      return element("circle", `class="joint" cx="${tidy(mark.x)}" cy="${tidy(mark.y)}" r="3.5"`, "", null);
  }
}

function element(name: string, attributes: string, text: string, tooltip: string | null): string {
  const title = tooltip === null ? "" : `<title>${escapeText(tooltip)}</title>`;
  const content = text + title;
  return content === "" ? `<${name} ${attributes}/>` : `<${name} ${attributes}>${content}</${name}>`;
}

/** Text for XML: what has a meaning there is escaped, and characters that it cannot hold are left out. */
export function escapeText(text: string): string {
  return [...text]
    .filter(isXmlCharacter)
    .join("")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function isXmlCharacter(character: string): boolean {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return point === 0x09 || point === 0x0a || point === 0x0d;
  return !(point >= 0xd800 && point <= 0xdfff) && point !== 0xfffe && point !== 0xffff;
}
