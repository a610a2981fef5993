"""Writes eight captions of each training picture and tokenises them."""
from random import Random

import torch

from drawing.captions import caption, vocabulary
from drawing.scene import scene_of_labels
from stages import draw
from tokenizer import LENGTH, Tokenizer
from workspace import Workspace

RESULT = "captions.pt"
VARIANTS = 8


def run(work: Workspace) -> None:
    tokenizer = Tokenizer(vocabulary())
    _, labels = work.load_pictures(draw.RESULT)
    random = Random(5)
    ids = torch.empty(len(labels), VARIANTS, LENGTH, dtype=torch.int16)
    for row, scene in zip(ids, map(scene_of_labels, labels)):
        row[:] = torch.tensor([tokenizer.encode(caption(scene, random)) for _ in range(VARIANTS)])
    work.save(RESULT, ids)
    work.report("caption", captions=ids.shape[0] * VARIANTS, vocabulary=len(tokenizer.vocabulary))
