/** A diagram in sentences, for those who do not see it. */
import { type DiagramContent, type Level, whereText } from "./content.js";

export function describeDiagram(content: DiagramContent): string {
  const { image, code, levels, classifier, likelihood, reconstruction } = content;
  const terms = [likelihood, reconstruction, ...levels.map(({ term }) => term)].flatMap((term) =>
    term === null ? [] : [term.explanation],
  );
  return [
    `The encoder goes up at the left from an image of ${image} to a code of ${code}, stage by stage: ${levels.map(describeLevel).join("; ")}.`,
    `The decoder comes down at the right and mirrors it, from the code to a reconstruction of ${image}.`,
    ...(classifier === null
      ? ["There is no classifier."]
      : [`A classifier stands on the code: ${classifier.map(describeLine).join(", ")}.`]),
    terms.length === 0 ? "Nothing is trained." : `Terms of the loss: ${terms.join("; ")}.`,
  ].join(" ");
}

function describeLevel({ name, encoder, where }: Level): string {
  const lines = [...encoder.lines, ...(encoder.pooling === null ? [] : [encoder.pooling])];
  const across = where === null ? "" : `, ${whereText(where)}`;
  return `${name} with ${lines.map(describeLine).join(", ")}${across}`;
}

function describeLine({ label, detail, shape }: Level["encoder"]["lines"][number]): string {
  return `${[label, detail].filter((text) => text !== "").join(" ")} to ${shape}`;
}
