"""Trains the UNet, and the text encoder with it at a seventh of the rate, to predict v."""
import copy

import torch
from torch import Tensor, nn

from loop import Loop, train
from network.unet import UNet
from noise import NoisyBatch, alphas_cumprod
from stages import caption, pca, text_encoder
from tokenizer import Tokenizer
from drawing.captions import vocabulary
from workspace import Workspace

RESULT = "diff.pt"
_STEPS = 9_000
_BATCH = 32
_RATE = 2e-3
_TEXT_RATE = 0.15
# Captions dropped in training make guidance possible (Ho and Salimans 2022).
_DROPPED = 0.1
_AVERAGING = 0.998


def build() -> nn.ModuleDict:
    return nn.ModuleDict({"unet": UNet(), "te": text_encoder.build()})


def load(work: Workspace) -> tuple[nn.ModuleDict, float]:
    """The averaged model, ready for use, and its scaling factor."""
    saved = work.load(RESULT)
    model = build()
    model.load_state_dict(saved["ema"])
    return model.eval(), saved["SF"]


def run(work: Workspace) -> None:
    latents = work.load(pca.LATENTS)
    scaling = 1 / latents.std().item()
    latents = latents * scaling
    captions = work.load(caption.RESULT).long()
    nothing = torch.tensor(Tokenizer(vocabulary()).encode(""))
    alphas = alphas_cumprod()
    torch.manual_seed(0)
    model = build()
    model["te"].load_state_dict(work.load(text_encoder.RESULT))
    average = copy.deepcopy(model).requires_grad_(False)

    def loss(_step: int) -> Tensor:
        chosen = torch.randint(0, len(latents), (_BATCH,))
        ids = captions[chosen, torch.randint(0, captions.shape[1], (_BATCH,))]
        ids[torch.rand(_BATCH) < _DROPPED] = nothing
        batch = NoisyBatch(latents[chosen], alphas)
        predicted = model["unet"](batch.latents, batch.timesteps.float(), model["te"](ids))
        return (predicted - batch.target).square().mean()

    def keep_average(step: int) -> None:
        # Short at first, so that the untrained weights are soon forgotten.
        decay = min(_AVERAGING, (2 + step) / (11 + step))
        for mean, now in zip(average.parameters(), model.parameters()):
            mean.lerp_(now.detach(), 1 - decay)

    groups = [
        {"params": list(model["unet"].parameters()), "lr": _RATE},
        {"params": list(model["te"].parameters()), "lr": _RATE * _TEXT_RATE},
    ]
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.99), weight_decay=1e-3)
    modules = nn.ModuleDict({"model": model, "average": average})
    steps = work.count(_STEPS, 4)
    train(work, Loop("unet", steps, modules, optimizer, _rate, loss, keep_average, warm_up=100))
    work.save(RESULT, {"m": model.state_dict(), "ema": average.state_dict(), "SF": scaling})


def _rate(done: float) -> float:
    """Flat, then falling in a line over the second half."""
    return 1.0 if done < 0.5 else 1 - 0.97 * (2 * done - 1)
