/** Identifiers of generated code: how names of a spec are spelled in TypeScript, and how collisions are settled. */

/** Words that no declaration of a strict-mode module may be called. */
const reservedWords = [
  ..."arguments await break case catch class const continue debugger default delete do else enum eval".split(
    " ",
  ),
  ..."export extends false finally for function if implements import in instanceof interface let new".split(
    " ",
  ),
  ..."null package private protected public return static super switch this throw true try typeof var".split(
    " ",
  ),
  ..."void while with yield".split(" "),
  // Names that the language, TypeScript or Node's modules keep for themselves.
  ..."undefined NaN Infinity globalThis require exports module __esModule then".split(" "),
];

/** A name in lowerCamel, such as `topStage` for `top_stage` and `stl10` for `STL10`; "" if nothing is left of it. */
export function lowerCamel(name: string): string {
  const [first = "", ...rest] = words(name);
  return [
    first.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase()),
    ...rest.map(capitalise),
  ].join("");
}

/** A name in UpperCamel, such as `TopStage` for `top_stage`. */
export function upperCamel(name: string): string {
  return words(name).map(capitalise).join("");
}

function words(name: string): string[] {
  return name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
}

function capitalise(word: string): string {
  return word.slice(0, 1).toUpperCase() + word.slice(1);
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name);
}

/** A property key of an object literal or a type: the name itself where that is safe. */
export function propertyKey(name: string): string {
  // Written plainly, this one key would set the object's prototype instead of a property.
  if (name === "__proto__") return '["__proto__"]';
  return isIdentifier(name) ? name : JSON.stringify(name);
}

/** Access to a property: `object.name`, or `object["name"]` where the name is no identifier. */
export function propertyAccess(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`;
}

/** One entry of an object literal: `name` where key and value are spelled alike, else `key: value`. */
export function propertyEntry(name: string, value: string): string {
  return name === value ? name : `${propertyKey(name)}: ${value}`;
}

/**
 * The names of one scope. Every claim gets a name of its own: the wanted one if it is free, else the fallback, else the
 * fallback with the first number from 2 on that makes it free. The order of the claims alone decides.
 */
export class IdentifierScope {
  private readonly taken: Set<string>;

  constructor(taken: Iterable<string> = []) {
    this.taken = new Set([...reservedWords, ...taken]);
  }

  /** A scope of its own in which everything that is taken here is taken too. */
  inner(): IdentifierScope {
    return new IdentifierScope(this.taken);
  }

  claim(wanted: string, fallback = wanted): string {
    for (let attempt = 0; ; attempt++) {
      const name = attempt === 0 ? wanted : attempt === 1 ? fallback : `${fallback}${attempt}`;
      if (isIdentifier(name) && this.isFree(name)) {
        this.taken.add(name);
        return name;
      }
    }
  }

  /** Claims several names that belong together: the first suffix ("", "2", "3", …) for which all of them are free. */
  claimFamily<Key extends string>(family: (suffix: string) => Record<Key, string>): Record<Key, string> {
    for (let attempt = 1; ; attempt++) {
      const names = family(attempt === 1 ? "" : String(attempt));
      const spellings = Object.values<string>(names);
      if (spellings.every((name) => isIdentifier(name) && this.isFree(name))) {
        for (const name of spellings) this.taken.add(name);
        return names;
      }
    }
  }

  private isFree(name: string): boolean {
    return !this.taken.has(name);
  }
}
