/** The test images of a data set, as reports and pictures show them. */
import type { ShownImages } from "../../report/index.js";
import type { PreparedDataset } from "./loadDataset.js";

export function testImages({ dataset, pipeline }: PreparedDataset): ShownImages {
  const { images, labels } = dataset.test;
  return {
    count: labels.length,
    shape: pipeline.shape,
    labels,
    classNames: dataset.classNames ?? Array.from({ length: dataset.classes }, (_, label) => String(label)),
    range: (from, to) => pipeline.range(images, from, to),
  };
}
