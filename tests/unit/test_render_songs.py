"""Pages of songs: within Discord's limits whatever the titles, and nothing in them obeyed."""

import re
from typing import Any

import pytest
from discord import ui
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.render.ids import DOWN, PAGE, UP, WHY
from bot.render.songs import song_page
from bot.render.wording import wording
from bot.results.songs import SIMILAR, NamedReason, Song, SongPage
from bot.sandbox.discord.components import ComponentCheck, Kind, walk
from bot.sandbox.discord.errors import Problems
from models.background import SOUND
from models.explain import ReasonKind
from tests.unit.test_render_text import PING

TEXT = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="*_~`|\\<>@#[]():/ \u202eאבabc\n", min_size=100, max_size=300),
    st.sampled_from(["@everyone", "](https://evil.example)", "*" * 300, "\\" * 300, "א" * 300]),
)
TASTE = st.builds(
    NamedReason,
    kind=st.sampled_from([kind.value for kind in ReasonKind]),
    artist=TEXT | st.none(),
    songs=st.lists(TEXT, max_size=4).map(tuple),
    genre=TEXT | st.none(),
    year=st.integers(1900, 2030) | st.none(),
)


SEEDS = st.lists(TEXT, min_size=1, max_size=5).map(tuple)
LIKENESS = st.builds(
    NamedReason,
    kind=st.just(SIMILAR),
    songs=TEXT.map(lambda title: (title,)),
    genre=TEXT | st.none(),
    seeds=SEEDS,
    measures=st.lists(st.sampled_from(SOUND), max_size=2, unique=True).map(tuple),
)


@st.composite
def pages(draw: st.DrawFn) -> SongPage:
    shown = draw(st.integers(1, 4))
    kind = draw(st.sampled_from(["recommend", SIMILAR]))
    first = draw(st.sampled_from([0, 4, 16, 996]))
    songs = tuple(
        Song(
            track_id=f"{draw(st.integers(0, 10**6))}x{place}".rjust(22, "t"),
            title=draw(TEXT),
            artists=tuple(draw(st.lists(TEXT, max_size=8))),
            score=0.5,
            probability=None,
            reason=draw(LIKENESS if kind == SIMILAR else TASTE),
            cover=draw(st.sampled_from([None, "https://i.scdn.co/image/" + "a" * 40])),
            place=first + place,
        )
        for place in range(shown)
    )
    count = first + shown + draw(st.integers(0, 8))
    return SongPage(
        list_id="abcDEF123-_x",
        songs=songs,
        first=first,
        count=count,
        likes=draw(st.integers(0, 10**6)),
        wanted=count + draw(st.integers(0, 10)),
        size=4,
        kind=kind,
        relink=draw(st.booleans()),
    )


def check(view: ui.LayoutView) -> list[dict[str, Any]]:
    """Hold a layout against Discord's limits; return its components."""
    components: list[dict[str, Any]] = view.to_components()  # pyright: ignore[reportAssignmentType]
    problems = Problems()
    ComponentCheck(problems).message(components, v2=True)
    problems.raise_if_any()
    return list(walk(components))


@settings(max_examples=150)
@given(pages())
def test_any_page_is_within_discords_limits_and_obeys_nothing(page: SongPage) -> None:
    parts = check(song_page(wording(), page))
    texts = [part["content"] for part in parts if part["type"] == Kind.TEXT_DISPLAY]
    links = re.findall(r"\]\((https?://[^)]*)\)", "\n".join(texts))
    assert links == [song.link for song in page.songs]
    assert not any(PING.search(text) for text in texts)
    assert sum(len(part.get("description") or "") > 1024 for part in parts) == 0


