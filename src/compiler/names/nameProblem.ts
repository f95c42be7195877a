/** What makes a name. */

/** Why a word cannot be a name, or null where it can: letters A to Z, digits and _, a letter first. */
export function nameProblem(name: string): string | null {
  if (/[^A-Za-z0-9_]/.test(name)) return "names are made of the letters A to Z, digits and _";
  if (!/^[A-Za-z]/.test(name)) return "names begin with a letter";
  if (name.length > 80) return "names have at most 80 letters";
  return null;
}
