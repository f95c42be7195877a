"""Times a whole training step of a what-where auto-encoder in Keras on TensorFlow, as a person would write it there.

Reads a JSON object from standard input: {"net": the description, "batch", "threads", "steps", "compiler": "graph" | "xla"}.
Prints one line of JSON: the milliseconds of each step after a warm-up, and the process' peak memory in MB.
"""

import json
import os
import resource
import sys
import time

request = json.load(sys.stdin)
os.environ["KERAS_BACKEND"] = "tensorflow"
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
os.environ["TF_ENABLE_ONEDNN_OPTS"] = "1"

import keras
import numpy
import tensorflow as tf

WARMUP = 5


def pool_by_switches(x, size):
    """TensorFlow's pooling with positions, and the way back by scattering: the natural form where there is no XLA."""
    rows, columns = size
    shape = x.shape
    window = [1, rows, columns, 1]
    what, switches = tf.nn.max_pool_with_argmax(x, window, window, "VALID", include_batch_in_index=True)

    def unpool(value):
        flat = tf.scatter_nd(
            tf.reshape(switches, [-1, 1]), tf.reshape(value, [-1]), [tf.size(x, out_type=tf.int64)]
        )
        return tf.reshape(flat, shape)

    return what, unpool


def pool_by_windows(x, size):
    """Windows, argmax and one-hot masks: XLA has no pooling with positions."""
    rows, columns = size
    batch, height, width, channels = x.shape
    high, wide = height // rows, width // columns
    windows = tf.reshape(x[:, : high * rows, : wide * columns], [batch, high, rows, wide, columns, channels])
    windows = tf.reshape(tf.transpose(windows, [0, 1, 3, 2, 4, 5]), [batch, high, wide, rows * columns, channels])
    where = tf.one_hot(tf.argmax(tf.stop_gradient(windows), axis=3), rows * columns, axis=3)
    what = tf.reduce_sum(windows * where, axis=3)

    def unpool(value):
        cells = tf.reshape(value[:, :, :, None] * where, [batch, high, wide, rows, columns, channels])
        cells = tf.reshape(tf.transpose(cells, [0, 1, 3, 2, 4, 5]), [batch, high * rows, wide * columns, channels])
        return tf.pad(cells, [[0, 0], [0, height - high * rows], [0, width - wide * columns], [0, 0]])

    return what, unpool


class WhatWhereAutoEncoder(keras.Model):
    def __init__(self, net, pool):
        super().__init__()
        self.pool = pool
        self.sizes = [tuple(stage["pool"]) for stage in net["stages"]]
        channels = net["input"][2]
        self.up, self.down = [], []
        for level, stage in enumerate(net["stages"]):
            up, down = [], []
            for position, (rows, columns, filters) in enumerate(stage["convolutions"]):
                up.append(keras.layers.Conv2D(filters, (rows, columns), padding="same", activation="relu"))
                last = level == 0 and position == 0
                activation = None if last else "relu"
                down.insert(0, keras.layers.Conv2D(channels, (rows, columns), padding="same", activation=activation))
                channels = filters
            self.up.append(up)
            self.down.append(down)
        self.classifier = keras.layers.Dense(net["classes"])

    def call(self, image):
        what, unpools, whats = image, [], []
        for stage, size in zip(self.up, self.sizes):
            for convolution in stage:
                what = convolution(what)
            what, unpool = self.pool(what, size)
            unpools.append(unpool)
            whats.append(what)
        logits = self.classifier(tf.reshape(what, [what.shape[0], -1]))
        pairs, map_ = [], what
        for level in reversed(range(len(self.up))):
            map_ = unpools[level](map_)
            for convolution in self.down[level]:
                map_ = convolution(map_)
            if level > 0:
                pairs.append((map_, whats[level - 1]))
        return logits, map_, pairs


def main():
    net, batch = request["net"], request["batch"]
    tf.config.threading.set_intra_op_parallelism_threads(request["threads"])
    tf.config.threading.set_inter_op_parallelism_threads(1)
    is_xla = request["compiler"] == "xla"
    keras.utils.set_random_seed(1)
    model = WhatWhereAutoEncoder(net, pool_by_windows if is_xla else pool_by_switches)
    optimizer = keras.optimizers.Adam(0.001)
    image = tf.constant(numpy.random.rand(batch, *net["input"]).astype("float32"))
    labels = tf.range(batch) % net["classes"]
    weights = net["weights"]
    model(image)
    optimizer.build(model.trainable_variables)

    @tf.function(jit_compile=is_xla)
    def step():
        with tf.GradientTape() as tape:
            logits, reconstruction, pairs = model(image, training=True)
            nll = tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits)
            loss = weights["nll"] * tf.reduce_mean(nll)
            loss += weights["l2rec"] * tf.reduce_mean(tf.square(reconstruction - image))
            for decoded, what in pairs:
                loss += weights["l2m"] * tf.reduce_mean(tf.square(decoded - what))
        variables = model.trainable_variables
        optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    milliseconds = []
    for number in range(WARMUP + request["steps"]):
        start = time.perf_counter()
        step().numpy()
        if number >= WARMUP:
            milliseconds.append((time.perf_counter() - start) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"milliseconds": milliseconds, "rssMB": peak, "version": keras.__version__}))


main()
