"""The covers that the bot draws."""

import base64
import io
import random

import pytest
from PIL import Image

from bot.services.artwork import MOST_BYTES, Tone, draw_cover


def tones(count: int, seed: int = 0) -> list[Tone]:
    chance = random.Random(seed)
    return [
        Tone(f"{chance.getrandbits(120):030x}", chance.random(), chance.random())
        for _ in range(count)
    ]


@pytest.mark.parametrize("count", [0, 1, 5, 30, 100, 400])
def test_a_cover_is_a_square_jpeg_that_spotify_takes(count: int) -> None:
    jpeg = draw_cover(tones(count))
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    assert (picture.format, picture.mode, picture.size) == ("JPEG", "RGB", (640, 640))
    assert jpeg.startswith(b"\xff\xd8\xff")
    assert len(base64.b64encode(jpeg)) <= 256 * 1024
    assert len(jpeg) <= MOST_BYTES


def test_the_same_songs_give_the_same_picture_and_others_another() -> None:
    songs = tones(30)
    assert draw_cover(songs) == draw_cover(list(songs))
    assert len({draw_cover(tones(30, seed)) for seed in range(5)}) == 5
    assert draw_cover(songs) != draw_cover(songs[:-1])


def test_a_song_shows_how_it_sounds() -> None:
    calm, lively = (
        draw_cover([Tone(tone.track_id, energy, energy) for tone in tones(20)])
        for energy in (0.1, 0.9)
    )

    def saturation(jpeg: bytes) -> float:
        hsv = Image.open(io.BytesIO(jpeg)).convert("HSV").getchannel("S").resize((1, 1))
        value = hsv.getpixel((0, 0))
        assert isinstance(value, int)
        return value

    assert saturation(lively) > saturation(calm) + 10


def test_a_picture_that_would_be_too_large_is_made_coarser(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fine = draw_cover(tones(100))
    monkeypatch.setattr("bot.services.artwork.MOST_BYTES", len(fine) - 1)
    coarse = draw_cover(tones(100))
    assert len(coarse) < len(fine)
    assert Image.open(io.BytesIO(coarse)).size == (640, 640)
