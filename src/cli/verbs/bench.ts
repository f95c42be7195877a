/** `swwae bench`: what a model costs on this machine, and where a training step's time goes. */
import { type Command, InvalidArgumentError } from "commander";
import type { Mode } from "../../runtime/index.js";
import {
  jsonOption,
  type MachineOptions,
  machineOptions,
  machineSettings,
} from "../options/commonOptions.js";
import { oneOf, wholeNumber } from "../options/values.js";
import type { Terminal } from "../terminal.js";

interface BenchOptions extends MachineOptions {
  readonly batch: readonly number[];
  readonly mode?: Mode;
  readonly steps: number;
  readonly profile?: true;
  readonly json?: true;
}

const modes: readonly Mode[] = ["supervised", "unsupervised", "semi-supervised"];

export function addBench(program: Command, terminal: Terminal): Command {
  const command = program
    .command("bench")
    .summary("time a model on this machine")
    .description(
      "Times training steps, evaluations and reconstructions of a model on noise, with the memory that they take. With --profile, " +
        "tells where the time of a training step goes on the engine onnx: op by op and layer by layer, beside what the machine can do at most.",
    )
    .argument("<file[#model]>", "a spec, and which of its models, where it has several")
    .option(
      "--batch <sizes>",
      "images in a batch, such as 64 or 1,16,256; --profile takes the first",
      batchSizes,
      [64],
    )
    .option("--mode <mode>", `${modes.join(", ")} (default: as much as the model can)`, oneOf(modes))
    .option("--steps <count>", "steps to time, after as many to warm up", wholeNumber(1), 10)
    .option("--profile", "tell where a step's time goes")
    .addOption(jsonOption())
    .addHelpText(
      "after",
      `
Examples:
  $ swwae bench specs/paper/mnist.swwae#Mnist
  $ swwae bench specs/paper/mnist.swwae#Mnist --batch 1,16,64,256,1024
  $ swwae bench specs/paper/mnist.swwae#Mnist --profile`,
    );
  for (const option of machineOptions()) command.addOption(option);
  return command.action(async (reference: string, options: BenchOptions) => {
    const { benchRun } = await import("../session/benchRun.js");
    await benchRun(
      {
        reference,
        engine: options.engine ?? "auto",
        machine: machineSettings(options),
        mode: options.mode ?? null,
        batches: options.batch,
        steps: options.steps,
        profile: options.profile === true,
        json: options.json === true,
      },
      terminal,
    );
  });
}

function batchSizes(text: string): readonly number[] {
  const sizes = text.split(",").map(Number);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= 65_536)) return sizes;
  throw new InvalidArgumentError("Whole numbers from 1 on, with commas between them, are needed.");
}
