/** Text as HTML: whatever is put into a template is escaped, unless it is HTML itself. */

/** A piece of HTML that is right as it stands. */
export class Html {
  constructor(readonly text: string) {}
}

type Value = Html | string | number | null | readonly (Html | string | number | null)[];

/** A template of HTML. Strings and numbers in it are escaped, HTML is taken as it is, null is nothing, lists are joined. */
export function html(parts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(
    parts.reduce(
      (text, part, index) => text + part + (index < values.length ? show(values[index]!) : ""),
      "",
    ),
  );
}

function show(value: Value): string {
  if (value === null) return "";
  if (value instanceof Html) return value.text;
  return typeof value === "object" ? value.map(show).join("") : escapeHtml(String(value));
}

/** Escapes what has a meaning in HTML, in text as in attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
