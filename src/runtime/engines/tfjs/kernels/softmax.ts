/** Softmax and its logarithm, the largest number subtracted first so that no exponential overflows. */
import * as tf from "@tensorflow/tfjs-core";

/** Softmax along an axis. */
export function softmax(x: tf.Tensor, axis: number): tf.Tensor {
  const exponentials = tf.exp(tf.sub(x, tf.max(x, axis, true)));
  return tf.div(exponentials, tf.sum(exponentials, axis, true));
}

/** The logarithm of the softmax along the last axis. */
export function logSoftmax(x: tf.Tensor): tf.Tensor {
  const shifted = tf.sub(x, tf.max(x, -1, true));
  return tf.sub(shifted, tf.log(tf.sum(tf.exp(shifted), -1, true)));
}
