/** How the run came about: settings, machine, engine, versions. */
import type { RunRecord } from "../../training/index.js";
import { html, type Html } from "../page/html.js";
import type { Section } from "../page/page.js";

/** @param machine what is known of the machine, by name. */
export function circumstancesSection(record: RunRecord, machine: Readonly<Record<string, string>>): Section {
  const {
    seed,
    mode,
    engine,
    engineReasons = [],
    data,
    options,
    versions,
    experiment,
    precision,
    started,
  } = record;
  const waited = record.result?.["waitedForData"];
  const settings = Object.entries(options)
    .filter(([name, value]) => value !== null && !shownAlready.has(name) && !isEmpty(value))
    .map(([name, value]) => fact(words(name), written(value)));
  return {
    id: "circumstances",
    title: "Settings and machine",
    content: html`<div class="charts">
      <table class="facts">
        <tbody>
          ${experiment === undefined ? null : fact("experiment", `${experiment.name} ${experiment.cell}`)}
          ${fact("mode", mode)}${fact("data", data)}${fact("seed", String(seed))}${settings}
        </tbody>
      </table>
      <table class="facts">
        <tbody>
          ${fact("began", `${started.slice(0, 16).replace("T", " ")} UTC`)}${fact("engine", engine)}
          ${precision === undefined ? null : fact("precision", precision)}
          ${typeof waited === "number" ? fact("waited for data", `${(100 * waited).toFixed(2)} % of the time`) : null}
          ${engineReasons.map(({ name, reason }) => fact(name === engine ? "why" : `not ${name}`, reason))}
          ${Object.entries(machine).map(([name, value]) => fact(name, value))}
          ${Object.entries(versions).map(([name, value]) => fact(name, value))}
        </tbody>
      </table>
    </div>`,
  };
}

/** Settings that stand on the page under another name, or are measured from the data. */
const shownAlready: ReadonlySet<string> = new Set([
  "data",
  "seed",
  "mode",
  "engine",
  "precision",
  "statistics",
]);

function fact(name: string, value: string): Html {
  return html`<tr>
    <th scope="row">${name}</th>
    <td>${value}</td>
  </tr>`;
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** "labelledShare" → "labelled share". */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** A setting as a person would write it. */
function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join("; ");
  if (typeof value !== "object" || value === null) return String(value);
  return Object.entries(value)
    .filter(([, part]) => part !== null)
    .map(([name, part]) => (name === "kind" ? written(part) : `${words(name)} ${written(part)}`))
    .join(", ");
}
