/** What every study is: which page it draws, and what it measures besides. */
import type { StudyName } from "../compiler/index.js";
import type { StudyPage } from "./page/content.js";
import type { StudyResults } from "./results/document.js";

export interface Study {
  readonly name: StudyName;
  /** Draws the page from the data alone: the same data make the same page. */
  readonly draw: (results: StudyResults) => Promise<StudyPage>;
}
