/** SW0209: a model has an input, an encoder and a loss. */
import { type Fix, replacement } from "../../diagnostics/diagnostic.js";
import type { RuleContext } from "../rule.js";

export function requiredSections({ model, report }: RuleContext): void {
  const { node, present } = model;
  const notes = {
    input: ["for grey images of 28 by 28 pixels: input 28x28x1"],
    encoder: ["in the paper's notation: encoder (64)5c-2p-(64)3c-2p"],
    loss: [],
  };
  for (const section of ["input", "encoder", "loss"] as const) {
    if (present.has(section)) continue;
    const fix =
      section === "loss"
        ? addLoss(node.span.end - 1, present.has("classifier"))
        : section === "input" && node.sections[0]
          ? addInput(node.sections[0].span.start)
          : null;
    const span = (node.name ?? node.keyword).span;
    report("SW0209", { span, values: { model: model.name, section }, notes: notes[section], fix });
  }
}

function addInput(offset: number): Fix {
  return replacement("add input 28x28x1", { start: offset, end: offset }, "input 28x28x1\n  ");
}

function addLoss(offset: number, hasClassifier: boolean): Fix {
  const loss = hasClassifier ? "loss { NLL 1  L2* 0.5 }" : "loss { L2* 0.5 }";
  return replacement(`add ${loss}`, { start: offset, end: offset }, ` ${loss} `);
}
