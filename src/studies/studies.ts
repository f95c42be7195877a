/** All studies by their names. */
import type { StudyName } from "../compiler/index.js";
import { features } from "./features/study.js";
import { fewLabels } from "./fewLabels/study.js";
import { lambdaSweep } from "./lambdaSweep/study.js";
import { necessityOfWhere } from "./necessityOfWhere/study.js";
import { relatives } from "./relatives/study.js";
import { settings } from "./settings/study.js";
import { stages } from "./stages/study.js";
import type { Study } from "./study.js";
import { threeModes } from "./threeModes/study.js";
import { transfer } from "./transfer/study.js";
import { whatAndWhere } from "./whatAndWhere/study.js";

const studies: Readonly<Record<StudyName, Study>> = {
  "few-labels": fewLabels,
  settings,
  "lambda-sweep": lambdaSweep,
  "three-modes": threeModes,
  "necessity-of-where": necessityOfWhere,
  "what-and-where": whatAndWhere,
  stages,
  relatives,
  features,
  transfer,
};

/** The study of this name. */
export function studyOf(name: StudyName): Study {
  return studies[name];
}
