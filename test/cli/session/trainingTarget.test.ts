/** What a spec's name, with or without a name in it, means to `swwae train`. */
import { describe, expect, it } from "vitest";
import { trainingTarget } from "../../../src/cli/session/trainingTarget.js";
import { compileSpec } from "../../support/compileSpec.js";

const model = (name: string): string =>
  `model ${name}(X: int = 2) { input 28x28x1  encoder (2)3c-(X)p-10fc  loss { NLL 1  L2rec 1 } }\n`;
const experiment = (name: string): string => `experiment ${name} { model Net(X = 2, 4)  data mnist }\n`;

function meaning(text: string, name: string | null): string {
  const target = trainingTarget(compileSpec("a.swwae", text), name);
  return target.kind === "model" ? `model ${target.name}` : `experiment ${target.experiment.name}`;
}

describe("a file without a name", () => {
  it("means its one experiment, else its one model", () => {
    expect(meaning(model("Net"), null)).toBe("model Net");
    expect(meaning(model("Net") + experiment("Sweep"), null)).toBe("experiment Sweep");
    expect(meaning(model("Net") + model("Other") + experiment("Sweep"), null)).toBe("experiment Sweep");
  });

  it.each([
    ["", "a.swwae defines no model"],
    [model("Net") + model("Other"), "a.swwae defines the models Net, Other; which is to be trained?"],
    [
      model("Net") + experiment("Sweep") + experiment("Again"),
      "a.swwae defines the experiments Sweep, Again and the models Net, NetX4; which is to be trained?",
    ],
  ])("leaves the choice open for %j", (text, message) => {
    expect(() => meaning(text, null)).toThrow(message);
  });
});

describe("a name", () => {
  const text = model("Net") + experiment("Sweep");

  it("is that of a model, of one that an experiment makes, or of an experiment", () => {
    expect(meaning(text, "Net")).toBe("model Net");
    expect(meaning(text, "NetX4")).toBe("model NetX4");
    expect(meaning(text, "Sweep")).toBe("experiment Sweep");
  });

  it.each([
    ["sweep", "did you mean a.swwae#Sweep?"],
    ["Nett", "did you mean a.swwae#Net?"],
    ["Nothing", "name one: a.swwae#Sweep"],
  ])("that is unknown, %s, is met with what there is", (name, hint) => {
    let error: unknown;
    try {
      meaning(text, name);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toMatchObject({
      message: `there is no model or experiment ${name}: a.swwae defines the experiment Sweep and the models Net, NetX4`,
      hint,
    });
  });

  it("in a file without any says so", () => {
    expect(() => meaning("", "Net")).toThrow("a.swwae defines no model");
  });
});
