"""Prompts to pictures in PyTorch: DPM++ 2M (Lu et al. 2022, algorithm 2) with classifier-free guidance.

For looking at a model after training, and as the other side of `bench/diffusion`: the same steps as Telar's engine takes.
"""
import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from network.unet import LATENT_CHANNELS, LATENT_SIZE
from noise import TRAIN_TIMESTEPS, alphas_cumprod
from tokenizer import Tokenizer

_STEPS_OFFSET = 1


@dataclass(frozen=True)
class Painter:
    unet: nn.Module
    text_encoder: nn.Module
    decoder: nn.Module
    tokenizer: Tokenizer
    scaling: float

    @torch.no_grad()
    def paint(self, prompts: list[str], seeds: list[int], steps: int = 20, guidance: float = 2.5) -> Tensor:
        """Pictures `[n, 3, 64, 64]`, about -1..1. A seed means the same picture alone and in a batch."""
        texts = [""] * len(prompts) + prompts
        context = self.text_encoder(torch.tensor([self.tokenizer.encode(text) for text in texts]))
        shape = (1, LATENT_CHANNELS, LATENT_SIZE, LATENT_SIZE)
        sample = torch.cat([torch.randn(shape, generator=torch.Generator().manual_seed(seed)) for seed in seeds])
        timesteps = _leading_timesteps(steps)
        levels = _levels(timesteps)
        previous = None
        for index, timestep in enumerate(timesteps):
            doubled = torch.cat([sample, sample])
            without, wanted = self.unet(doubled, torch.tensor(float(timestep)), context).chunk(2)
            velocity = without + guidance * (wanted - without)
            here, after = levels[index], levels[index + 1]
            predicted = here.alpha * sample - here.sigma * velocity
            direction = predicted
            if previous is not None and index < steps - 1:
                ratio = (here.lambda_ - levels[index - 1].lambda_) / (after.lambda_ - here.lambda_)
                direction = predicted + (predicted - previous) / (2 * ratio)
            previous = predicted
            decay = -1.0 if after.sigma == 0 else math.expm1(here.lambda_ - after.lambda_)
            sample = (after.sigma / here.sigma) * sample - after.alpha * decay * direction
        return self.decoder(sample / self.scaling)


@dataclass(frozen=True)
class _Level:
    alpha: float
    sigma: float

    @property
    def lambda_(self) -> float:
        """Half the logarithm of the signal-to-noise ratio."""
        return math.log(self.alpha) - math.log(self.sigma)


def _leading_timesteps(steps: int) -> list[int]:
    """As diffusers' multistep solvers space them: one interval more than steps, its first end left out."""
    interval = TRAIN_TIMESTEPS // (steps + 1)
    return [step * interval + _STEPS_OFFSET for step in range(steps, 0, -1)]


def _levels(timesteps: list[int]) -> list[_Level]:
    alphas = alphas_cumprod().double()
    noisy = [_Level(math.sqrt(alphas[t]), math.sqrt(1 - alphas[t])) for t in timesteps]
    return [*noisy, _Level(1.0, 0.0)]
