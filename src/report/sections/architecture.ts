/** The network and its spec. */
import type { ModelPlan } from "../../compiler/index.js";
import { emitDiagram } from "../../compiler/emit/diagram/index.js";
import type { RunRecord } from "../../training/index.js";
import { count } from "../format.js";
import { html, Html } from "../page/html.js";
import type { Section } from "../page/page.js";

export function architectureSection(plan: ModelPlan, { spec }: RunRecord): Section {
  const diagram = emitDiagram(plan, { format: "svg", theme: "auto" })
    // On paper the page is light, whatever the reader prefers on a screen.
    .replaceAll("@media (prefers-color-scheme: dark)", "@media screen and (prefers-color-scheme: dark)");
  return {
    id: "network",
    title: "The network",
    content: html`<p class="note">
        ${plan.name} has ${count(plan.parameterCount)} trained numbers. Its spec is ${spec.path}.
      </p>
      <div class="diagram">${new Html(diagram)}</div>
      <details>
        <summary>The spec</summary>
        <pre>${spec.text}</pre>
      </details>
      ${Object.entries(spec.used ?? {}).map(
        ([path, text]) =>
          html`<details>
            <summary>${path}</summary>
            <pre>${text}</pre>
          </details>`,
      )}`,
  };
}
