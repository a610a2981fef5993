"""The folder that a training works in: one file for each stage's result."""
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable

import numpy as np
import torch
from torch import Tensor


@dataclass(frozen=True)
class Workspace:
    folder: Path
    # Factor of every count of pictures and steps: 1 is the model that ships, 0.01 shows in a minute that all stages run.
    scale: float = 1.0

    def count(self, full: int, least: int) -> int:
        return max(least, round(full * self.scale))

    def path(self, name: str) -> Path:
        return self.folder / name

    def load(self, name: str) -> Any:
        return torch.load(self.path(name), map_location="cpu")

    def save(self, name: str, value: Any) -> None:
        """Whole or not at all: a stage that was stopped leaves no half file that the next one would read."""
        self._write(name, lambda part: torch.save(value, part))

    def save_pictures(self, name: str, pictures: np.ndarray, labels: np.ndarray) -> None:
        def write(part: Path) -> None:
            with part.open("wb") as file:
                np.savez(file, pictures=pictures, labels=labels)

        self._write(name, write)

    def load_pictures(self, name: str) -> tuple[np.ndarray, Tensor]:
        """Bytes `[n, 64, 64, 3]` and labels `[n, 6]`."""
        with np.load(self.path(name)) as file:
            return file["pictures"], torch.from_numpy(file["labels"])

    def report(self, stage: str, **figures: Any) -> None:
        print(json.dumps({"stage": stage, **figures}), flush=True)

    def _write(self, name: str, write: Callable[[Path], Any]) -> None:
        part = self.path(f"{name}.part")
        write(part)
        os.replace(part, self.path(name))


def to_planes(pictures: np.ndarray) -> Tensor:
    """Bytes `[n, h, w, 3]` as planes `[n, 3, h, w]` in -1..1."""
    return torch.from_numpy(pictures).permute(0, 3, 1, 2).float() / 127.5 - 1
