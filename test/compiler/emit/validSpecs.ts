/** Random valid specs of several models, whose names get into each other's way. */
import * as fc from "fast-check";
import { specArbitrary } from "../../support/specArbitrary.js";

/** Names that are taken: by the language, the runtime, generated code, every object, each other. */
const stageNames = [
  ..."bottom class relu pool unpool p code codeStage image imageStage where2 a_b aB a_B aBMap aBConv".split(
    " ",
  ),
  ..."encoded decoded logits labels shape constructor toString x1 Tensor return STAGE s0Map".split(" "),
];
const modelNames = [
  ..."Mnist Net relu Tensor default encodeNet netParameters NetWheres Batch CODE my_model".split(" "),
  ..."undefined MyModel p image Object".split(" "),
];

const modelsPerSpec = 5;

/** The text of one spec with five models. */
export const validSpecs: fc.Arbitrary<string> = fc
  .record({
    models: fc.array(specArbitrary({ size: 20, channels: 4 }), {
      minLength: modelsPerSpec,
      maxLength: modelsPerSpec,
    }),
    names: fc.shuffledSubarray(modelNames, { minLength: modelsPerSpec, maxLength: modelsPerSpec }),
    stages: fc.shuffledSubarray(stageNames, { minLength: 6, maxLength: 6 }),
  })
  .map(({ models, names, stages }) =>
    models
      .map((text, index) =>
        renameStages(text, stages).replace(/model Model\b/, `model ${names[index] ?? ""}`),
      )
      .join("\n"),
  );

/** Gives the stages of the block form, s0 to s3 and d0 to d1, other names. */
function renameStages(text: string, names: readonly string[]): string {
  return text.replace(
    /\b([sd])(\d)\b/g,
    (stage, kind: string, index: string) => names[Number(index) + (kind === "d" ? 4 : 0)] ?? stage,
  );
}
