"""Measures what the machine can do at most: a large matrix product and a large copy, by PyTorch.

Reads {"threads"} from standard input; prints one line of JSON: GFLOP/s of sgemm, GB/s of a copy (read and written).
"""

import json
import sys
import time

import torch


def best(run, times=7):
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    return min(seconds)


def main():
    torch.set_num_threads(json.load(sys.stdin)["threads"])
    side = 2048
    a, b, c = torch.rand(side, side), torch.rand(side, side), torch.empty(side, side)
    product = best(lambda: torch.mm(a, b, out=c))
    x, y = torch.rand(64 * 2**20), torch.empty(64 * 2**20)
    copy = best(lambda: y.copy_(x))
    print(json.dumps({"gflops": 2 * side**3 / product / 1e9, "gbytes": 2 * 4 * x.numel() / copy / 1e9}))


main()
