/** Paths between specs: relative, with forward slashes on every system. */

/** Why a text cannot be the path of a `use`; null where it can. */
export function pathProblem(path: string): string | null {
  if (path.includes("\\")) return "paths are written with forward slashes";
  if (!/^\.\.?\//.test(path)) return "paths begin with ./ or ../, and count from the folder of this file";
  return null;
}

/** The path with its slashes and its beginning mended; null where that does not make it one. */
export function mendPath(path: string): string | null {
  const slashed = path.replaceAll("\\", "/");
  if (slashed === "" || slashed.startsWith("/") || /^[A-Za-z]:/.test(slashed)) return null;
  return /^\.\.?\//.test(slashed) ? slashed : `./${slashed}`;
}

/** The file that `path` means in the file `from`: "specs/a.swwae" and "../b.swwae" give "b.swwae". */
export function resolvePath(from: string, path: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of path.split("/")) {
    if (part === "." || part === "") continue;
    const last = parts.at(-1);
    if (part === ".." && last !== undefined && last !== ".." && last !== "") parts.pop();
    else parts.push(part);
  }
  return parts.join("/");
}
