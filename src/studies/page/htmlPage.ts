/** A study's page as one file of HTML. */
import { html, type Html, page } from "../../report/index.js";
import { seriesColor } from "../../report/index.js";
import type { Block, StudyPage, Table } from "./content.js";

/** The whole text of the file. */
export function htmlPage({ title, lead, sections }: StudyPage, foot: string): string {
  return page({
    title,
    head: html`<h1>${title}</h1>
      <p class="lead">${lead}</p>`,
    sections: sections.map(({ id, title, blocks }) => ({
      id,
      title,
      content: html`${blocks.map(blockHtml)}`,
    })),
    foot: html`${foot}`,
  });
}

function blockHtml(block: Block): Html {
  switch (block.kind) {
    case "text":
      return html`<p>${block.text}</p> `;
    case "list":
      return html`<ul>
        ${block.items.map((item) => html`<li>${item}</li> `)}
      </ul> `;
    case "code":
      return html`<pre>${block.text}</pre> `;
    case "table":
      return tableHtml(block);
    case "figure":
      return html`<figure class="chart">
        <figcaption>${block.caption}</figcaption>
        ${legendHtml(block.legend)}${block.svg}
      </figure> `;
    case "picture":
      return html`<figure>
        <figcaption>${block.caption}</figcaption>
        <div class="scroll">
          <img
            style="max-width: none"
            src="data:image/png;base64,${Buffer.from(block.png).toString("base64")}"
            alt="${block.caption}"
          />
        </div>
      </figure> `;
  }
}

function legendHtml(names: readonly string[]): Html | null {
  if (names.length === 0) return null;
  return html`<ul class="legend">
    ${names.map(
      (name, place) =>
        html`<li><span class="swatch" style="background:${seriesColor(place)}"></span>${name}</li> `,
    )}
  </ul> `;
}

function tableHtml({ columns, rows, marked }: Table): Html {
  const classOf = (column: number): Html | null =>
    columns[column]?.isNumber === true ? html` class="number"` : null;
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${columns.map(({ title }, column) => html`<th scope="col" ${classOf(column)}>${title}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, place) =>
            html`<tr${marked.has(place) ? html` class="best"` : null}>
              ${row.map((text, column) => html`<td${classOf(column)}>${text}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div> `;
}
