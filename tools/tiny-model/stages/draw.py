"""Draws the pictures: 20,000 to train on, 1,500 to test with. Each has a generator of its own, so any number of
processes gives the same ones."""
import multiprocessing
from random import Random

import numpy as np

from drawing.picture import draw_scene
from drawing.scene import random_scene
from workspace import Workspace

RESULT = "train.npz"
TEST = "test.npz"


def run(work: Workspace) -> None:
    for name, full, least in ((TEST, 1_500, 100), (RESULT, 20_000, 400)):
        count = work.count(full, least)
        # Half a thousand a message: fewer hold a process up at the end, more keep pictures waiting for pickling.
        with multiprocessing.Pool() as pool:
            drawn = pool.map(_draw, [f"{name}:{i}" for i in range(count)], chunksize=500)
        work.save_pictures(name, np.stack([pixels for pixels, _ in drawn]), np.array([labels for _, labels in drawn]))
        work.report("draw", file=name, pictures=count)


def _draw(seed: str) -> tuple[np.ndarray, list[int]]:
    random = Random(seed)
    scene = random_scene(random)
    return np.asarray(draw_scene(scene, random)), scene.labels()
