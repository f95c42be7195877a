/** What a study's page says, before it is HTML or Markdown: plain text, tables, figures. */
import type { Html } from "../../report/index.js";

export interface StudyPage {
  readonly title: string;
  /** One sentence under the title. */
  readonly lead: string;
  readonly sections: readonly PageSection[];
}

export interface PageSection {
  /** Also the name of the section's link: lower case, with dashes. */
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] }
  | Table
  | Figure
  | Picture
  | { readonly kind: "code"; readonly text: string };

export interface Table {
  readonly kind: "table";
  readonly columns: readonly { readonly title: string; readonly isNumber: boolean }[];
  /** As many texts as columns in each. */
  readonly rows: readonly (readonly string[])[];
  /** Places of rows that are marked, such as those of the study itself among the paper's. */
  readonly marked: ReadonlySet<number>;
}

/** A chart. */
export interface Figure {
  readonly kind: "figure";
  /** Name of its file beside a page in Markdown, without ending. */
  readonly name: string;
  readonly caption: string;
  readonly svg: Html;
  /** The names of its series, in the order of their colours. */
  readonly legend: readonly string[];
}

/** A picture of pixels. */
export interface Picture {
  readonly kind: "picture";
  readonly name: string;
  readonly caption: string;
  readonly png: Uint8Array;
}

/** A table; column titles that begin with "#" are those of numbers, written without it. */
export function table(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  marked: Iterable<number> = [],
): Table {
  return {
    kind: "table",
    columns: columns.map((title) => ({ title: title.replace(/^#/, ""), isNumber: title.startsWith("#") })),
    rows,
    marked: new Set(marked),
  };
}
