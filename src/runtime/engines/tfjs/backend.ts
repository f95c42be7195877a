/** Starts tfjs on its pure JavaScript backend, and makes sure that it stays there. */
import * as tf from "@tensorflow/tfjs-core";

const backend = "cpu";

/**
 * Makes the pure JavaScript backend the one that runs.
 *
 * It greets its first tensor with a long warning that there are faster backends. That is no news to whoever asked for this
 * engine, so the first tensor is made while tfjs is in its production mode, which does not warn.
 */
export async function startBackend(): Promise<void> {
  await import("@tensorflow/tfjs-backend-cpu"); // registers itself
  await tf.setBackend(backend);
  const production = tf.env().getBool("PROD");
  tf.env().set("PROD", true);
  try {
    tf.scalar(0).dispose();
  } finally {
    tf.env().set("PROD", production);
  }
  expectBackend();
}

/** tfjs has one backend at a time for the whole process. Throws where something else has changed it meanwhile. */
export function expectBackend(): void {
  if (tf.getBackend() !== backend) {
    throw new Error(
      `The tfjs engine needs TensorFlow.js' "${backend}" backend, but this process has switched to "${tf.getBackend()}"`,
    );
  }
}
