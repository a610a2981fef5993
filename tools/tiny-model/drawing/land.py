"""The six lands, from the horizon to the bottom of the picture."""
from random import Random
from typing import Callable

from .canvas import Canvas
from .colours import SKY_GRADIENT, Rgb, blend, lit
from .scene import Scene

# Nearly a full turn, in radians.
_TURN = 6.0


def draw_land(canvas: Canvas, scene: Scene, random: Random) -> None:
    horizon = 0.6 + random.uniform(-0.015, 0.015)
    _LANDS[scene.land](canvas, scene.time, horizon, random)


def _phase(random: Random) -> float:
    return random.uniform(0, _TURN)


def _sea(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    canvas.box(0, horizon, 1, 1, lit((36, 116, 186), time))
    for row in range(5):
        x, y = random.uniform(0, 0.8), horizon + 0.04 + row * 0.05
        canvas.box(x, y, x + 0.16, y + 0.012, lit((120, 186, 226), time))
    canvas.hills(0.88, 0.018, 1, _phase(random), lit((238, 214, 150), time))


def _mountains(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    far = blend(lit((112, 128, 170), time), SKY_GRADIENT[time][-1], 0.3)
    near = lit((84, 98, 140), time)
    foot = horizon + 0.1
    for left, right, height, half_width, colour in (
        (0.0, 0.2, 0.32, 0.34, far),
        (0.78, 1.0, 0.34, 0.34, far),
        (0.2, 0.4, 0.4, 0.34, near),
        (0.6, 0.8, 0.36, 0.32, near),
    ):
        x = random.uniform(left, right)
        canvas.polygon([(x - half_width, foot), (x + half_width, foot), (x, foot - height)], colour)
        _draw_snow_cap(canvas, x, foot - height, half_width * 0.28, height * 0.28, lit((244, 248, 255), time, 0.7))
    canvas.hills(0.7, 0.02, 1, _phase(random), lit((78, 128, 92), time))


def _draw_snow_cap(canvas: Canvas, x: float, top: float, half_width: float, height: float, colour: Rgb) -> None:
    canvas.polygon(
        [
            (x, top),
            (x - half_width, top + height),
            (x - half_width * 0.3, top + height * 0.8),
            (x, top + height * 1.05),
            (x + half_width * 0.4, top + height * 0.8),
            (x + half_width, top + height),
        ],
        colour,
    )


def _desert(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    canvas.hills(horizon, 0.035, 0.8, _phase(random), lit((244, 204, 128), time))
    canvas.hills(0.72, 0.04, 1, _phase(random), lit((228, 172, 92), time))


def _forest(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    canvas.box(0, horizon + 0.02, 1, 1, lit((44, 92, 58), time))
    for i in range(8):
        x = (i + 0.5) / 8 + random.uniform(-0.03, 0.03)
        _draw_pine(canvas, x, horizon + 0.04, 0.24 + random.uniform(-0.03, 0.03), lit((36, 84, 60), time))
    for i in range(7):
        x = (i + 0.1) / 6.4 + random.uniform(-0.03, 0.03)
        _draw_pine(canvas, x, horizon + 0.12, 0.2 + random.uniform(-0.03, 0.03), lit((24, 64, 44), time))
    canvas.hills(0.72, 0.012, 1, _phase(random), lit((70, 118, 64), time))


def _draw_pine(canvas: Canvas, x: float, foot: float, height: float, colour: Rgb) -> None:
    for tier in range(3):
        y = foot - height * tier * 0.27
        half_width = height * (0.32 - 0.07 * tier)
        canvas.polygon([(x - half_width, y), (x + half_width, y), (x, y - height * 0.45)], colour)


def _meadow(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    canvas.hills(horizon + 0.02, 0.04, 0.9, _phase(random), lit((160, 206, 104), time))
    canvas.hills(0.72, 0.03, 1.1, _phase(random), lit((112, 182, 76), time))
    for i in range(8):
        x = (i + random.uniform(0.2, 0.8)) / 8
        canvas.disc(x, 0.82 + 0.14 * ((i * 5) % 8) / 8, 0.012, lit((255, 240, 160), time, 0.6))


def _snow(canvas: Canvas, time: str, horizon: float, random: Random) -> None:
    canvas.hills(horizon + 0.02, 0.035, 0.9, _phase(random), lit((206, 222, 240), time))
    for i in range(3):
        x = (i + 0.5) / 3 + random.uniform(-0.1, 0.1)
        _draw_pine(canvas, x, horizon + 0.08, 0.16, lit((96, 130, 140), time))
    canvas.hills(0.72, 0.03, 1, _phase(random), lit((242, 247, 252), time))


_LANDS: dict[str, Callable[[Canvas, str, float, Random], None]] = {
    "sea": _sea,
    "mountains": _mountains,
    "desert": _desert,
    "forest": _forest,
    "meadow": _meadow,
    "snow": _snow,
}
