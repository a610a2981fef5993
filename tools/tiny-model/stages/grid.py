"""Paints eight prompts with four seeds each, to look at."""
import numpy as np
from PIL import Image

from drawing.captions import vocabulary
from network.autoencoder import Decoder
from sampler import Painter
from stages import decoder, pca, unet
from tokenizer import Tokenizer
from workspace import Workspace

RESULT = "grid.png"
_SEEDS = [1, 2, 3, 4]
_PROMPTS = (
    "a red house on the left, a meadow, during the day, with the sun",
    "a blue boat on the right, the sea, at sunset, with the sun",
    "a white cat in the center, snow, at night, with a moon",
    "a yellow balloon on the left, mountains, at dawn, with clouds",
    "a purple tree on the right, the desert, at sunset, with clouds",
    "an orange lighthouse in the center, a forest, at night, with stars",
    "a red cat on the left, a beach, at noon, with clouds",
    "a white cottage on the right, pine forest, at sunrise, with the sun",
)


def load_painter(work: Workspace) -> Painter:
    model, scaling = unet.load(work)
    decode = Decoder(pca.load(work))
    decode.load_state_dict(work.load(decoder.RESULT))
    return Painter(model["unet"], model["te"], decode.eval(), Tokenizer(vocabulary()), scaling)


def run(work: Workspace) -> None:
    painter = load_painter(work)
    rows = []
    for prompt in _PROMPTS:
        pictures = painter.paint([prompt] * len(_SEEDS), _SEEDS)
        pixels = ((pictures / 2 + 0.5).clamp(0, 1) * 255).round().byte().permute(0, 2, 3, 1).numpy()
        rows.append(np.concatenate(list(pixels), axis=1))
    sheet = Image.fromarray(np.concatenate(rows, axis=0))
    sheet.resize((sheet.width * 2, sheet.height * 2), Image.NEAREST).save(work.path(RESULT))
    work.report("grid", file=str(work.path(RESULT)))
