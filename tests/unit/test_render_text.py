"""Foreign words: whatever a title holds, it neither formats, pings nor breaks a line."""

import re
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.text import quote

FOREIGN = st.one_of(
    st.text(max_size=400),
    st.text(alphabet="*_~`|\\<>@#[]()-:/ \u202eאב\u0301abc\n", max_size=400),
)
PING = re.compile(r"@(everyone|here)|<@[!&]?\d+>|<#\d+>|</[^>]+:\d+>|<t:\d+|<a?:\w+:\d+>")
UNESCAPED = re.compile(r"(?<!\\)(?:\\\\)*[*_~`|]")


@given(FOREIGN, st.integers(2, 200))
@example("@everyone <@1> <@&2> <#3> </link:4> <t:5> <:x:6> <id:home>", 200)
@example("**bold** __under__ ~~gone~~ ||hidden|| `code` ```block```", 200)
@example("](https://evil.example) [now](https://evil.example)", 200)
@example("# Headline", 200)
@example("-# small", 200)
@example("> said", 200)
@example("\\" * 300, 120)
@example("*" * 300, 120)
def test_nothing_of_it_is_obeyed(text: str, most: int) -> None:
    line = quote(text, most)
    assert 0 < len(line) <= most
    assert "\n" not in line
    assert "\r" not in line
    assert not PING.search(line)
    assert not UNESCAPED.search(line)
    assert "://" not in line
    assert "[" not in line
    assert "](" not in line
    assert line[0] not in "#->+"
    assert not set(line) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert not any(unicodedata.category(letter) in {"Cc", "Cs"} for letter in line)
    assert not unicodedata.combining(line[-1]) or not line.endswith("…")


@given(FOREIGN)
def test_a_cut_escape_never_swallows_what_follows(text: str) -> None:
    line = quote(text, 20)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\$", line)
    assert not re.search(r"(?<!\\)(?:\\\\)*\\…$", line)


@pytest.mark.parametrize(
    "title",
    [
        "Plain Title",
        "Déjà Vu",
        "שלום עולם",
        "أهلا وسهلا",
        "日本の歌 (Live)",
        "Rock 'n' Roll, Pt. 2",
        "A & B - C",
        "👩‍👩‍👧 Family",
        "50% Off! (feat. You) – 2019 Remaster",
    ],
)
def test_ordinary_titles_stay_as_they_are(title: str) -> None:
    assert quote(title) == title


def test_a_long_title_is_cut_at_a_word_or_letter_with_an_ellipsis() -> None:
    assert quote("x" * 200, 10) == "x" * 9 + "…"
    assert quote("abc def ghi", 8) == "abc def…"
    assert quote("ab" + "e\u0301" * 10, 6) == "abe\u0301…"


@pytest.mark.parametrize("text", ["", "  ", "\u202e", "\x00", "\n\t"])
def test_nothing_to_see_is_an_ellipsis(text: str) -> None:
    assert quote(text) == "…"
