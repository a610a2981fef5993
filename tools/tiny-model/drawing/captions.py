"""Captions of scenes: synonyms, in changing order, with parts left out."""
from random import Random

from .scene import COLOURS, Scene

OBJECT_WORDS = {
    "house": ("house", "cottage"),
    "tree": ("tree",),
    "boat": ("boat", "sailboat", "ship"),
    "cat": ("cat", "kitten"),
    "balloon": ("balloon", "hot air balloon"),
    "tower": ("tower", "lighthouse"),
}
POSITION_WORDS = {
    "left": ("on the left", "at left"),
    "center": ("in the center", "in the middle"),
    "right": ("on the right", "at right"),
}
LAND_WORDS = {
    "sea": ("the sea", "the ocean", "a beach"),
    "mountains": ("mountains", "the mountains", "mountain peaks"),
    "desert": ("the desert", "sand dunes", "a desert"),
    "forest": ("a forest", "the woods", "pine forest"),
    "meadow": ("a meadow", "green hills", "grass"),
    "snow": ("snow", "a snowy field", "winter snow"),
}
TIME_WORDS = {
    "day": ("during the day", "by day", "at noon", "bright day"),
    "sunset": ("at sunset", "in the evening", "at dusk", "sunset"),
    "night": ("at night", "by night", "night", "at midnight"),
    "dawn": ("at dawn", "in the morning", "at sunrise", "dawn"),
}
SKY_WORDS = {
    "sun": ("with the sun", "sun", "under the sun"),
    "clouds": ("with clouds", "cloudy sky", "clouds"),
    "moon": ("with a moon", "under the moon", "moon"),
    "stars": ("with stars", "starry sky", "under the stars"),
    "moon and stars": ("with a moon and stars", "moon and stars", "under the moon and stars"),
}
OPENINGS = (
    "flat illustration of",
    "a picture of",
    "a drawing of",
    "a painting of",
    "a poster of",
)
_EXTRA_WORDS = "a one in and near neon style glowing with of the on at under by"


def caption(scene: Scene, random: Random, complete: bool = False) -> str:
    """A caption; `complete` names all six attributes."""

    def perhaps(words: tuple[str, ...], left_out: float) -> str:
        """One of these words, or nothing."""
        return random.choice(words) if complete or random.random() >= left_out else ""

    thing = join(" ", random.choice(("a", "one", "")), scene.colour, random.choice(OBJECT_WORDS[scene.object]))
    position = perhaps(POSITION_WORDS[scene.position], 0.2)
    land = random.choice(LAND_WORDS[scene.land])
    time = perhaps(TIME_WORDS[scene.time], 0.12)
    sky = perhaps(SKY_WORDS[scene.sky], 0.25)

    order = random.random()
    if order < 0.4:
        parts = [join(" ", thing, position), land, time, sky]
    elif order < 0.7:
        parts = [join(" ", land, time), sky, join(" ", thing, position)]
    else:
        parts = [join(" ", thing, random.choice(("in", "and", "near")), land, time), sky, position]
    # An opening in five of eight captions.
    opening = random.choice(("", "", "", *OPENINGS))
    return join(" ", opening, join(random.choice((", ", ", ", " ")), *parts))


def join(separator: str, *parts: str) -> str:
    return separator.join(part for part in parts if part)


def vocabulary() -> list[str]:
    """Every word that a caption can hold, sorted."""
    groups = (OBJECT_WORDS, POSITION_WORDS, LAND_WORDS, TIME_WORDS, SKY_WORDS)
    phrases = [phrase for group in groups for phrases in group.values() for phrase in phrases]
    return sorted({word for text in (*phrases, *OPENINGS, *COLOURS, _EXTRA_WORDS) for word in text.split()})
