"""Sun, moon, stars and clouds."""
from random import Random

from .canvas import Canvas
from .colours import blend, lit
from .scene import Scene

_RADIUS = 0.105
_SUN = {"day": (255, 222, 84), "sunset": (255, 236, 150), "dawn": (255, 244, 206)}
_SUN_HEIGHT = {"sunset": 0.42, "dawn": 0.36}
_MOON = (246, 240, 206)
_STAR = (255, 250, 220)

# Where the sky's thing may stand, so that the object does not cover it.
_ROOM = {"left": (0.55, 0.78), "center": (0.18, 0.82), "right": (0.22, 0.45)}


def draw_sky(canvas: Canvas, scene: Scene, random: Random) -> None:
    x = random.choice(_ROOM[scene.position]) + random.uniform(-0.03, 0.03)
    y = 0.2 + random.uniform(-0.04, 0.04)
    if "stars" in scene.sky:
        _draw_stars(canvas, random)
    if scene.sky == "sun":
        _draw_sun(canvas, x, _SUN_HEIGHT.get(scene.time, y), scene.time)
    elif scene.sky == "clouds":
        white = lit((252, 252, 255), scene.time, 0.45)
        _draw_cloud(canvas, x, y, white)
        _draw_cloud(canvas, (x + 0.45) % 1, y + 0.12, white)
    elif "moon" in scene.sky:
        _draw_moon(canvas, x, y)


def _draw_stars(canvas: Canvas, random: Random) -> None:
    for column in range(6):
        for row in range(3):
            x = (column + 0.5 + random.uniform(-0.25, 0.25)) / 6
            y = 0.05 + row * 0.14 + random.uniform(-0.03, 0.03)
            canvas.disc(x, y, 0.009, _STAR)


def _draw_sun(canvas: Canvas, x: float, y: float, time: str) -> None:
    colour = _SUN[time]
    canvas.disc(x, y, _RADIUS * 1.4, blend(canvas.colour_at(x, y), colour, 0.3))
    canvas.disc(x, y, _RADIUS, colour)


def _draw_moon(canvas: Canvas, x: float, y: float) -> None:
    """A crescent: a disc, and over it a disc of the sky's own colour."""
    night = canvas.colour_at(x, y)
    canvas.disc(x, y, _RADIUS, _MOON)
    canvas.disc(x + 0.07, y - 0.02, _RADIUS, night)


def _draw_cloud(canvas: Canvas, x: float, y: float, colour) -> None:
    for across, down, radius in ((-0.09, 0.015, 0.055), (0, -0.02, 0.08), (0.09, 0.015, 0.06)):
        canvas.disc(x + across, y + down, radius, colour)
    canvas.box(x - 0.1, y + 0.02, x + 0.1, y + 0.07, colour)
