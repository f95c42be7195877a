/** A page: one file that asks no network for anything and runs no script. */
import { html, Html } from "./html.js";
import { styleSheet } from "./style.js";

export interface Section {
  /** The section's id, for links to it. */
  readonly id: string;
  readonly title: string;
  readonly content: Html;
}

export interface PageOptions {
  readonly title: string;
  /** What stands above the sections. */
  readonly head: Html;
  readonly sections: readonly Section[];
  readonly foot: Html;
}

/** The whole text of the HTML file. */
export function page({ title, head, sections, foot }: PageOptions): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; img-src data:; style-src 'unsafe-inline'"
        />
        <link rel="icon" href="data:," />
        <title>${title}</title>
        <style>
          ${new Html(styleSheet)}
        </style>
      </head>
      <body>
        <main>
          <header>
            ${head}
            <nav aria-label="Sections">
              ${sections.map(({ id, title }) => html`<a href="#${id}">${title}</a>`)}
            </nav>
          </header>
          ${sections.map(
            ({ id, title, content }) =>
              html`<section id="${id}">
                <h2>${title}</h2>
                ${content}
              </section> `,
          )}
          <footer>${foot}</footer>
        </main>
      </body>
    </html> `.text;
}
