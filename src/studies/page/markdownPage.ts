/** A study's page as Markdown, with its figures in files beside it. */
import { palettes, seriesColor } from "../../report/index.js";
import type { Block, Figure, StudyPage, Table } from "./content.js";

/** README.md and the figures that it shows, by their names. */
export function markdownPage(
  { title, lead, sections }: StudyPage,
  foot: string,
): Map<string, string | Uint8Array> {
  const files = new Map<string, string | Uint8Array>();
  const parts = [`# ${escapeMarkdown(title)}`, escapeMarkdown(lead)];
  for (const section of sections) {
    parts.push(`## ${escapeMarkdown(section.title)}`);
    for (const block of section.blocks) parts.push(blockText(block));
    for (const block of section.blocks) {
      if (block.kind === "figure") files.set(`${block.name}.svg`, svgFile(block));
      if (block.kind === "picture") files.set(`${block.name}.png`, block.png);
    }
  }
  files.set("README.md", `${[...parts, `_${escapeMarkdown(foot)}_`].join("\n\n")}\n`);
  return files;
}

function blockText(block: Block): string {
  switch (block.kind) {
    case "text":
      return escapeMarkdown(block.text);
    case "list":
      return block.items.map((item) => `- ${escapeMarkdown(item)}`).join("\n");
    case "code":
      return `\`\`\`\`\n${block.text.trimEnd()}\n\`\`\`\``;
    case "table":
      return tableText(block);
    case "figure":
      return `![${escapeMarkdown(block.caption)}](${block.name}.svg)`;
    case "picture":
      return `![${escapeMarkdown(block.caption)}](${block.name}.png)\n\n${escapeMarkdown(block.caption)}`;
  }
}

function tableText({ columns, rows, marked }: Table): string {
  return [
    line(columns.map(({ title }) => escapeMarkdown(title))),
    line(columns.map(({ isNumber }) => (isNumber ? "---:" : "---"))),
    ...rows.map((row, place) => {
      const cells = row.map(escapeMarkdown);
      return line(marked.has(place) ? cells.map(bold) : cells);
    }),
  ].join("\n");
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

function bold(cell: string): string {
  return cell === "" || cell === "–" ? cell : `**${cell}**`;
}

/** Signs that would mean something; a "|" would end a cell. */
function escapeMarkdown(text: string): string {
  return text.replace(/[\\`*_[\]<>|]/g, (sign) => `\\${sign}`);
}

/** The chart alone: with the colours of the pages, its caption and its legend inside. */
function svgFile({ svg, caption, legend }: Figure): string {
  const [, width = "440", height = "280"] = /viewBox="0 0 ([\d.]+) ([\d.]+)"/.exec(svg.text) ?? [];
  const rowHeight = 18;
  const head = 26 + rowHeight * legend.length;
  const names = legend.map((name, place) => {
    const y = 38 + rowHeight * place;
    const swatch = `<rect x="8" y="${y - 9}" width="10" height="10" rx="2" style="fill:${seriesColor(place)}"/>`;
    return `${swatch}<text x="24" y="${y}" class="name">${escapeXml(name)}</text>`;
  });
  const inner = svg.text.replace("<svg ", `<svg x="0" y="${head}" `);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${Number(height) + head}" width="${Number(width) * 1.4}" font-family="system-ui, sans-serif">`,
    `<style>:root { ${palettes.light} --plot-background: var(--page); } @media (prefers-color-scheme: dark) { :root { ${palettes.dark} } } svg { color: var(--text); } text { fill: var(--text); font-variant-numeric: tabular-nums; white-space: pre; } .title { font-size: 13px; font-weight: 600; } .name { font-size: 12px; }</style>`,
    `<rect width="100%" height="100%" style="fill:var(--page)"/>`,
    `<text x="8" y="17" class="title">${escapeXml(caption)}</text>`,
    ...names,
    inner,
    `</svg>\n`,
  ].join("\n");
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
