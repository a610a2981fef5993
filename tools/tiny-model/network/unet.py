"""The denoiser: one cross-attention level at 8 x 8 under a stride-2 stem, and a tail that refines at full size.

Two additions to the plain UNet made the prompts hold after few pictures: the mean of the text's hidden states is added
to the time embedding, and the 8 x 8 level has a learned position embedding (attention without one learns left and right
slowly). Both are inside the graph, so its inputs and outputs are those of Stable Diffusion 1.5.
"""
import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from .blocks import GROUPS, ResnetBlock, SpatialTransformer

LATENT_CHANNELS = 8
LATENT_SIZE = 16
TEXT_WIDTH = 96
_WIDTH = 64
_TIME_WIDTH = 128
_TIME_WAVES = 32
_TAIL = 24


class TimeEmbedding(nn.Module):
    """Two layers over sines and cosines of the timestep (Ho et al. 2020)."""

    def __init__(self):
        super().__init__()
        self.linear_1 = nn.Linear(2 * _TIME_WAVES, _TIME_WIDTH)
        self.linear_2 = nn.Linear(_TIME_WIDTH, _TIME_WIDTH)
        frequencies = torch.exp(-math.log(10_000) * torch.arange(_TIME_WAVES) / _TIME_WAVES)
        self.register_buffer("frequencies", frequencies, persistent=False)

    def forward(self, timestep: Tensor) -> Tensor:
        angles = timestep.reshape(-1, 1) * self.frequencies
        waves = torch.cat([torch.cos(angles), torch.sin(angles)], dim=-1)
        return self.linear_2(F.silu(self.linear_1(waves)))


class Level(nn.Module):
    """Residual blocks, each followed by attention; the names of a block of diffusers' UNet."""

    def __init__(self, channels_in: list[int]):
        super().__init__()
        self.resnets = nn.ModuleList(ResnetBlock(channels, _WIDTH, _TIME_WIDTH) for channels in channels_in)
        self.attentions = nn.ModuleList(SpatialTransformer(_WIDTH, TEXT_WIDTH) for _ in channels_in)


class DownLevel(Level):
    def forward(self, x: Tensor, time: Tensor, text: Tensor) -> Tensor:
        return self.attentions[0](self.resnets[0](x, time), text)


class MiddleLevel(nn.Module):
    def __init__(self):
        super().__init__()
        self.resnets = nn.ModuleList(ResnetBlock(_WIDTH, _WIDTH, _TIME_WIDTH) for _ in range(2))
        self.attentions = nn.ModuleList([SpatialTransformer(_WIDTH, TEXT_WIDTH)])

    def forward(self, x: Tensor, time: Tensor, text: Tensor) -> Tensor:
        return self.resnets[1](self.attentions[0](self.resnets[0](x, time), text), time)


class UpLevel(Level):
    def forward(self, x: Tensor, time: Tensor, text: Tensor, skips: list[Tensor]) -> Tensor:
        """Takes the skips from the last to the first."""
        for resnet, attention, skip in zip(self.resnets, self.attentions, reversed(skips)):
            x = attention(resnet(torch.cat([x, skip], dim=1), time), text)
        return x


class UNet(nn.Module):
    """Predicts v (Salimans and Ho 2022) of noisy latents `[n, 8, 16, 16]`."""

    def __init__(self):
        super().__init__()
        self.time_embedding = TimeEmbedding()
        self.add_embedding = nn.Linear(TEXT_WIDTH, _TIME_WIDTH)
        self.pos_embed = nn.Parameter(torch.randn(1, _WIDTH, LATENT_SIZE // 2, LATENT_SIZE // 2) * 0.05)
        self.conv_in = nn.Conv2d(LATENT_CHANNELS, _WIDTH, 4, stride=2, padding=1)
        self.down_blocks = nn.ModuleList([DownLevel([_WIDTH])])
        self.mid_block = MiddleLevel()
        self.up_blocks = nn.ModuleList([UpLevel([2 * _WIDTH, 2 * _WIDTH])])
        self.conv_norm_out = nn.GroupNorm(GROUPS, _WIDTH)
        self.conv_up = nn.Conv2d(_WIDTH, 4 * _TAIL, 3, padding=1)
        self.conv_tail = nn.Conv2d(_TAIL + LATENT_CHANNELS, _TAIL, 3, padding=1)
        self.conv_out = nn.Conv2d(_TAIL, LATENT_CHANNELS, 3, padding=1)
        nn.init.zeros_(self.conv_out.weight)
        nn.init.zeros_(self.conv_out.bias)

    def forward(self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor) -> Tensor:
        text = encoder_hidden_states
        time = self.time_embedding(timestep.to(sample.dtype)) + self.add_embedding(text.mean(dim=1))
        stem = self.conv_in(sample) + self.pos_embed
        down = self.down_blocks[0](stem, time, text)
        x = self.mid_block(down, time, text)
        x = self.up_blocks[0](x, time, text, [stem, down])
        x = F.pixel_shuffle(self.conv_up(F.silu(self.conv_norm_out(x))), 2)
        # The noisy latents themselves: fine detail does not have to pass through the 8 x 8 level.
        x = F.silu(self.conv_tail(torch.cat([F.silu(x), sample], dim=1)))
        return self.conv_out(x)
