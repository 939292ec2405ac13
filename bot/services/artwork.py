"""The picture of a playlist: drawn by us from its songs, the same for the same songs.

Every song is an arc on a record. Its colour and length come from the song's mood where that is
known and from its id, so two lists never look alike; nothing of anybody's artwork is in it.
"""

import colorsys
import hashlib
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw

MOST_BYTES = 256 * 1024 * 3 // 4
"""Spotify takes 256 KB of base64, which is a third longer than what it stands for."""

_SIDE = 640
_FINER = 2
"""Drawn so many times larger and then reduced, which smooths the edges."""
_QUALITIES = (90, 80, 65, 45, 25)
_MOST_ARCS = 100

Colour = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Tone:
    """One song as the picture sees it; 0 to 1, 0.5 where it is unknown."""

    track_id: str
    energy: float = 0.5
    valence: float = 0.5
    """How glad it sounds."""


def draw_cover(tones: Sequence[Tone]) -> bytes:
    """Return a square JPEG of at most `MOST_BYTES`; work for a thread, about 0.1 s."""
    side = _SIDE * _FINER
    chance = _Chance("\0".join(tone.track_id for tone in tones))
    base = (chance.part() + _mean([tone.valence for tone in tones]) / 3) % 1.0
    picture = _background(side, base, _mean([tone.energy for tone in tones]))
    _draw_record(ImageDraw.Draw(picture), side, base, tones[:_MOST_ARCS])
    return _encode(picture.resize((_SIDE, _SIDE), Image.Resampling.LANCZOS))


class _Chance:
    """Numbers that are the same for the same text, on every machine."""

    def __init__(self, text: str) -> None:
        self._digest = hashlib.blake2b(text.encode()).digest()
        self._place = 0

    def part(self) -> float:
        """Return the next number from 0 to 1; they repeat after 32."""
        start = self._place % len(self._digest)
        self._place += 2
        return int.from_bytes(self._digest[start : start + 2]) / 0x10000


def _background(side: int, base: float, energy: float) -> Image.Image:
    """Return a slope between two dark neighbours of the base colour."""
    ends = _colour(base, 0.55, 0.16 + energy / 8), _colour(base + 0.12, 0.7, 0.38)
    slope = Image.linear_gradient("L").resize((side, side))
    return Image.composite(
        Image.new("RGB", (side, side), ends[1]), Image.new("RGB", (side, side), ends[0]), slope
    )


def _draw_record(pen: ImageDraw.ImageDraw, side: int, base: float, tones: Sequence[Tone]) -> None:
    """Draw one arc a song, the first one outermost, and the label in the middle."""
    outer, inner = side * 0.46, side * 0.11
    step = (outer - inner) / max(6, len(tones))
    for place, tone in enumerate(tones):
        chance = _Chance(tone.track_id)
        radius = outer - place * step
        colour = _colour(
            base + (tone.valence - 0.5) / 2 + (chance.part() - 0.5) / 8,
            0.45 + tone.energy / 2,
            0.65 + chance.part() / 3,
        )
        length = 70 + 200 * tone.energy + 60 * chance.part()
        start = 360 * chance.part()
        _arc(pen, side / 2, radius, start, length, max(2.0, step * 0.7), colour)
    hole = inner * 0.72
    middle = side / 2
    pen.ellipse((middle - hole, middle - hole, middle + hole, middle + hole), _colour(base, 0.2, 1))
    dot = hole / 5
    pen.ellipse((middle - dot, middle - dot, middle + dot, middle + dot), _colour(base, 0.6, 0.2))


def _arc(
    pen: ImageDraw.ImageDraw,
    middle: float,
    radius: float,
    start: float,
    length: float,
    width: float,
    colour: Colour,
) -> None:
    """Draw an arc with round ends; angles in degrees, `radius` reaches its outer edge."""
    box = (middle - radius, middle - radius, middle + radius, middle + radius)
    pen.arc(box, start, start + length, colour, round(width))
    for angle in (start, start + length):
        turned, along = math.radians(angle), radius - width / 2
        x, y = middle + along * math.cos(turned), middle + along * math.sin(turned)
        pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), colour)


def _encode(picture: Image.Image) -> bytes:
    """Return the picture as JPEG, coarser where it would be too large."""
    for quality in _QUALITIES:
        file = io.BytesIO()
        picture.save(file, "JPEG", quality=quality, optimize=True)
        if file.tell() <= MOST_BYTES:
            return file.getvalue()
    raise AssertionError("a picture of this size fits at the lowest quality")


def _colour(hue: float, saturation: float, value: float) -> Colour:
    parts = colorsys.hsv_to_rgb(hue % 1.0, min(1.0, saturation), min(1.0, value))
    red, green, blue = (round(255 * part) for part in parts)
    return red, green, blue


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.5
