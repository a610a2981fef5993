"""The noise that the model is trained on: scaled-linear betas (Rombach et al. 2022), v-prediction (Salimans and Ho 2022)."""
import torch
from torch import Tensor

TRAIN_TIMESTEPS = 1000
BETA_START, BETA_END = 0.00085, 0.012


def alphas_cumprod() -> Tensor:
    betas = torch.linspace(BETA_START**0.5, BETA_END**0.5, TRAIN_TIMESTEPS, dtype=torch.float64) ** 2
    return torch.cumprod(1 - betas, dim=0).float()


class NoisyBatch:
    """Latents with noise, and the v that the UNet is to predict from them."""

    def __init__(self, latents: Tensor, alphas: Tensor):
        count = len(latents)
        # Stratified: one timestep from each n-th of the range, so that no batch is all noise or all picture.
        position = (torch.arange(count) + torch.rand(count)) / count
        self.timesteps = (position * TRAIN_TIMESTEPS).long().clamp(max=TRAIN_TIMESTEPS - 1)
        signal = alphas[self.timesteps].sqrt()[:, None, None, None]
        spread = (1 - alphas[self.timesteps]).sqrt()[:, None, None, None]
        noise = torch.randn_like(latents)
        self.latents = signal * latents + spread * noise
        self.target = signal * noise - spread * latents
