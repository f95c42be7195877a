/** Settings of a training: where they come from, and how many steps they make. */
import { describe, expect, it } from "vitest";
import {
  completeSettings,
  countSteps,
  labelledShareOf,
  settingsOf,
} from "../../../src/cli/session/settings.js";
import { barModel } from "../../support/bars.js";

const model = barModel();

describe("completeSettings", () => {
  it("takes what is given before what is inherited before the defaults", () => {
    const settings = completeSettings(
      { epochs: 3, seed: undefined },
      { epochs: 7, seed: 9, labels: 100 },
      model,
    );
    expect(settings).toMatchObject({ epochs: 3, seed: 9, labels: 100, batch: 64, mode: "semi-supervised" });
  });

  it("trains a model without classifier unsupervised, and not otherwise", () => {
    const bare = barModel({ classes: null });
    expect(completeSettings({}, {}, bare).mode).toBe("unsupervised");
    expect(() => completeSettings({ mode: "supervised" }, {}, bare)).toThrow(
      "the model Stacked has no classifier, which the supervised mode needs",
    );
  });

  it("needs images held back to stop early", () => {
    const stopping = { earlyStopping: { patience: 3 } };
    expect(completeSettings(stopping, {}, model)).toMatchObject({ ...stopping, validation: 1000 });
    expect(() => completeSettings({ ...stopping, validation: 0 }, {}, model)).toThrow(
      "early stopping needs images held back for validation",
    );
  });

  it("inherits settings only, not whatever else a record holds", () => {
    expect(settingsOf({ epochs: 2, mode: "supervised", from: "runs/x", color: "red" })).toEqual({
      epochs: 2,
      mode: "supervised",
    });
  });
});

describe("countSteps", () => {
  it.each([
    ["semi-supervised", 1, 100, 6000, { stepsPerEpoch: 100, steps: 100 }],
    ["semi-supervised", 1.25, 100, 6000, { stepsPerEpoch: 100, steps: 125 }],
    ["unsupervised", 2, 0, 6000, { stepsPerEpoch: 100, steps: 200 }],
    ["supervised", 2, 600, 6000, { stepsPerEpoch: 10, steps: 20 }],
    ["supervised", 0.001, 5, 6000, { stepsPerEpoch: 1, steps: 1 }],
  ] as const)("in the %s mode, %d epochs, %i labelled of %i", (mode, epochs, labelled, images, expected) => {
    const settings = completeSettings({ mode, epochs, batch: 60 }, {}, model);
    expect(countSteps(settings, labelled, images)).toEqual(expected);
  });
});

describe("labelledShareOf", () => {
  it.each([
    ["unsupervised", "some", 0],
    ["supervised", "some", 1],
    ["semi-supervised", "all", 1],
    ["semi-supervised", "some", 0.3],
  ] as const)("in the %s mode with %s images labelled is %d", (mode, which, share) => {
    const settings = completeSettings({ mode, labelledShare: 0.3 }, {}, model);
    expect(labelledShareOf(settings, which === "all")).toBe(share);
  });
});
