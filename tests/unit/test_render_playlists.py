"""What is said about playlists that are kept."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from discord import ui

from bot.errors import SpotifyDown
from bot.render.playlists import keep_news, kept, playlist_choices, shelf
from bot.render.wording import wording
from bot.results.playlists import Shelf, ShelfPlaylist
from bot.services.keeping import SHELF_SIZE
from storage.keeps import Trouble

SAY = wording()
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PLAYLIST = ShelfPlaylist("p" * 22, "Mine", songs=30, size=30, next_at=NOW)


def read(view: ui.LayoutView) -> str:
    return "\n".join(
        item.content for item in view.walk_children() if isinstance(item, ui.TextDisplay)
    )


def test_the_longest_shelf_fits_into_a_message() -> None:
    longest = replace(PLAYLIST, name="@" * 300, trouble=Trouble.LINK)
    text = read(shelf(SAY, Shelf((longest,) * SHELF_SIZE, older=999, unread=SpotifyDown())))
    assert text.count("p" * 22) == SHELF_SIZE
    assert len(text) < 4_000
    assert "999 older ones" in text


def test_each_trouble_has_words_of_its_own() -> None:
    news = {read(keep_news(SAY, replace(PLAYLIST, trouble=trouble))) for trouble in Trouble}
    assert len(news) == len(Trouble)
    assert all("**Mine**" in text for text in news)
    shown = {read(shelf(SAY, Shelf((replace(PLAYLIST, trouble=t),)))) for t in Trouble}
    assert len(shown) == len(Trouble) - 1
    assert not any("every week" in text for text in shown)


@pytest.mark.parametrize(
    ("songs", "size", "words"),
    [(1, 1, "one song"), (0, 1, "0 songs"), (2, 1, "One fresh song"), (2, 9, "9 fresh songs")],
)
def test_numbers(songs: int, size: int, words: str) -> None:
    assert words in read(shelf(SAY, Shelf((replace(PLAYLIST, songs=songs, size=size),))))


def test_when() -> None:
    stamp = f"<t:{NOW.timestamp():.0f}:f>"
    assert f"every week, next on {stamp}" in read(shelf(SAY, Shelf((PLAYLIST,))))
    assert f"next on {stamp}" in read(kept(SAY, PLAYLIST))
    assert "every week, due now" in read(shelf(SAY, Shelf((replace(PLAYLIST, next_at=None),))))
    plain = read(shelf(SAY, Shelf((replace(PLAYLIST, size=None),))))
    assert "every week" not in plain
    assert "30 songs" in plain
    assert "songs" not in read(shelf(SAY, Shelf((replace(PLAYLIST, size=None, songs=None),))))[24:]


def test_choices_keep_to_discords_limits() -> None:
    choices = playlist_choices([("p" * 22, "n" * 150), ("q" * 22, "  ")] * 30)
    assert len(choices) == 25
    assert all(1 <= len(choice.name) <= 100 for choice in choices)
