"""The six objects. Each stands on the ground at `x`, except the boat and the balloon."""
from dataclasses import dataclass
from random import Random
from typing import Callable

from .canvas import Canvas
from .colours import OBJECT_COLOURS, Rgb, blend, lit
from .scene import Scene

_CENTER = {"left": 0.22, "center": 0.5, "right": 0.78}


@dataclass(frozen=True)
class Paint:
    """The colours of an object in the light of its scene."""

    main: Rgb
    shade: Rgb
    dark: Rgb
    white: Rgb
    window: Rgb
    lamp: Rgb
    # A stripe that can be told from the object, also from a white one.
    stripe: Rgb
    eye: Rgb = (30, 30, 40)


def draw_object(canvas: Canvas, scene: Scene, random: Random) -> None:
    x = _CENTER[scene.position] + random.uniform(-0.03, 0.03)
    _OBJECTS[scene.object](canvas, x, random.uniform(-0.015, 0.015), _paint(scene))


def _paint(scene: Scene) -> Paint:
    main = lit(OBJECT_COLOURS[scene.colour], scene.time, 0.35)
    white = lit((250, 250, 246), scene.time, 0.35)
    glow = (255, 226, 120)
    return Paint(
        main=main,
        shade=blend(main, (20, 20, 40), 0.42),
        dark=lit((70, 48, 44), scene.time, 0.5),
        white=white,
        window=glow if scene.time in ("night", "sunset") else lit((130, 180, 214), scene.time),
        lamp=glow if scene.time == "night" else (255, 236, 160),
        stripe=(202, 207, 219) if scene.colour == "white" else blend(main, white, 0.52),
    )


def _house(canvas: Canvas, x: float, jitter: float, paint: Paint) -> None:
    y = 0.86 + jitter
    canvas.box(x - 0.13, y - 0.2, x + 0.13, y, paint.main)
    canvas.polygon([(x - 0.17, y - 0.2), (x + 0.17, y - 0.2), (x, y - 0.36)], paint.shade)
    canvas.box(x - 0.09, y - 0.15, x - 0.03, y - 0.08, paint.window)
    canvas.box(x + 0.03, y - 0.12, x + 0.09, y, paint.dark)


def _tree(canvas: Canvas, x: float, jitter: float, paint: Paint) -> None:
    y = 0.86 + jitter
    canvas.box(x - 0.022, y - 0.2, x + 0.022, y, paint.dark)
    for across, up, radius in ((-0.07, 0.24, 0.085), (0.07, 0.24, 0.085), (0, 0.32, 0.1)):
        canvas.disc(x + across, y - up, radius, paint.main)


def _boat(canvas: Canvas, x: float, jitter: float, paint: Paint) -> None:
    y = 0.78 + jitter
    hull = [(x - 0.17, y - 0.07), (x + 0.17, y - 0.07), (x + 0.11, y + 0.02), (x - 0.11, y + 0.02)]
    canvas.polygon(hull, paint.main)
    canvas.box(x - 0.01, y - 0.4, x + 0.01, y - 0.07, paint.dark)
    canvas.polygon([(x + 0.02, y - 0.39), (x + 0.02, y - 0.1), (x + 0.15, y - 0.1)], paint.white)
    small_sail = blend(paint.white, paint.main, 0.3)
    canvas.polygon([(x - 0.02, y - 0.33), (x - 0.02, y - 0.1), (x - 0.12, y - 0.1)], small_sail)


def _cat(canvas: Canvas, x: float, jitter: float, paint: Paint) -> None:
    y = 0.86 + jitter
    canvas.oval(x - 0.11, y - 0.2, x + 0.09, y, paint.main)
    canvas.oval(x, y - 0.3, x + 0.16, y - 0.15, paint.main)
    for ear in (0.02, 0.1):
        tip = (x + ear + 0.022, y - 0.36)
        canvas.polygon([(x + ear, y - 0.26), (x + ear + 0.045, y - 0.26), tip], paint.main)
    canvas.path([(x - 0.09, y - 0.04), (x - 0.17, y - 0.12), (x - 0.16, y - 0.24)], 0.035, paint.main)
    for eye in (0.05, 0.11):
        canvas.oval(x + eye - 0.012, y - 0.245, x + eye + 0.012, y - 0.22, paint.eye)


def _balloon(canvas: Canvas, x: float, jitter: float, paint: Paint) -> None:
    y, radius = 0.27 + jitter, 0.15
    skirt = [(x - 0.12, y + 0.08), (x + 0.12, y + 0.08), (x + 0.03, y + 0.22), (x - 0.03, y + 0.22)]
    canvas.polygon(skirt, paint.main)
    canvas.disc(x, y, radius, paint.main)
    canvas.oval(x - 0.05, y - radius, x + 0.05, y + radius, paint.stripe)
    canvas.box(x - 0.035, y + 0.25, x + 0.035, y + 0.31, paint.dark)


def _tower(canvas: Canvas, x: float, _jitter: float, paint: Paint) -> None:
    y = 0.86
    canvas.polygon([(x - 0.075, y), (x + 0.075, y), (x + 0.045, y - 0.4), (x - 0.045, y - 0.4)], paint.main)
    for low in (0.1, 0.26):
        bottom, top = 0.068 - 0.03 * low, 0.055 - 0.03 * low
        band = [(x - bottom, y - low), (x + bottom, y - low), (x + top, y - low - 0.07), (x - top, y - low - 0.07)]
        canvas.polygon(band, paint.stripe)
    canvas.box(x - 0.04, y - 0.47, x + 0.04, y - 0.4, paint.lamp)
    canvas.polygon([(x - 0.06, y - 0.47), (x + 0.06, y - 0.47), (x, y - 0.55)], paint.shade)


_OBJECTS: dict[str, Callable[[Canvas, float, float, Paint], None]] = {
    "house": _house,
    "tree": _tree,
    "boat": _boat,
    "cat": _cat,
    "balloon": _balloon,
    "tower": _tower,
}
