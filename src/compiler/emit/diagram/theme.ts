/** The colours of diagrams. What is blue, where orange, the loss magenta, in every theme. */

export type Theme = "light" | "dark" | "auto";

export interface Palette {
  readonly page: string;
  readonly band: string;
  readonly box: string;
  readonly edge: string;
  readonly text: string;
  readonly muted: string;
  readonly what: string;
  readonly whatTint: string;
  readonly where: string;
  readonly whereTint: string;
  readonly term: string;
  readonly termTint: string;
}

export const light: Palette = {
  page: "#ffffff",
  band: "#f4f6f8",
  box: "#ffffff",
  edge: "#cfd6de",
  text: "#1d2733",
  muted: "#5c6876",
  what: "#1769c2",
  whatTint: "#e8f1fc",
  where: "#ad5400",
  whereTint: "#fdf0e0",
  term: "#b3257e",
  termTint: "#fcebf5",
};

export const dark: Palette = {
  page: "#10151c",
  band: "#181f28",
  box: "#202934",
  edge: "#3c4856",
  text: "#e9eef4",
  muted: "#9aa7b5",
  what: "#6db3ff",
  whatTint: "#16304d",
  where: "#f5a04c",
  whereTint: "#412b14",
  term: "#f08cc8",
  termTint: "#43203a",
};

const fonts = `ui-sans-serif, system-ui, -apple-system, "Segoe UI", Helvetica, Arial, "DejaVu Sans", sans-serif`;

/**
 * The style sheet of a diagram whose root has the id `scope`: nothing of it reaches a page that the diagram is written into.
 * `auto` is light, and dark for readers who prefer that.
 */
export function styleSheet(theme: Theme, scope: string): string {
  const scoped = (rules: readonly string[]): string[] => rules.map((rule) => `#${scope} ${rule}`);
  const rules = [...scoped(shapeRules), ...scoped(colourRules(theme === "dark" ? dark : light))];
  if (theme !== "auto") return rules.join("\n");
  const inTheDark = scoped(colourRules(dark)).map((rule) => `  ${rule}`);
  return [...rules, "@media (prefers-color-scheme: dark) {", ...inTheDark, "}"].join("\n");
}

const shapeRules: readonly string[] = [
  `text { font-family: ${fonts}; font-size: 13px; font-variant-numeric: tabular-nums; }`,
  ".title { font-size: 22px; font-weight: 700; }",
  ".strong { font-weight: 600; }",
  ".detail { font-weight: 400; }",
  ".tag { font-size: 12px; }",
  "path { fill: none; stroke-width: 2; stroke-linejoin: round; }",
  ".line-term { stroke-width: 1.5; stroke-dasharray: 1 5; stroke-linecap: round; }",
  ".line-divider { stroke-width: 1; }",
  ".idleChip, .noise { stroke-dasharray: 4 3; }",
];

function colourRules(palette: Palette): string[] {
  const { page, band, box, edge, text, muted, what, whatTint, where, whereTint, term, termTint } = palette;
  return [
    filled("background", page, "none"),
    filled("band", band, "none"),
    filled("box", box, edge),
    filled("endpoint", whatTint, what),
    filled("whereStrip", whereTint, "none"),
    filled("plainStrip", band, "none"),
    filled("termChip", termTint, term),
    filled("idleChip", page, muted),
    filled("noise", box, muted),
    `.joint { fill: ${term}; }`,
    `.line-what { stroke: ${what}; }`,
    `.line-where { stroke: ${where}; }`,
    `.line-term { stroke: ${term}; }`,
    `.line-divider { stroke: ${edge}; }`,
    `.head-what { fill: ${what}; }`,
    `.head-where { fill: ${where}; }`,
    `text { fill: ${text}; }`,
    `.detail { fill: ${muted}; }`,
    `.text-what { fill: ${what}; }`,
    `.text-where { fill: ${where}; }`,
    `.text-term { fill: ${term}; }`,
  ];
}

function filled(name: string, fill: string, stroke: string): string {
  return `.${name} { fill: ${fill}; stroke: ${stroke}; }`;
}
