"""A scene as a picture."""
from random import Random

import numpy as np
from PIL import Image

from .canvas import Canvas
from .colours import SKY_GRADIENT
from .land import draw_land
from .scene import Scene
from .sky import draw_sky
from .things import draw_object


def draw_scene(scene: Scene, random: Random) -> Image.Image:
    """64 x 64 RGB, from the back to the front. Takes about 4 ms."""
    canvas = Canvas(np.array(SKY_GRADIENT[scene.time], dtype=float))
    draw_sky(canvas, scene, random)
    draw_land(canvas, scene, random)
    draw_object(canvas, scene, random)
    return canvas.finish()
