"""What a picture shows: six attributes, each with the words of its values in the order of the judge's logits."""
from dataclasses import dataclass
from random import Random

OBJECTS = ("house", "tree", "boat", "cat", "balloon", "tower")
COLOURS = ("red", "blue", "yellow", "white", "purple", "orange")
POSITIONS = ("left", "center", "right")
TIMES = ("day", "sunset", "night", "dawn")
LANDS = ("sea", "mountains", "desert", "forest", "meadow", "snow")
SKIES = ("sun", "clouds", "moon", "stars", "moon and stars")

HEADS = {
    "object": OBJECTS,
    "colour": COLOURS,
    "position": POSITIONS,
    "time": TIMES,
    "land": LANDS,
    "sky": SKIES,
}


@dataclass(frozen=True)
class Scene:
    object: str
    colour: str
    position: str
    time: str
    land: str
    sky: str

    def labels(self) -> list[int]:
        """The index of each attribute's value, in the order of HEADS."""
        return [values.index(getattr(self, head)) for head, values in HEADS.items()]


def scene_of_labels(labels) -> Scene:
    return Scene(**{head: values[int(label)] for (head, values), label in zip(HEADS.items(), labels)})


def random_scene(random: Random) -> Scene:
    """A boat is only at sea (and there it is every second object), the moon and the stars are only up at night."""
    land = random.choice(LANDS)
    if land == "sea" and random.random() < 0.5:
        thing = "boat"
    else:
        thing = random.choice([name for name in OBJECTS if name != "boat" or land == "sea"])
    time = random.choice(TIMES)
    if time == "night":
        sky = random.choice(("moon", "stars", "moon and stars"))
    else:
        sky = "sun" if random.random() < 0.65 else "clouds"
    return Scene(thing, random.choice(COLOURS), random.choice(POSITIONS), time, land, sky)
