"""Colours, and what the time of day does to them."""

Rgb = tuple[int, int, int]

OBJECT_COLOURS: dict[str, Rgb] = {
    "red": (216, 52, 52),
    "blue": (48, 96, 224),
    "yellow": (248, 208, 48),
    "white": (248, 248, 248),
    "purple": (152, 64, 196),
    "orange": (244, 132, 32),
}

# From the top of the sky to the horizon.
SKY_GRADIENT: dict[str, list[Rgb]] = {
    "day": [(74, 156, 226), (198, 232, 248)],
    "sunset": [(92, 56, 128), (236, 104, 92), (254, 198, 110)],
    "night": [(12, 16, 46), (46, 58, 112)],
    "dawn": [(84, 148, 168), (246, 186, 196), (255, 222, 196)],
}

# Factor of red, green and blue.
_LIGHT = {
    "day": (1.0, 1.0, 1.0),
    "sunset": (0.95, 0.66, 0.6),
    "night": (0.3, 0.38, 0.62),
    "dawn": (0.86, 0.82, 0.88),
}


def lit(colour: Rgb, time: str, share: float = 1.0) -> Rgb:
    """The colour in the light of that time; `share` is how much of the light it takes on (0 = none)."""
    factors = (1 - share + share * factor for factor in _LIGHT[time])
    return tuple(min(255, int(value * factor)) for value, factor in zip(colour, factors))


def blend(first: Rgb, second: Rgb, share: float) -> Rgb:
    """`share` 0 is the first colour, 1 the second."""
    return tuple(int(a * (1 - share) + b * share) for a, b in zip(first, second))
