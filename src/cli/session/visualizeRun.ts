/** Draws what excites the maps of a run's model most. */
import { join } from "node:path";
import { receptiveFields, suggest } from "../../compiler/index.js";
import { featurePicture, type StageFeatures, stageFeatures } from "../../report/index.js";
import { type Activation, Inspector, UserError, writeFileAtomically } from "../../training/index.js";
import { counted } from "../compileSpec.js";
import { shownPath } from "../specFile.js";
import type { Terminal } from "../terminal.js";
import { openRun, type OpenedRun, type OpenRunRequest } from "./openRun.js";
import { testImages } from "./testImages.js";

export interface VisualizeOutput {
  /** Null for all stages, a picture each. */
  readonly stage: string | null;
  /** Null for the maps that are excited most. */
  readonly map: number | null;
  /** How many activations of each map. */
  readonly count: number;
  /** How many maps where none is named. */
  readonly maps: number;
  /** How many test images are looked at; null for all. */
  readonly limit: number | null;
  /** The picture's path, of one stage; null for `features-STAGE.png` in the run folder. */
  readonly out: string | null;
  readonly json: boolean;
}

/** Writes a picture for each stage. Throws a UserError where something is missing, or there is no such stage or map. */
export async function visualizeRun(
  request: OpenRunRequest,
  output: VisualizeOutput,
  terminal: Terminal,
): Promise<void> {
  const run = await openRun(request, terminal);
  const inspector = new Inspector(run.model, run);
  try {
    const stages = chosenStages(run, inspector, output);
    const images = testImages(run.prepared);
    const looked = Math.min(images.count, output.limit ?? images.count);
    terminal.note(`looking at ${counted(looked, "image")}`);
    const survey = await inspector.survey(looked, (from, to) => images.range(from, to), output.count);
    const fields = receptiveFields(run.plan);
    const results = [];
    for (const stage of stages) {
      const strongest = survey.strongest.get(stage);
      if (strongest === undefined) continue;
      const maps =
        output.map === null
          ? strongest.strongestMaps.slice(0, output.maps).toSorted((a, b) => a - b)
          : [output.map];
      const features = await stageFeatures({
        inspector,
        stage,
        field: fields.get(stage) ?? { kind: "image" },
        images,
        activations: maps.map((map): readonly Activation[] => strongest.activations[map] ?? []),
      });
      if (features.shown.length === 0) {
        const which = output.map === null ? `no map of ${stage}` : `map ${output.map} of ${stage}`;
        throw new UserError(`nothing excites ${which}: it is 0 for all of ${counted(looked, "image")}`);
      }
      const path = output.out ?? join(run.folder.path, pictureName(stage, output.map));
      await writeFileAtomically(path, featurePicture(features, `${run.modelName} ${stage}`));
      results.push(resultOf(features, inspector.shapeOf(stage), shownPath(path)));
      if (!output.json) terminal.print(`${terminal.colors.green("written")}    ${shownPath(path)}`);
    }
    if (output.json) {
      const result = {
        run: shownPath(run.folder.path),
        data: run.prepared.dataset.name,
        images: looked,
        stages: results,
      };
      terminal.print(JSON.stringify(result, null, 2));
    }
  } finally {
    await inspector.dispose();
    await run.dispose();
  }
}

function chosenStages(
  { model }: OpenedRun,
  inspector: Inspector,
  { stage, map, out }: VisualizeOutput,
): readonly string[] {
  if (stage === null) {
    const single = map !== null ? "--map" : out !== null && model.stages.length > 1 ? "--out" : null;
    if (single === null) return model.stages;
    throw new UserError(`${single} asks for one stage, and ${model.name} has ${model.stages.length}`, {
      hint: `name it: --stage ${model.stages.at(-1) ?? ""}`,
    });
  }
  if (!model.stages.includes(stage)) {
    const near = suggest(stage, model.stages);
    throw new UserError(`${model.name} has no stage ${stage}, but ${model.stages.join(", ")}`, {
      hint: `--stage ${near ?? model.stages.at(-1) ?? ""}`,
    });
  }
  const maps = inspector.shapeOf(stage).at(-1) ?? 0;
  if (map !== null && map >= maps) {
    throw new UserError(`${stage} has no map ${map}: its ${maps} maps are 0 to ${maps - 1}`);
  }
  return [stage];
}

function pictureName(stage: string, map: number | null): string {
  return map === null ? `features-${stage}.png` : `features-${stage}-map-${map}.png`;
}

function resultOf(
  { stage, patchShape, shown }: StageFeatures,
  shape: readonly number[],
  picture: string,
): object {
  return {
    stage,
    picture,
    sees: [patchShape[0], patchShape[1]],
    maps: shown.map(({ map, examples }) => ({
      map,
      activations: examples.map(({ value, image, cell }) => ({
        value,
        image: `test:${image}`,
        ...(shape.length === 3
          ? { row: Math.floor(cell / (shape[1] ?? 1)), column: cell % (shape[1] ?? 1) }
          : {}),
      })),
    })),
  };
}
