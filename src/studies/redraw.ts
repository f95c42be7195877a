/** `npm run results`: draws the pages of all studies in a folder anew, from their results.json. */
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { writePages } from "./page/writePages.js";
import { readResults } from "./results/files.js";

/** Redraws every study below `folder`; returns the paths written. */
export async function redraw(folder: string): Promise<string[]> {
  const paths: string[] = [];
  for (const entry of (await readdir(folder, { withFileTypes: true })).toSorted((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    if (!entry.isDirectory()) continue;
    const study = join(folder, entry.name);
    const results = await readResults(study);
    if (results !== null) paths.push(...(await writePages(study, results)));
  }
  return paths;
}
