"""The weekly post within Discord's limits, its picture, and times and zones as people type them."""

import io
from datetime import UTC, datetime

import discord
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from bot.errors import TimeUnreadable, ZoneUnknown
from bot.render.picture import draw_genres
from bot.render.posts import note_text, weekly_post
from bot.render.wording import wording
from bot.results.songs import GROUP, NamedReason, Song
from bot.services.zones import find_zones, read_time, read_zone, shown_now, zones
from bot.weekly import PREVIEW, Corner, Loved, Note, Share, WeeklyPost

SAY = wording()
NASTY = "**@everyone** [x](y) `~~" * 20
LONG = "W" * 300


def song(number: int, title: str, reason: NamedReason | None = None) -> Song:
    shown = reason or NamedReason("near", songs=(title, title))
    artists = ("The Neighbours",) if len(title) < 40 else (title, title, title)
    return Song(f"{number:022}", title, artists, 0.5, 0.5, shown)


def post(
    title: str, corners: int, each: int, *, claim_id: str = "a" * 25, group: int = 5
) -> WeeklyPost:
    numbers = iter(range(1_000))
    return WeeklyPost(
        claim_id=claim_id,
        corners=tuple(
            Corner(title, tuple(song(next(numbers), title) for _ in range(each)), 0.5)
            for _ in range(corners)
        ),
        group=tuple(song(next(numbers), title, NamedReason(GROUP)) for _ in range(group)),
        loved=tuple(Loved(song(next(numbers), title), 999) for _ in range(3)),
        rising=tuple(Share(title, 0.5, 0.25) for _ in range(3)),
        genres=tuple(Share(title, 0.1 * n) for n in range(1, 7)),
    )


@pytest.mark.parametrize("title", [NASTY, LONG, "مرحبا " * 60, "🎵" * 300, "Short", "_*~`|>" * 50])
@pytest.mark.parametrize(("corners", "each"), [(6, 2), (3, 3), (1, 3), (0, 0)])
def test_it_fits_whatever_songs_and_members_are_called(title: str, corners: int, each: int) -> None:
    view = weekly_post(SAY, post(title, corners, each), pictured=True)
    assert view.content_length() <= 4_000
    assert view.total_children_count <= 40
    ids = [c.custom_id for c in view.walk_children() if isinstance(c, discord.ui.Button)]
    assert len(set(ids)) == len(ids)
    assert all(custom_id and len(custom_id) <= 100 for custom_id in ids)
    gallery = next(c for c in view.walk_children() if isinstance(c, discord.ui.MediaGallery))
    assert gallery.items[0].description
    assert len(gallery.items[0].description) <= 1024


def texts(view: discord.ui.LayoutView) -> str:
    shown = [c for c in view.walk_children() if isinstance(c, discord.ui.TextDisplay)]
    return "\n".join(part.content for part in shown)


def test_usual_names_are_shown_whole_with_every_reason() -> None:
    title = "Slow Train to Nowhere"
    shown = texts(weekly_post(SAY, post(title, 6, 2), pictured=True))
    assert shown.count(f"[{title}]") == 6 * 2 + 5 + 3
    assert shown.count("Sounds close to") == 12


def test_a_post_without_a_list_still_carries_its_claim() -> None:
    view = weekly_post(SAY, post("Title", 1, 3, group=0), pictured=False)
    (button,) = [c for c in view.walk_children() if isinstance(c, discord.ui.Button)]
    assert button.custom_id == f"crate:join:{'a' * 25}"


def test_a_preview_offers_no_playlist() -> None:
    view = weekly_post(SAY, post("Title", 2, 2, claim_id=PREVIEW), pictured=False)
    buttons = [c for c in view.walk_children() if isinstance(c, discord.ui.Button)]
    assert [b.label for b in buttons] == ["👍"] * 5 + ["Include me"]


@pytest.mark.parametrize("note", list(Note))
def test_every_note_has_its_words(note: Note) -> None:
    assert "<#5>" in note_text(SAY, note, "A *server*", 5)


@pytest.mark.parametrize("count", [1, 6])
def test_the_picture_is_one(count: int) -> None:
    genres = [Share("progressive-electro-house-with-a-long-name", 0.01 * n) for n in range(count)]
    with Image.open(io.BytesIO(draw_genres(genres))) as picture:
        assert picture.format == "PNG"
        assert picture.width == 1100
        assert picture.height < 600


@given(st.integers(0, 23), st.integers(0, 59))
def test_every_time_of_the_day_is_read(hour: int, minute: int) -> None:
    wanted = hour * 60 + minute
    half = "pm" if hour >= 12 else "am"
    for typed in (
        f"{hour}:{minute:02}",
        f"{hour:02}{minute:02}",
        f"{hour}.{minute:02}",
        f" {hour}h{minute:02} ",
        f"{(hour - 1) % 12 + 1}:{minute:02} {half}",
        f"{(hour - 1) % 12 + 1}:{minute:02}{half[0].upper()}.M.",
    ):
        assert read_time(typed) == wanted


@given(st.text(max_size=12))
def test_other_texts_are_refused(typed: str) -> None:
    try:
        minute = read_time(typed)
    except TimeUnreadable:
        return
    assert 0 <= minute < 24 * 60


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        (" new york ", "America/New_York"),
        ("america/new_york", "America/New_York"),
        ("utc", "UTC"),
        ("Ho Chi Minh", "Asia/Ho_Chi_Minh"),
    ],
)
def test_zones_are_read_as_typed(typed: str, zone: str) -> None:
    assert read_zone(typed) == zone


@pytest.mark.parametrize("typed", ["", "Atlantis", "../../etc/passwd", "localtime", "Factory"])
def test_no_zones_are_refused(typed: str) -> None:
    with pytest.raises(ZoneUnknown):
        read_zone(typed)


@given(st.text(max_size=8))
def test_what_is_offered_can_be_chosen(typed: str) -> None:
    found = find_zones(typed)
    assert len(found) <= 25
    assert all(read_zone(zone) == zone for zone in found)


def test_every_zone_can_be_shown() -> None:
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    assert all(len(shown_now(zone, now)) <= 100 for zone in zones().values())
