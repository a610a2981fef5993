#!/usr/bin/env python3
"""Trains telar-mini from nothing: python3 train.py all --work FOLDER. See README.md.

A stage whose result is in the folder is left out; one that was stopped goes on where it was.
"""
import argparse
import os
import time
from functools import partial
from pathlib import Path

# Before torch is loaded: waiting threads that spin cost the one that works.
os.environ.setdefault("OMP_WAIT_POLICY", "passive")

import torch

from drawing.styles import STYLES
from stages import caption, decoder, draw, export, grid, judge, lora, pca, text_encoder, unet
from workspace import Workspace


def main() -> None:
    stages = {
        "draw": (draw.run, draw.RESULT),
        "caption": (caption.run, caption.RESULT),
        "pca": (pca.run, pca.RESULT),
        "decoder": (decoder.run, decoder.RESULT),
        "judge": (judge.run, judge.RESULT),
        "text-encoder": (text_encoder.run, text_encoder.RESULT),
        "unet": (unet.run, unet.RESULT),
        "export": (export.run, export.RESULT),
        "grid": (grid.run, grid.RESULT),
    }
    options = _parse([*stages, "lora", "all"])
    stages["lora"] = (partial(lora.run, style_name=options.style), lora.result(options.style))
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    work = Workspace(options.work, options.scale)
    for name in stages if options.stage == "all" else [options.stage]:
        run, result = stages[name]
        # A stage that is asked for by name is run again; `all` fills in what is missing.
        if options.stage == "all" and work.path(result).exists():
            work.report(name, found=result)
            continue
        started = time.monotonic()
        run(work)
        work.report(name, seconds=round(time.monotonic() - started, 1))


def _parse(stages: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Trains telar-mini, the embedded model.")
    parser.add_argument("stage", choices=stages, help="one stage, or all of them in order")
    parser.add_argument("--work", type=Path, required=True, help="folder for pictures, checkpoints and results")
    parser.add_argument("--scale", type=float, default=1.0, help="factor of all counts of pictures and steps")
    parser.add_argument("--threads", type=int, default=1, help="threads of PyTorch")
    parser.add_argument("--style", choices=sorted(STYLES), default="neon", help="what the stage `lora` learns")
    return parser.parse_args()


if __name__ == "__main__":
    main()
