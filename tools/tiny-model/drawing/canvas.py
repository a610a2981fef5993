"""A square canvas in coordinates from 0 (left, top) to 1 (right, bottom)."""
import math

import numpy as np
from PIL import Image, ImageDraw

from .colours import Rgb

SIZE = 64
# Drawn three times as large and box-filtered: smooth edges without a drawing library that has them.
_DRAWN = SIZE * 3

Point = tuple[float, float]


class Canvas:
    def __init__(self, rows: np.ndarray):
        """`rows` are the background's colours from top to bottom, in steps of the gradient."""
        stops = len(rows) - 1
        # The horizon's colour is reached above the bottom (1.35), where the land hides the rest.
        at = np.clip(np.linspace(0, 1, _DRAWN) ** 0.9 * stops * 1.35, 0, stops)
        low = np.minimum(at.astype(int), stops - 1)
        share = (at - low)[:, None]
        column = rows[low] * (1 - share) + rows[low + 1] * share
        self._image = Image.fromarray(np.repeat(column[:, None, :], _DRAWN, axis=1).astype(np.uint8))
        self._draw = ImageDraw.Draw(self._image)

    def colour_at(self, x: float, y: float) -> Rgb:
        return self._image.getpixel((int(x * _DRAWN), int(y * _DRAWN)))

    def disc(self, x: float, y: float, radius: float, colour: Rgb) -> None:
        self.oval(x - radius, y - radius, x + radius, y + radius, colour)

    def oval(self, left: float, top: float, right: float, bottom: float, colour: Rgb) -> None:
        self._draw.ellipse(self._pixels((left, top), (right, bottom)), fill=colour)

    def box(self, left: float, top: float, right: float, bottom: float, colour: Rgb) -> None:
        self._draw.rectangle(self._pixels((left, top), (right, bottom)), fill=colour)

    def polygon(self, points: list[Point], colour: Rgb) -> None:
        self._draw.polygon(self._pixels(*points), fill=colour)

    def path(self, points: list[Point], width: float, colour: Rgb) -> None:
        self._draw.line(self._pixels(*points), fill=colour, width=int(width * _DRAWN))

    def hills(self, top: float, height: float, waves: float, phase: float, colour: Rgb) -> None:
        """Everything under a sine wave."""
        xs = [step / 48 for step in range(49)]
        ridge = [(x, top + height * math.sin(phase + waves * 2 * math.pi * x)) for x in xs]
        self.polygon([(0, 1), *ridge, (1, 1)], colour)

    def finish(self) -> Image.Image:
        return self._image.resize((SIZE, SIZE), Image.BOX)

    @staticmethod
    def _pixels(*points: Point) -> list[Point]:
        return [(x * _DRAWN, y * _DRAWN) for x, y in points]
