/** A study's pages as files: index.html, README.md and its figures. */
import { join } from "node:path";
import { createFolder, writeFileAtomically } from "../../training/index.js";
import type { StudyResults } from "../results/document.js";
import { studyOf } from "../studies.js";
import { htmlPage } from "./htmlPage.js";
import { markdownPage } from "./markdownPage.js";

/** The files by their names. */
export async function drawPages(results: StudyResults): Promise<Map<string, string | Uint8Array>> {
  const page = await studyOf(results.study).draw(results);
  const foot = "Drawn from results.json by swwae; nothing on this page is written by hand.";
  return new Map([["index.html", htmlPage(page, foot)], ...markdownPage(page, foot)]);
}

/**
 * Draws the pages and writes them into the folder of results.json.
 *
 * @returns their paths.
 * @throws UserError naming the path, where one cannot be written.
 */
export async function writePages(folder: string, results: StudyResults): Promise<string[]> {
  await createFolder(folder);
  const paths: string[] = [];
  for (const [name, content] of await drawPages(results)) {
    paths.push(join(folder, name));
    await writeFileAtomically(join(folder, name), content);
  }
  return paths;
}
