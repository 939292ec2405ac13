"""Names of songs and artists: normalising them, and telling a song from its versions.

Two titles of one recording rarely agree letter by letter: shops add "- 2011 Remaster",
"(Deluxe Edition)" or "(feat. X)". Such words are dropped. Words that name another performance
("Live at Wembley", "Acoustic", "Tiësto Remix") stay in a recording's title and are dropped only
from the song's, so that all versions of a song share one `song_key`.
"""

import re
import unicodedata
from collections.abc import Iterable
from enum import Enum, auto
from functools import lru_cache
from hashlib import blake2b

_FIRST_MARK, _LAST_MARK = 0x300, 0x36F
_LETTERS = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
_APOSTROPHES = "'’‘ʼ`´′"


class _Characters(dict[int, int | str | None]):
    """What becomes of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> int | str | None:
        character = chr(code)
        category = unicodedata.category(character)
        if character in _LETTERS:
            self[code] = _LETTERS[character]
        elif _FIRST_MARK <= code <= _LAST_MARK or category == "Cf" or character in _APOSTROPHES:
            # Only the marks of Latin, Greek and Cyrillic are accents; in other scripts a mark is
            # a vowel or changes the consonant, and without it words would collapse.
            self[code] = None
        else:
            self[code] = " " if category[0] in "PSZC" else code
        return self[code]


_CHARACTERS = _Characters()
_WITHOUT_APOSTROPHES = str.maketrans("", "", _APOSTROPHES)
_PLAIN = re.compile(r"[a-z0-9 ]+")
_STYLING = re.compile(r"[&+$!.]")
_BETWEEN_NAMES = re.compile(r"(?<=\w)\s*[&+]\s*(?=\w)")
_STYLED_S = re.compile(r"(?<=[a-z])\$|\$(?=[a-z])")
_STYLED_I = re.compile(r"(?<=[a-z])!(?=[a-z])")
_INITIALS = re.compile(r"\b(\w)\.(?=\w\b)")

_GUEST_WORD = r"(?:[Ff][Ee][Aa][Tt]\.|[Ff][Tt]\.|[Ff]eaturing\b|FEATURING\b|feat\b|ft\b)"
_GUESTS = re.compile(
    rf"(?<=\S)\s*[(\[]\s*(?:{_GUEST_WORD}|Feat\b|Ft\b|with\b|w/)[^()\[\]]*[)\]]"
    rf"|(?<=\S)\s+[(\[]?{_GUEST_WORD}\s+(?![-–—]\s).+?(?=\s[-–—]\s|[()\[\]]|$)"
)
_GUEST_PIECE = re.compile(rf"\s*(?:{_GUEST_WORD}|Feat\b|Ft\b|with\s)")

_GROUP = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_DASH = re.compile(r"\s+[-–—]\s+")
_SLASH = re.compile(r"\s*[/|]\s*")
_TRAILING_REMASTER = re.compile(
    r"(?<=\S)\s+(?:\d{4}\s+)?(?:digital(?:ly)?\s+)?re-?master(?:ed)?(?:\s+\d{4})?\s*$",
    re.IGNORECASE,
)
_SOUNDTRACK = re.compile(
    r"^(?:music )?from [\"“”'‘’«]|\bsoundtrack\b|^from the .*\b(?:film|movie|series|musical|game)\b"
    r"|\boriginal (?:broadway )?cast recording\b",
    re.IGNORECASE,
)
_YEAR_OR_ORDINAL = re.compile(r"(?:1[89]|20)\d\d|\d+(?:st|nd|rd|th)|\d+s|12|7|45|78|24|96")
_EDITIONS = """
    remaster remastered remasters remastering remasterizado remasterizada remasterisé remasterise
    digital digitally deluxe super expanded anniversary special limited collectors edition editions
    reissue reissued release original album single lp ep cd vinyl inch bonus track tracks version
    versions mono stereo explicit clean edited uncensored censored edit radio video short main full
    length mix mixes standard studio recording hd bit mastered mastering soundtrack
    the from of and new in for
"""
_EDITION_WORDS = frozenset(_EDITIONS.split())
_SHADES = """
    the from of and new in for mix mixes version versions recording bit inch main special limited
    short full standard digital
