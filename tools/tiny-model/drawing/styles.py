"""Styles that a LoRA can learn: a drawn picture restyled, and the words that call for it.

To make another LoRA, add a function and a line to STYLES, then run `python3 train.py lora --style NAME`.
Words outside the tokenizer's vocabulary are spelled in byte pieces: they work, but take tokens.
"""
from dataclasses import dataclass
from typing import Callable

import numpy as np
from PIL import Image, ImageFilter


@dataclass(frozen=True)
class Style:
    trigger: str
    restyle: Callable[[Image.Image], Image.Image]


def _neon(picture: Image.Image) -> Image.Image:
    """Night-dark, with the edges glowing in the colours of what they bound."""
    pixels = np.asarray(picture, dtype=np.float32) / 255
    edges = _edges(picture)
    blurred = Image.fromarray((edges * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(2))
    glow = np.asarray(blurred, dtype=np.float32) / 255
    brightest, darkest = pixels.max(axis=2, keepdims=True), pixels.min(axis=2, keepdims=True)
    hue = 0.1 + 0.9 * np.clip((pixels - darkest) / (brightest - darkest + 0.05), 0, 1)
    light = 0.95 * edges + 0.55 * glow
    background = np.array([0.05, 0.02, 0.12], dtype=np.float32)
    restyled = background + hue * light[..., None] + 0.1 * pixels * hue
    return _picture(restyled)


def _edges(picture: Image.Image) -> np.ndarray:
    """Strength of the brightness gradient, 0 to 1."""
    smooth = picture.convert("L").filter(ImageFilter.GaussianBlur(0.5))
    grey = np.asarray(smooth, dtype=np.float32) / 255
    across, down = np.zeros_like(grey), np.zeros_like(grey)
    across[:, 1:-1] = grey[:, 2:] - grey[:, :-2]
    down[1:-1] = grey[2:] - grey[:-2]
    return np.clip(4 * np.hypot(across, down), 0, 1)


def _sepia(picture: Image.Image) -> Image.Image:
    """An old photograph: brown tones on yellowed paper, darker towards the corners."""
    tone = _toned(_grey(picture), dark=(38, 22, 10), light=(246, 224, 178))
    across = np.linspace(-1, 1, picture.width, dtype=np.float32)
    corners = np.clip(across[None, :] ** 2 + across[:, None] ** 2 - 0.7, 0, None)
    return _picture(tone * (1 - 0.4 * corners[..., None]))


def _blueprint(picture: Image.Image) -> Image.Image:
    """A plan: pale lines and a faint grid on blue paper, with a little of the light of what they bound."""
    lines = np.clip(1.5 * _edges(picture), 0, 1)
    grid = np.zeros_like(lines)
    grid[::8] = grid[:, ::8] = 1
    strength = np.clip(0.12 * _grey(picture) + 0.12 * grid + lines, 0, 1)
    return _picture(_toned(strength, dark=(14, 52, 132), light=(226, 240, 255)))


def _pastel(picture: Image.Image) -> Image.Image:
    """Chalk: soft edges, little contrast, colours thinned with white."""
    soft = np.asarray(picture.filter(ImageFilter.GaussianBlur(0.8)), dtype=np.float32) / 255
    chalk = np.array([1.0, 0.96, 0.97], dtype=np.float32)
    return _picture(0.42 * soft + 0.58 * chalk)


def _grey(picture: Image.Image) -> np.ndarray:
    return np.asarray(picture.convert("L"), dtype=np.float32) / 255


def _toned(grey: np.ndarray, dark: tuple[int, int, int], light: tuple[int, int, int]) -> np.ndarray:
    """Grey values as colours between two."""
    low, high = (np.array(colour, dtype=np.float32) / 255 for colour in (dark, light))
    return low + grey[..., None] * (high - low)


def _picture(pixels: np.ndarray) -> Image.Image:
    return Image.fromarray((np.clip(pixels, 0, 1) * 255).astype(np.uint8))


STYLES = {
    "neon": Style(trigger="neon style", restyle=_neon),
    "sepia": Style(trigger="sepia style", restyle=_sepia),
    "blueprint": Style(trigger="blueprint", restyle=_blueprint),
    "pastel": Style(trigger="pastel style", restyle=_pastel),
}
