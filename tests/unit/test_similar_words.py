"""Links, choices and sentences of similar songs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import Foreign, SongUnknown
from bot.render.notes import failure
from bot.render.reasons import reason_text
from bot.render.similar import likeness, seed_names, song_choices, song_name
from bot.render.wording import languages, wording
from bot.results.songs import SIMILAR, Mode, NamedReason, SongChoice
from bot.spotify.links import SHORT, SpotifyLink, find_links, is_bare_id
from models.background import SOUND

ID = "4uLU6hMCjMI75M1A2tKUQC"


@pytest.mark.parametrize(
    "text",
    [
        f"https://open.spotify.com/track/{ID}",
        f"http://open.spotify.com/track/{ID}?si=1&utm_source=copy-link",
        f"HTTPS://OPEN.SPOTIFY.COM/track/{ID}",
        f"open.spotify.com/intl-de/track/{ID}",
        f"https://open.spotify.com/intl-pt-BR/track/{ID}#x",
        f"https://play.spotify.com/track/{ID}",
        f"https://open.spotify.com/embed/track/{ID}",
        f"spotify:track:{ID}",
        f"[a song](https://open.spotify.com/track/{ID})",
        f"<https://open.spotify.com/track/{ID}>, listen!",
    ],
)
def test_a_track_is_read_from_any_form_of_link(text: str) -> None:
    assert find_links(text) == [SpotifyLink("track", ID)]


def test_links_come_in_order_with_their_kinds() -> None:
    text = (
        f"https://open.spotify.com/album/1 spotify:track:{ID} https://spotify.link/AbC "
        "https://open.spotify.com/playlist/37i?si=2 spotify:user:me:playlist:3"
    )
    kinds = [link.kind for link in find_links(text)]
    assert kinds == ["album", "track", SHORT, "playlist", "user"]


@pytest.mark.parametrize(
    "text",
    [
        *("", "spotify", "spotify:track:", "notspotify:track:1", "xopen.spotify.com/track/1"),
        *("https://spotify.com", "https://example.com/track/1", "https://open.spotify.com.x.org"),
    ],
)
def test_what_is_no_link_to_spotify(text: str) -> None:
    assert find_links(text) == []


def test_a_bare_id_has_22_letters_and_digits() -> None:
    assert is_bare_id(ID)
    assert not is_bare_id(ID[:-1])
    assert not is_bare_id(f"{ID}x")
    assert not is_bare_id(f"{ID[:-1]}-")


def units(text: str) -> int:
    """How Discord's clients count: an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


_NAMES = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


@given(title=_NAMES, artists=st.lists(_NAMES, max_size=6))
def test_a_choice_fits_into_discord(title: str, artists: list[str]) -> None:
    name = song_name(SongChoice("1", title, tuple(artists)))
    assert units(name) <= 100
    assert "\n" not in name
    name.encode()


def test_what_is_cut_keeps_title_and_artist() -> None:
    assert song_name(SongChoice("1", "A", ("B", "C"))) == "A — B, C"
    assert song_name(SongChoice("1", "A", ())) == "A"
    long = song_name(SongChoice("1", "Title " * 40, ("Artist",)))
    assert units(long) <= 100
    assert long.startswith("Title Title")
    assert long.endswith("… — Artist")
    many = song_name(SongChoice("1", "Title", ("Somebody Else",) * 9))
    assert many.startswith("Title — Somebody Else, Somebody")
    assert many.endswith("…")
    assert units(song_name(SongChoice("1", "🎵" * 90, ("🎸" * 90,)))) <= 100


def test_a_cut_leaves_no_mark_without_its_letter() -> None:
    letters = "a" * 94
    for marks in ("\u0301", "\u0301\u0323"):
        name = song_name(SongChoice("1", f"{letters}{marks}bcdefg", ("B",)))
        assert name == f"{letters}… — B"


def test_of_choices_that_read_the_same_the_first_stays() -> None:
    songs = [SongChoice("1", "A", ("X",)), SongChoice("2", "B", ()), SongChoice("3", "A", ("X",))]
    songs.append(SongChoice("4", " ", ()))
    assert [(c.name, c.value) for c in song_choices(songs)] == [("A — X", "1"), ("B", "2")]


def reason(**more: object) -> NamedReason:
    values = {"kind": SIMILAR, "songs": ("Seed",), "seeds": ("Seed — X",), **more}
    return NamedReason(**values)  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (reason(genre="techno", measures=("tempo",)), "Also techno, and close in tempo"),
        (reason(genre="techno"), "Also techno"),
        (reason(measures=("tempo", "energy")), "Close in tempo and energy"),
        (reason(measures=SOUND[:3]), "Close in danceability, energy and loudness"),
        (reason(), "Close in sound, years and genre taken together"),
        (reason(genre="*x*"), r"Also \*x\*"),
        (
            reason(genre="techno", seeds=("Seed — X", "Other — Y")),
            "Closest to “Seed”. Also techno",
        ),
    ],
)
def test_a_reason_names_what_both_share(said: NamedReason, sentence: str) -> None:
    assert likeness(wording(), said) == reason_text(wording(), said) == sentence


def test_seeds_are_listed_with_their_markdown_dead() -> None:
    assert seed_names(wording(), ["A — X"]) == "“A — X”"
    listed = seed_names(wording(), ["A — X", "**B** — Y", "C @everyone"])
    assert listed == "“A — X”, “\\*\\*B\\*\\* — Y” and “C @\u200beveryone”"


@pytest.mark.parametrize("say", languages().values(), ids=languages())
def test_every_measure_and_mode_has_a_name_in_every_language(say: object) -> None:
    assert isinstance(say, type(wording()))
    for name in SOUND:
        assert say.has(f"measure-{name.replace('_', '-')}")
    for mode in Mode:
        assert say.has(f"command-similar-{mode}")


def test_foreign_words_in_an_error_neither_format_nor_ping() -> None:
    view = failure(wording(), SongUnknown(text=Foreign("**x** <@1> [a](b)")), "0a1b2c3d")
    (shown,) = [item for item in view.walk_children() if hasattr(item, "content")]
    content = str(getattr(shown, "content", ""))
    assert r"“\*\*x\*\* <" in content
    assert "<@" not in content
    assert "[a]" not in content