"""
_NOT_ALONE = frozenset(_SHADES.split())
_VERSION = re.compile(
    r"\b(?:re-?mix(?:ed|es)?|rmx|mix|mixed|acoustic|acustic[oa]|akustik\w*|acoustique|unplugged"
    r"|instrumental\w*|karaoke|demo|a cappella|acapella|sped up|speed up|slowed|reverb|nightcore"
    r"|extended|rework(?:ed)?|bootleg|flip|dub|vip|mash-?up|orchestral|symphonic|piano|stripped"
    r"|sessions?|lo ?fi|re-?record(?:ed|ing)|recorded (?:at|live|in)|cover|versions?|version[ei]"
    r"|versao|ver|edit|take|alternate|alternative|outtake|rehearsal|chopped|screwed|8 bit|lullaby"
    r"|performance|club|refix|reprise version|ao vivo|en vivo|al vivo|en directo|en direct"
    r"|in concert|a colors show|spotify singles|loopable)\b"
    r"|^live$|\blive$|^live (?:at|from|in|on|version|session|sessions|recording|performance"
    r"|acoustic|edit|mix|take|studio|bonus|remaster\w*|unplugged|ver|video|medley|\d)"
    r"|\b(?:recorded|performed|live) live\b|\blive (?:version|session|recording|performance)\b"
    r"|^vivo\b|^directo\b"
)


class _Kind(Enum):
    NAME = auto()
    EDITION = auto()
    VERSION = auto()


def fold(text: str) -> str:
    """Return the words of a text, one space between them, whatever its case and accents.

    A text of symbols alone ("!!!", "÷") comes back as itself: nothing that can be seen folds to
    nothing.
    """
    plain = text.casefold()
    if not _PLAIN.fullmatch(plain):
        plain = _drop_signs(plain)
    return " ".join(plain.split()) or _fold_symbols(text)


def _drop_signs(plain: str) -> str:
    """Turn everything but the words themselves into spaces."""
    plain = plain.translate(_WITHOUT_APOSTROPHES)
    if _STYLING.search(plain):
        plain = _BETWEEN_NAMES.sub(" and ", plain)
        plain = _STYLED_I.sub("i", _STYLED_S.sub("s", plain))
        plain = _INITIALS.sub(r"\1", plain)
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).casefold()
    plain = plain.translate(_CHARACTERS)
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


def _fold_symbols(text: str) -> str:
    return "".join(c for c in text.casefold() if unicodedata.category(c)[0] not in "ZC")


def normalise(text: str) -> str:
    """Return a name folded and without its guests ("feat. X", "(with Y)")."""
    return fold(_drop_guests(text))


def _drop_guests(text: str) -> str:
    # Most names have none, and looking for these letters is ten times cheaper than for the rest.
    lowered = text.lower()
    if any(letters in lowered for letters in ("feat", "ft", "with", "w/")):
        return _GUESTS.sub("", text)
    return text


def recording_title(title: str) -> str:
    """Return what all editions of one recording are called: remasters and the like are gone."""
    name, versions = _take_apart(title)
    return " ".join([name, *versions])


def song_title(title: str) -> str:
    """Return what all versions of one song are called: live, remixed or acoustic."""
    return _take_apart(title)[0]


def recording_key(title: str, artist: str) -> int:
    """Return a signed 64-bit number of the recording's title and its first artist."""
    return _number(recording_title(title), normalise(artist))


def song_key(title: str, artist: str) -> int:
    """Return a signed 64-bit number that all versions of one song share, in every catalogue."""
    return _number(song_title(title), normalise(artist))


def both_keys(title: str, artist: str) -> tuple[int, int]:
    """Return `recording_key` and `song_key` for the price of one."""
    name, versions = _take_apart(title)
    artist = _normalise_artist(artist)
    song = _number(name, artist)
    return (_number(" ".join([name, *versions]), artist) if versions else song), song


@lru_cache(maxsize=20_000)
def _normalise_artist(name: str) -> str:
    """Return the same as `normalise`; tables name the same artists again and again."""
    return normalise(name)


def _number(title: str, artist: str) -> int:
    digest = blake2b(f"{title}\x1f{artist}".encode("utf-8", "replace"), digest_size=8)
    return int.from_bytes(digest.digest(), "big", signed=True)


def _take_apart(title: str) -> tuple[str, list[str]]:
    """Return the song's own name and the names of its version, folded; editions are dropped."""
    text, versions = _open_groups(_drop_guests(title))
    first, *pieces = _DASH.split(text)
    name = [first]
    for piece in pieces:
        kind = _classify(piece)
        if kind is _Kind.NAME:
            name.append(piece)
        elif kind is _Kind.VERSION:
            versions.append(piece)
    words = " ".join(name)
    if "master" in words.lower():
        words = _TRAILING_REMASTER.sub("", words)
    if not words.strip():
        return _fold_parts(normalise(title)), []
    return _fold_parts(words), [_fold_version(version) for version in versions]


def _open_groups(text: str) -> tuple[str, list[str]]:
    """Take editions and versions out of brackets, innermost first; leave a name's own words."""
    versions: list[str] = []

    def replace(group: re.Match[str]) -> str:
        inside = group[1]
        kind = _classify(inside)
        if kind is _Kind.VERSION:
            versions.append(inside)
        return f" {inside} " if kind is _Kind.NAME else " "

    found = 1
    while found:
        text, found = _GROUP.subn(replace, text)
    return text, versions


def _classify(piece: str) -> _Kind:
    if not piece.strip() or _GUEST_PIECE.match(piece):
        return _Kind.EDITION
    kinds = {_classify_part(part) for part in _SLASH.split(piece) if part}
    if _Kind.VERSION in kinds:
        return _Kind.VERSION
    return _Kind.NAME if _Kind.NAME in kinds else _Kind.EDITION


def _classify_part(part: str) -> _Kind:
    if _SOUNDTRACK.search(part):
        return _Kind.EDITION
    folded = fold(part)
    if _names_edition(folded.split()):
        return _Kind.EDITION
    return _Kind.VERSION if _VERSION.search(folded) else _Kind.NAME


def _names_edition(words: Iterable[str]) -> bool:
    plain = [word for word in words if not _YEAR_OR_ORDINAL.fullmatch(word)]
    years = [word for word in words if len(word) == 4 and _YEAR_OR_ORDINAL.fullmatch(word)]
    if any(word not in _EDITION_WORDS for word in plain):
        return False
    return bool(years) or any(word not in _NOT_ALONE for word in plain)


def _fold_version(version: str) -> str:
    parts = [part for part in _SLASH.split(version) if part]
    return " ".join(fold(part) for part in parts if _classify_part(part) is not _Kind.EDITION)


def _fold_parts(words: str) -> str:
    """Fold a name, writing "Pt." as "Part", since tables disagree on it."""
    return " ".join("part" if word == "pt" else word for word in fold(words).split(" "))
