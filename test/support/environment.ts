/** What the environment says to tests. */

/** The value of a variable; undefined where it is not set, or set to nothing, as scripts do that have none to give. */
export function environmentVariable(name: string): string | undefined {
  const value = process.env[name];
  return value === "" ? undefined : value;
}
