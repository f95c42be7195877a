"""Times a whole training step of a what-where auto-encoder in PyTorch, as a person would write it there.

Reads a JSON object from standard input: {"net": the description, "batch", "threads", "steps", "layout": "nchw" | "nhwc",
"compiled": true for torch.compile, "precision": "fp32" | "bf16" (autocast)}.
Prints one line of JSON: the milliseconds of each step after a warm-up, and the process' peak memory in MB.
"""

import json
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import torch
from torch import nn
from torch.nn import functional

WARMUP = 5


class WhatWhereAutoEncoder(nn.Module):
    def __init__(self, net):
        super().__init__()
        height, width, channels = net["input"]
        self.sizes = [tuple(stage["pool"]) for stage in net["stages"]]
        encoder, decoder = [], []
        for stage in net["stages"]:
            up, down = [], []
            for rows, columns, filters in stage["convolutions"]:
                up.append(nn.Conv2d(channels, filters, (rows, columns), padding="same"))
                down.insert(0, nn.Conv2d(filters, channels, (rows, columns), padding="same"))
                channels = filters
            encoder.append(nn.ModuleList(up))
            decoder.insert(0, nn.ModuleList(down))
            height, width = height // stage["pool"][0], width // stage["pool"][1]
        self.encoder, self.decoder = nn.ModuleList(encoder), nn.ModuleList(decoder)
        self.classifier = nn.Linear(height * width * channels, net["classes"])

    def forward(self, image):
        what, wheres, maps, whats = image, [], [], []
        for stage, size in zip(self.encoder, self.sizes):
            for convolution in stage:
                what = functional.relu(convolution(what))
            maps.append(what.size())
            what, where = functional.max_pool2d(what, size, return_indices=True)
            wheres.append(where)
            whats.append(what)
        logits = self.classifier(what.flatten(1))

        pairs, map_ = [], what
        for depth, stage in enumerate(self.decoder):
            level = len(self.encoder) - 1 - depth
            map_ = functional.max_unpool2d(map_, wheres[level], self.sizes[level], output_size=maps[level])
            for position, convolution in enumerate(stage):
                last = level == 0 and position == len(stage) - 1
                map_ = convolution(map_) if last else functional.relu(convolution(map_))
            if level > 0:
                pairs.append((map_, whats[level - 1]))
        return logits, map_, pairs


def main():
    request = json.load(sys.stdin)
    net, batch = request["net"], request["batch"]
    torch.manual_seed(1)
    torch.set_num_threads(request["threads"])
    layout = torch.channels_last if request["layout"] == "nhwc" else torch.contiguous_format

    height, width, channels = net["input"]
    model = WhatWhereAutoEncoder(net).to(memory_format=layout)
    run = torch.compile(model) if request["compiled"] else model
    optimizer = torch.optim.Adam(model.parameters(), 0.001)
    image = torch.rand(batch, channels, height, width).contiguous(memory_format=layout)
    labels = torch.arange(batch) % net["classes"]
    weights = net["weights"]

    milliseconds = []
    for step in range(WARMUP + request["steps"]):
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast("cpu", torch.bfloat16, enabled=request["precision"] == "bf16"):
            logits, reconstruction, pairs = run(image)
        loss = weights["nll"] * functional.cross_entropy(logits.float(), labels)
        loss = loss + weights["l2rec"] * functional.mse_loss(reconstruction.float(), image)
        for decoded, what in pairs:
            loss = loss + weights["l2m"] * functional.mse_loss(decoded.float(), what.float())
        loss.backward()
        optimizer.step()
        loss.item()
        if step >= WARMUP:
            milliseconds.append((time.perf_counter() - start) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"milliseconds": milliseconds, "rssMB": peak, "version": torch.__version__}))


main()