@settings(max_examples=50)
@given(pages())
def test_every_button_is_found_by_one_pattern_and_says_what_it_is_for(page: SongPage) -> None:
    parts = check(song_page(wording(), page))
    ids = [part["custom_id"] for part in parts if "custom_id" in part]
    found = {
        name: [m for i in ids if (m := re.fullmatch(pattern, i))]
        for name, pattern in {
            "up": UP,
            "down": DOWN,
            "why": WHY,
            "page": PAGE,
        }.items()
    }
    expected = [song.track_id for song in page.songs]
    assert [match["track"] for match in found["up"]] == expected
    assert [match["track"] for match in found["down"]] == expected
    assert [int(match["position"]) for match in found["why"]] == [s.place for s in page.songs]
    assert {match["list"] for match in found["why"]} == {page.list_id}


def song(place: int, **changes: Any) -> Song:
    values: dict[str, Any] = {
        "track_id": f"track{place}",
        "title": f"Title {place}",
        "artists": ("Artist",),
        "score": 1.0,
        "probability": None,
        "reason": NamedReason(kind=ReasonKind.ARTIST.value, artist="Artist"),
        "place": place,
    }
    return Song(**values | changes)


def page_of(*songs: Song, **changes: Any) -> SongPage:
    values: dict[str, Any] = {
        "list_id": "abcdefghijkl",
        "songs": songs,
        "first": 0,
        "count": len(songs),
        "likes": 3,
        "wanted": len(songs),
        "size": 4,
        "kind": "recommend",
    }
    return SongPage(**values | changes)


def text_of(page: SongPage) -> str:
    parts = check(song_page(wording(), page))
    return "\n".join(part["content"] for part in parts if part["type"] == Kind.TEXT_DISPLAY)


def test_why_names_the_place_in_the_list_where_a_song_before_it_is_gone() -> None:
    """The second of four songs has left the catalogue."""
    parts = check(song_page(wording(), page_of(song(0), song(2), song(3), count=4)))
    whys = [p["custom_id"] for p in parts if "why" in p.get("custom_id", "")]
    assert [custom_id.rpartition(":")[2] for custom_id in whys] == ["0", "2", "3"]


def test_a_song_without_artists_says_so() -> None:
    assert "unknown artist" in text_of(page_of(song(0, artists=())))


def test_one_song_is_in_the_singular() -> None:
    text = text_of(page_of(song(0), likes=1))
    assert "One for you" in text
    assert "learned from one like" in text


def test_a_short_list_says_so_and_a_link_to_renew_too() -> None:
    text = text_of(page_of(song(0), song(1), wanted=5, relink=True))
    assert "I have only 2" in text
    assert "Run `/link` to renew it" in text


@pytest.mark.parametrize(("first", "off"), [(0, "Previous"), (4, "Next")])
def test_the_ends_of_a_list_cannot_be_turned_over(first: int, off: str) -> None:
    songs = [song(first + place) for place in range(4)]
    parts = check(song_page(wording(), page_of(*songs, first=first, count=8)))
    buttons = {part["label"]: part for part in parts if part["type"] == Kind.BUTTON}
    assert [name for name in ("Previous", "Next") if buttons[name]["disabled"]] == [off]


@pytest.mark.parametrize("letters", ["*", "w", "א", "👩‍👩‍👧 ", "\\"])
@pytest.mark.parametrize("kind", ["recommend", SIMILAR])
def test_the_longest_page_there_can_be_fits(kind: str, letters: str) -> None:
    long = letters * 300

    def reason(place: int) -> NamedReason:
        if kind == SIMILAR:
            # A list for each of four songs: every one of them has a heading of its own.
            seeds = (f"{place}{long}",)
            return NamedReason(SIMILAR, songs=(long,), genre=long, seeds=seeds, measures=SOUND[:2])
        also = NamedReason(kind=ReasonKind.ARTIST.value, artist=long)
        return NamedReason(kind=ReasonKind.NEAR.value, songs=(long, long, long), also=also)

    songs = [
        song(
            place,
            title=long,
            artists=(long,) * 9,
            reason=reason(place),
            cover="https://i.scdn.co/image/" + "a" * 40,
            track_id=f"{place}" * 22,
        )
        for place in range(996, 1000)
    ]
    page = page_of(
        *songs, first=996, count=1_000, wanted=1_001, likes=10**6, kind=kind, relink=True
    )
    check(song_page(wording(), page))
