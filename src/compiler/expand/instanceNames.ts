/** Names of instances: `Net(X = 4, w = none)` becomes NetX4None. */
import type { Environment } from "./bindings.js";
import type { ExpandedModel } from "./expander.js";

/**
 * A name made of the model's and of the values that differ from its defaults: numbers with the parameter before them, kinds of where alone. Where it is
 * taken already, a number tells them apart. `taken` holds names in lower case, and gets the new one.
 */
export function nameInstance(
  model: ExpandedModel,
  defaults: Environment,
  name: string,
  taken: Set<string>,
): string {
  const parts = [...model.environment.values()].flatMap(({ parameter, value }) => {
    if (value === null || value.text === defaults.get(parameter.name.text)?.value?.text) return [];
    const words = value.text.split(" ").map((word) => capitalised(written(word)));
    return value.kind === "where" ? words : [capitalised(parameter.name.text), ...words];
  });
  const wanted = [name, ...parts].join("");
  let found = wanted;
  for (let number = 2; taken.has(found.toLowerCase()); number++) found = `${wanted}_${number}`;
  taken.add(found.toLowerCase());
  return found;
}

/** A number as a part of a name: 0.5 is 0_5, -3 is Minus3. */
function written(word: string): string {
  return word.replace("-", "Minus").replace("+", "").replaceAll(".", "_");
}

function capitalised(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}
