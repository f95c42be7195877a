/** All studies by their names. */
import type { StudyName } from "../compiler/index.js";
import { fewLabels } from "./fewLabels/study.js";
import type { Study } from "./study.js";

const studies: readonly Study[] = [fewLabels];

/** The study of this name; null where its page cannot be drawn yet. */
export function studyOf(name: StudyName): Study | null {
  return studies.find((study) => study.name === name) ?? null;
}
