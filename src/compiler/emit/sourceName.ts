/** How emitted files name the spec that they come from. */

/**
 * The spec's path as it was given, with forward slashes, but of an absolute path only the file's name: what is emitted is the same
 * wherever the project lies.
 */
export function sourceName(file: string): string {
  const path = file.replaceAll("\\", "/").replace(/\s+/g, " ");
  const isAbsolute = path.startsWith("/") || /^[A-Za-z]:/.test(path) || path.startsWith("file:");
  return isAbsolute ? path.slice(path.lastIndexOf("/") + 1) : path;
}
