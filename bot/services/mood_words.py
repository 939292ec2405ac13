"""What a member means by a few words: moods, genres, a decade, artists.

"rainy sunday drive" or "90s gym": each word, and words together, are looked for among a small
vocabulary of moods, then among the catalogue's genres; what is left may be an artist. Misspelt and
inflected words find their likes. What says nothing so is left to the sense of words, where the
extra for it is installed (`bot.services.mood_sense`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.errors import Foreign, MoodUnknown
from bot.services.mood_sense import sensed_mood
from bot.services.mood_vocabulary import MOOD_OF, PHRASES, TIMES
from models.mood import MOODS
from storage.catalogue import Catalogue
from storage.names import fold

_IDLE: Final = (
    "a an and the for of to in on at with my some music songs song tracks vibe vibes mood"
)
_SAYS_NOTHING: Final = frozenset(_IDLE.split())
_DECADE: Final = re.compile(r"^(?:(19|20)?(\d)0)'?(?:s|er)$")
_YEAR: Final = re.compile(r"^(19[3-9]\d|20[0-4]\d)$")
_LEAST_ALIKE: Final = 84.0
_SHORTEST: Final = 4
"""Letters of a word that is looked for in another form."""
_LONGEST: Final = 4
"""Words that a genre or an artist is looked for under."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What some words mean; what they do not speak of is empty."""

    moods: tuple[str, ...] = ()
    genres: tuple[int, ...] = ()
    """Numbers of the catalogue's genres."""
    artists: tuple[int, ...] = ()
    years: tuple[int, int] | None = None
    """The first and the last one."""


def read_mood(catalogue: Catalogue, text: str) -> Meaning:
    """Return what some words mean; raises `MoodUnknown` where they mean nothing we know."""
    words = fold(text).split()[:12]
    genres = {fold(name): number for number, name in enumerate(catalogue.genre_names)}
    moods: list[str] = []
    times: list[str] = []
    found_genres: list[int] = []
    artists: list[int] = []
    years: tuple[int, int] | None = None
    place = 0
    while place < len(words):
        size, kind, value = _read_at(catalogue, words, place, genres)
        if kind == "mood":
            moods.append(str(value))
        elif kind == "time":
            times.append(str(value))
        elif kind == "genre":
            found_genres.append(int(value))
        elif kind == "artist":
            artists.append(int(value))
        elif kind == "year":
            first = int(value)
            years = (first, first if words[place] == str(first) else first + 9)
        place += size
    moods = moods or times[:1]
    if not (moods or found_genres or artists or years):
        sensed = sensed_mood(text)
        if sensed is None:
            raise MoodUnknown(text=Foreign(text[:60]))
        moods = [sensed]
    return Meaning(
        tuple(dict.fromkeys(moods)),
        tuple(dict.fromkeys(found_genres)),
        tuple(dict.fromkeys(artists)),
        years,
    )


def _read_at(
    catalogue: Catalogue, words: Sequence[str], place: int, genres: Mapping[str, int]
) -> tuple[int, str, str | int]:
    """Return how many words from a place on mean one thing, its kind and what it is."""
    word = words[place]
    if (year := _year(word)) is not None:
        return 1, "year", year
    for size, name in _names(words, place):
        if name in PHRASES:
            return size, "mood", PHRASES[name]
    if word in MOODS or word in MOOD_OF:
        return 1, "mood", MOOD_OF.get(word, word)
    if word in TIMES:
        return 1, "time", TIMES[word]
    for size, name in _names(words, place):
        if name in genres:
            return size, "genre", genres[name]
    for size, name in _names(words, place):
        if name in _SAYS_NOTHING:
            continue
        if (known := catalogue.artist_ids([name])) and (size > 1 or len(words) == 1):
            return size, "artist", next(iter(known.values()))
    if word in _SAYS_NOTHING:
        return 1, "nothing", 0
    return 1, *_alike(word, genres)


def _names(words: Sequence[str], place: int) -> Iterator[tuple[int, str]]:
    for size in range(min(_LONGEST, len(words) - place), 0, -1):
        yield size, " ".join(words[place : place + size])


def _year(word: str) -> int | None:
    if found := _DECADE.match(word):
        century = found.group(1) or ("20" if int(found.group(2)) < 3 else "19")
        return int(f"{century}{found.group(2)}0")
    return int(word) if _YEAR.match(word) else None


def _alike(word: str, genres: Mapping[str, int]) -> tuple[str, str | int]:
    """Return the mood or genre that a misspelt or inflected word most likely means."""
    if len(word) >= _SHORTEST:
        choices = {**{name: ("genre", number) for name, number in genres.items()}}
        choices |= {name: ("mood", mood) for name, mood in MOOD_OF.items()}
        best = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
        if best is not None:
            return choices[best[0]]
        stems = [stem for stem in MOOD_OF if len(stem) >= _SHORTEST and word.startswith(stem)]
        if stems:
            return "mood", MOOD_OF[max(stems, key=len)]
    return "nothing", 0
