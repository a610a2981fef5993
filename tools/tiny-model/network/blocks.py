"""Building blocks, with the module names of diffusers, so that LoRA files name our layers as they name those of SD."""
import torch
import torch.nn.functional as F
from torch import Tensor, nn

GROUPS = 8
HEADS = 4


class ResnetBlock(nn.Module):
    """Two convolutions beside a shortcut; with `time_width` the time embedding is added between them."""

    def __init__(self, channels_in: int, channels_out: int, time_width: int | None = None):
        super().__init__()
        self.norm1 = nn.GroupNorm(GROUPS, channels_in, eps=1e-5)
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, padding=1)
        self.norm2 = nn.GroupNorm(GROUPS, channels_out, eps=1e-5)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1)
        self.time_emb_proj = None if time_width is None else nn.Linear(time_width, channels_out)
        self.conv_shortcut = None if channels_in == channels_out else nn.Conv2d(channels_in, channels_out, 1)

    def forward(self, x: Tensor, time: Tensor | None = None) -> Tensor:
        hidden = self.conv1(F.silu(self.norm1(x)))
        if self.time_emb_proj is not None:
            hidden = hidden + self.time_emb_proj(F.silu(time))[:, :, None, None]
        hidden = self.conv2(F.silu(self.norm2(hidden)))
        return hidden + (x if self.conv_shortcut is None else self.conv_shortcut(x))


class Attention(nn.Module):
    """Multi-head attention over itself, or over `context` (Vaswani et al. 2017)."""

    def __init__(self, width: int, context_width: int):
        super().__init__()
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context_width, width, bias=False)
        self.to_v = nn.Linear(context_width, width, bias=False)
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x: Tensor, context: Tensor | None = None) -> Tensor:
        source = x if context is None else context
        batch, length, width = x.shape
        head_width = width // HEADS

        def split(values: Tensor) -> Tensor:
            return values.reshape(batch, values.shape[1], HEADS, head_width).transpose(1, 2)

        queries, keys, values = split(self.to_q(x)), split(self.to_k(source)), split(self.to_v(source))
        weights = torch.softmax(queries @ keys.transpose(2, 3) * head_width**-0.5, dim=-1)
        return self.to_out[0]((weights @ values).transpose(1, 2).reshape(batch, length, width))


class GatedGelu(nn.Module):
    """GEGLU (Shazeer 2020)."""

    def __init__(self, width: int, inner: int):
        super().__init__()
        self.proj = nn.Linear(width, 2 * inner)

    def forward(self, x: Tensor) -> Tensor:
        value, gate = self.proj(x).chunk(2, dim=-1)
        return value * F.gelu(gate)


class FeedForward(nn.Module):
    def __init__(self, width: int, factor: int = 2):
        super().__init__()
        # diffusers has a dropout at index 1.
        self.net = nn.ModuleList([GatedGelu(width, width * factor), nn.Identity(), nn.Linear(width * factor, width)])

    def forward(self, x: Tensor) -> Tensor:
        return self.net[2](self.net[0](x))


class TransformerBlock(nn.Module):
    def __init__(self, width: int, context_width: int):
        super().__init__()
        self.norm1, self.norm2, self.norm3 = (nn.LayerNorm(width) for _ in range(3))
        self.attn1 = Attention(width, width)
        self.attn2 = Attention(width, context_width)
        self.ff = FeedForward(width)

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        x = x + self.attn1(self.norm1(x))
        x = x + self.attn2(self.norm2(x), context)
        return x + self.ff(self.norm3(x))


class SpatialTransformer(nn.Module):
    """A transformer block over the pixels of a feature map. Starts as the identity."""

    def __init__(self, channels: int, context_width: int):
        super().__init__()
        self.norm = nn.GroupNorm(GROUPS, channels, eps=1e-6)
        self.proj_in = nn.Linear(channels, channels)
        self.transformer_blocks = nn.ModuleList([TransformerBlock(channels, context_width)])
        self.proj_out = nn.Linear(channels, channels)
        nn.init.zeros_(self.proj_out.weight)
        nn.init.zeros_(self.proj_out.bias)

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        batch, channels, height, width = x.shape
        pixels = self.proj_in(self.norm(x).flatten(2).transpose(1, 2))
        pixels = self.proj_out(self.transformer_blocks[0](pixels, context))
        return x + pixels.transpose(1, 2).reshape(batch, channels, height, width)
