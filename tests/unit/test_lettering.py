"""What can be drawn, and what stands in a picture where it cannot."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from matplotlib.font_manager import fontManager, get_font
from PIL import Image

from bot.charts import lettering
from bot.charts.kinds import draw_bars
from bot.charts.style import GROUND, INK, YOURS, ink_on
from bot.render.picture import draw_genres
from bot.weekly import Share

JAPANESE = "日本語"


def forget() -> None:
    for known in (lettering.families, lettering._files, lettering._letters):
        known.cache_clear()
    # Matplotlib too remembers fonts that are gone by now.
    fontManager._findfont_cached.cache_clear()  # pyright: ignore[reportAttributeAccessIssue]


@pytest.fixture(autouse=True)
def _only_what_matplotlib_brings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(lettering, "_FAMILIES", ("DejaVu Sans", "Boxes for a test"))
    forget()
    yield
    forget()


@pytest.fixture
def asian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A font with a full block for each of three letters."""
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    block, empty = pen.glyph(), TTGlyphPen(None).glyph()
    names = [".notdef", *(f"uni{ord(letter):04X}" for letter in JAPANESE)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(letter): f"uni{ord(letter):04X}" for letter in JAPANESE})
    builder.setupGlyf(dict.fromkeys(names, block) | {".notdef": empty})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Boxes for a test", "styleName": "Regular"})
    builder.setupOS2(usWeightClass=400)
    builder.setupPost()
    file = tmp_path / "boxes.ttf"
    builder.save(file)
    monkeypatch.setattr(fontManager, "ttflist", list(fontManager.ttflist))
    fontManager.addfont(file)
    forget()
    return file


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("canción — Кино Ελλάς", "canción — Кино Ελλάς"),
        ("a$ap $ rock", "a$ap $ rock"),
        ("日本 rock", "… rock"),
        (JAPANESE, lettering.NOTHING_LEFT),
        ("👍 love", "… love"),
        ("two\nlines", "two lines"),
        ("", ""),
    ],
)
def test_what_no_font_has_is_left_out_and_not_drawn_as_boxes(text: str, shown: str) -> None:
    assert lettering.drawable(text) == shown
    letters = set(get_font(str(lettering.file_for("a"))).get_charmap())
    assert {ord(letter) for letter in shown} <= letters


def test_a_font_of_the_machine_fills_in_letter_by_letter(asian: Path) -> None:
    assert lettering.families() == ["DejaVu Sans", "Boxes for a test"]
    assert lettering.drawable(f"{JAPANESE} rock") == f"{JAPANESE} rock"
    assert lettering.file_for(JAPANESE) == asian
    assert lettering.file_for("rock").name == "DejaVuSans.ttf"


def ink(png: bytes) -> int:
    """Count the bright points of the left of a picture, where names stand."""
    picture = np.asarray(Image.open(io.BytesIO(png)).convert("L"))
    return int((picture[:, : int(0.45 * picture.shape[1])] > 200).sum())


def test_charts_and_the_weekly_picture_draw_with_it(
    asian: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bars, shares = [(JAPANESE, 0.5)], [Share(JAPANESE, 0.5, 0.0)]
    drawn = ink(draw_bars("", bars)), ink(draw_genres(shares))
    monkeypatch.setattr(lettering, "_FAMILIES", ("DejaVu Sans",))
    forget()
    # Three full blocks are far more ink than brackets around an ellipsis.
    assert drawn[0] > 3 * ink(draw_bars("", bars))
    assert drawn[1] > 3 * ink(draw_genres(shares))


def test_names_are_cut_by_the_room_they_take() -> None:
    assert lettering.width("rock") == 4
    assert lettering.width(JAPANESE) == 6
    assert lettering.cut("progressive electro house", 25) == "progressive electro house"
    assert lettering.cut("progressive electro houses", 25) == "progressive electro hous…"


def test_letters_stand_out_from_what_they_stand_on() -> None:
    assert ink_on((0.1, 0.1, 0.1)) == INK
    assert ink_on((0.9, 0.9, 0.2, 1.0)) == GROUND
    assert ink_on(tuple(int(YOURS[place : place + 2], 16) / 255 for place in (1, 3, 5))) == GROUND
