/** The report of one run: everything there is to see of it, on one page. */
import { asPixels } from "../training/index.js";
import { type ModelPlan, receptiveFields } from "../compiler/index.js";
import type { Engine, EngineState, Model, TensorValue } from "../runtime/index.js";
import type { MetricsRecord, RunRecord, StepMetrics } from "../training/index.js";
import { count, duration, percent, significant } from "./format.js";
import type { ShownImages } from "./material/images.js";
import { gatherMaterial, type RunMaterial } from "./material/runMaterial.js";
import { html, type Html } from "./page/html.js";
import { page, type Section } from "./page/page.js";
import { pictureElement } from "./pictures/element.js";
import { sheet } from "./pictures/sheet.js";
import { architectureSection } from "./sections/architecture.js";
import { circumstancesSection } from "./sections/circumstances.js";
import { classificationSection, mistakesSection } from "./sections/classification.js";
import { featuresSection } from "./sections/features.js";
import { filtersSection } from "./sections/filters.js";
import { learningSection } from "./sections/learning.js";
import { reconstructionsSection } from "./sections/reconstructions.js";
import { whatAndWhereSection } from "./sections/whatAndWhere.js";

export interface RunReportRequest {
  /** What the run is called: its folder's name. */
  readonly name: string;
  readonly record: RunRecord;
  readonly metrics: readonly MetricsRecord[];
  readonly plan: ModelPlan;
  readonly model: Model;
  readonly weights: ReadonlyMap<string, TensorValue>;
  readonly engine: Engine;
  /** Holds the weights. */
  readonly state: EngineState;
  /** The test images. */
  readonly images: ShownImages;
  /** What is known of the machine, by name. */
  readonly machine: Readonly<Record<string, string>>;
}

/** The text of the page; the same run gives the same bytes. */
export async function runReport(request: RunReportRequest): Promise<string> {
  const { record, plan, model, engine, state, images, metrics } = request;
  const fields = receptiveFields(plan);
  const material = await gatherMaterial({ model, engine, state, images, fields });
  const sections: (Section | null)[] = [
    await learningSection(metrics),
    material.classification === null ? null : await classificationSection(material.classification, images),
    material.classification === null ? null : mistakesSection(material.classification, images),
    ...(images.count === 0
      ? []
      : [reconstructionsSection(material, images), firstImageSection(material, images)]),
    filtersSection(plan, request.weights),
    featuresSection(material.features, material.looked),
    architectureSection(plan, record),
    circumstancesSection(record, request.machine),
  ];
  return page({
    title: `${model.name} · ${request.name}`,
    head: head(request, material),
    sections: sections.filter((section) => section !== null),
    foot: html`Written by swwae ${record.versions["swwae"] ?? ""}.`,
  });
}

function firstImageSection({ columns }: RunMaterial, images: ShownImages): Section {
  const [height, width, channels] = images.shape;
  const image = columns.images.subarray(0, height * width * channels);
  const index = columns.indices[0] ?? 0;
  const label = images.labels[index] ?? -1;
  const name = label < 0 ? "" : ` (${images.classNames[label] ?? label})`;
  const picture = sheet({ shape: images.shape, tiles: [asPixels(image)(image)], columns: 1 });
  return whatAndWhereSection({
    inspection: columns.inspection,
    image: 0,
    title: `test:${index}${name}`,
    picture: pictureElement(picture, {
      alt: `Test image ${index}`,
      scale: Math.max(1, Math.round(96 / width)),
    }),
  });
}

function head({ name, record, metrics, model }: RunReportRequest, material: RunMaterial): Html {
  const steps = metrics.filter((each) => each.kind === "step");
  const seconds = steps.at(-1)?.seconds;
  const test = metrics.findLast((each) => each.kind === "test");
  const { classification } = material;
  const figures = [
    classification === null
      ? null
      : figure(
          "test error",
          percent(classification.wrongCount / classification.count),
          `${count(classification.wrongCount)} of ${count(classification.count)}`,
        ),
    test?.reconstructionError === undefined || test.reconstructionError === null
      ? null
      : figure("reconstruction error", significant(test.reconstructionError), "squared, per pixel"),
    stepsFigure(record, steps.at(-1)),
    imagesPerSecond(record, steps.length, seconds),
  ];
  const lead = record.status === "finished" ? record.mode : `${record.mode}, ${record.status}`;
  return html`<h1>${model.name}</h1>
    <p class="lead">${name} · ${lead} on ${record.data}</p>
    ${record.status === "failed" && record.failure !== undefined ? html`<p class="failure">${record.failure}</p>` : null}
    <dl class="figures">${figures}</dl>`;
}

/** Steps made, with those of the runs before; of one that was killed, its metrics know how many. */
function stepsFigure(
  { status, steps, stepsBefore, plannedSteps }: RunRecord,
  latest: StepMetrics | undefined,
): Html {
  const measured = stepsBefore + (latest?.step ?? 0);
  const made = status === "running" ? measured : status === "failed" ? Math.max(steps, measured) : steps;
  const planned = stepsBefore + plannedSteps;
  const details = [
    ...(made === planned || status === "finished" ? [] : [`of ${count(planned)}`]),
    ...(latest === undefined ? [] : [duration(latest.seconds)]),
  ];
  return figure("steps", count(made), details.join(", "));
}

function imagesPerSecond(record: RunRecord, steps: number, seconds: number | undefined): Html | null {
  const batch = record.options["batch"];
  if (typeof batch !== "number" || seconds === undefined || seconds === 0) return null;
  return figure("images per second", count((steps * batch) / seconds), record.engine);
}

function figure(name: string, value: string, detail: string): Html {
  return html`<div>
    <dt>${name}</dt>
    <dd>${value}<small>${detail}</small></dd>
  </div>`;
}
