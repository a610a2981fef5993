"""Trains a LoRA on restyled pictures and writes it with the keys of both kinds of tools."""
from random import Random

import numpy as np
import torch
from PIL import Image
from torch import Tensor, nn

from drawing.captions import caption, join, vocabulary
from drawing.scene import scene_of_labels
from drawing.styles import STYLES, Style
from loop import Loop, train
from network.lora import adapt, write_kohya, write_peft
from noise import NoisyBatch, alphas_cumprod
from stages import draw, pca, unet
from tokenizer import Tokenizer
from workspace import Workspace

_PICTURES = 2_000
_VARIANTS = 3
_STEPS = 1_300
_BATCH = 24
_RATE = 4e-3


def result(style: str) -> str:
    return f"{style}-peft.safetensors"


def run(work: Workspace, style_name: str) -> None:
    style = STYLES[style_name]
    model, scaling = unet.load(work)
    model.requires_grad_(False)
    latents, captions = _examples(work, style)
    latents = latents * scaling
    alphas = alphas_cumprod()
    torch.manual_seed(0)
    adapters = adapt(model["unet"])

    def loss(_step: int) -> Tensor:
        chosen = torch.randint(0, len(latents), (_BATCH,))
        ids = captions[chosen, torch.randint(0, _VARIANTS, (_BATCH,))]
        batch = NoisyBatch(latents[chosen], alphas)
        predicted = model["unet"](batch.latents, batch.timesteps.float(), model["te"](ids))
        return (predicted - batch.target).square().mean()

    parameters = [each for adapter in adapters.values() for each in (adapter.down, adapter.up)]
    optimizer = torch.optim.AdamW(parameters, _RATE, betas=(0.9, 0.99), weight_decay=0)
    # A path with dots is no name for a module.
    modules = nn.ModuleDict({path.replace(".", "/"): adapter for path, adapter in adapters.items()})
    steps = work.count(_STEPS, 4)
    train(work, Loop(f"lora-{style_name}", steps, modules, optimizer, lambda p: 1 - p + 0.003, loss, warm_up=20))
    write_kohya(work.path(f"{style_name}-kohya.safetensors"), adapters)
    write_peft(work.path(result(style_name)), adapters)
    work.report("lora", style=style_name, layers=len(adapters), parameters=sum(each.numel() for each in parameters))


def _examples(work: Workspace, style: Style) -> tuple[Tensor, Tensor]:
    """Unscaled latents of restyled pictures, and three captions of each that begin with the trigger."""
    pictures, labels = work.load_pictures(draw.RESULT)
    pictures, labels = pictures[:_PICTURES], labels[:_PICTURES]
    restyled = np.stack([np.asarray(style.restyle(Image.fromarray(picture))) for picture in pictures])
    tokenizer, random = Tokenizer(vocabulary()), Random(3)
    ids = [
        [tokenizer.encode(join(", ", style.trigger, caption(scene, random))) for _ in range(_VARIANTS)]
        for scene in map(scene_of_labels, labels)
    ]
    return pca.encode(pca.load(work), restyled), torch.tensor(ids)
