"""Similar songs in words, and songs as choices of an autocomplete."""

import unicodedata
from collections.abc import Iterable, Sequence

from discord import app_commands

from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.songs import NamedReason, SongChoice

_CHOICE = 100
_CHOICE_ARTISTS = 40


def likeness(say: Wording, reason: NamedReason) -> str:
    """Return what a song has in common with the song it was found for."""
    measures = [say(f"measure-{name.replace('_', '-')}") for name in reason.measures]
    if reason.genre and measures:
        genre = quote(reason.genre, 40)
        how = say("similar-both", genre=genre, measures=enumerate_words(say, measures))
    elif reason.genre:
        how = say("similar-genre", genre=quote(reason.genre, 40))
    elif measures:
        how = say("similar-sound", measures=enumerate_words(say, measures))
    else:
        how = say("similar-whole")
    if len(reason.seeds) == 1:
        return how
    title = say("reason-title", title=quote(reason.songs[0], 60))
    return say("similar-closest", song=title, how=how)


def seed_names(say: Wording, seeds: Sequence[str]) -> str:
    """Return the songs that similar ones were asked for."""
    return enumerate_words(say, [say("reason-title", title=quote(seed, 80)) for seed in seeds])


def enumerate_words(say: Wording, words: Sequence[str]) -> str:
    """Return words as one list: "a, b and c"."""
    *before, last = words
    return say("words-and", before=", ".join(before), last=last) if before else last


def song_choices(songs: Iterable[SongChoice]) -> list[app_commands.Choice[str]]:
    """Return songs as choices with their ids as values; what would read the same comes once."""
    named: dict[str, str] = {}
    for song in songs:
        named.setdefault(song_name(song), song.track_id)
    return [app_commands.Choice(name=name, value=value) for name, value in named.items() if name]


def song_name(song: SongChoice) -> str:
    """Return title and artists in at most 100 characters, whatever their length."""
    artists = _cut(", ".join(song.artists), _CHOICE_ARTISTS)
    if not artists:
        return _cut(song.title, _CHOICE)
    return f"{_cut(song.title, _CHOICE - 3 - _length(artists))} — {artists}"


def _cut(text: str, most: int) -> str:
    """Return a text on one line of at most `most` characters as Discord's clients count them."""
    line = " ".join(text.split())
    if _length(line) <= most:
        return line
    while _length(line) > most - 1:
        line = line[:-1]
    while line and (unicodedata.combining(line[-1]) or line[-1].isspace()):
        line = line[:-1]
    return f"{line}…"


def _length(text: str) -> int:
    """Count UTF-16 units: an emoji counts twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
