"""The same pictures by PyTorch, for bench/diffusion: one request a line on stdin, one JSON answer a line on stdout.

    python3 torch_pictures.py CHECKPOINTS

Request: {"prompt", "seeds", "steps", "guidance"}. Answer: {"ms", "pixels"}: RGB bytes of the first picture in hex.
"""
import json
import os
import sys
import time
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools" / "tiny-model"))

import torch

from stages.grid import load_painter
from workspace import Workspace


def main() -> None:
    torch.set_num_threads(1)
    painter = load_painter(Workspace(Path(sys.argv[1])))
    answer({"torch": torch.__version__})
    for line in sys.stdin:
        request = json.loads(line)
        seeds = request["seeds"]
        started = time.perf_counter()
        pictures = painter.paint([request["prompt"]] * len(seeds), seeds, request["steps"], request["guidance"])
        pixels = ((pictures / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).contiguous()
        elapsed = time.perf_counter() - started
        answer({"ms": 1000 * elapsed, "pixels": pixels[0].numpy().tobytes().hex()})


def answer(value: dict) -> None:
    print(json.dumps(value), flush=True)


if __name__ == "__main__":
    main()
