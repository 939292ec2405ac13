"""Fine genres, as the known tables name them, in ten macro-genres."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

MACRO_GENRES: Final = (
    "pop",
    "rock",
    "metal",
    "hip-hop",
    "soul",
    "electronic",
    "latin",
    "folk",
    "jazz-classical",
    "world",
)
"""The ten macro-genres; a macro-genre's number is its position here."""

NO_GENRE: Final = -1
"""The number of a genre name that says nothing about music we could place."""

_FINE: Final = {
    "pop": (
        "anime british cantopop children chill comedy dance-pop disney electropop french german "
        "happy hip-pop indie-pop indie-poptimism j-dance j-idol j-pop k-pop kids mandopop party "
        "pop pop-edm pop-film post-teen-pop power-pop romance sad show-tunes singer-songwriter "
        "songwriter spanish swedish synth-pop"
    ),
    "rock": (
        "album-rock alt-rock alternative classic-rock emo garage goth grunge guitar hard-rock "
        "indie j-rock permanent-wave psych-rock punk punk-rock rock rock-n-roll rockabilly ska"
    ),
    "metal": "black-metal death-metal grindcore hardcore heavy-metal industrial metal metalcore",
    "hip-hop": "gangster-rap hip-hop rap southern-hip-hop trap",
    "soul": "disco funk gospel groove neo-soul new-jack-swing r-n-b r-b soul urban-contemporary",
    "electronic": (
        "ambient big-room breakbeat chicago-house club dance deep-house detroit-techno "
        "drum-and-bass dub dubstep edm electro electro-house electronic hardstyle house idm "
        "minimal-techno progressive-electro-house progressive-house techno trance trip-hop "
        "tropical"
    ),
    "latin": (
        "brazil forro latin latin-hip-hop latin-pop latino mpb pagode reggaeton salsa samba "
        "sertanejo tango"
    ),
    "folk": "acoustic bluegrass blues country folk honky-tonk",
    "jazz-classical": "classical jazz new-age opera piano sleep study",
    "world": "afrobeat dancehall indian iranian malay reggae turkish world-music",
}

# Words of names no table above holds. The last word names the thing and the ones before it shade
# it ("swedish death metal", "chamber pop", "jazz rap"), so words are tried from the last one on,
# and pairs that mean something else together ("uk garage") before single words.
_WORDS: Final = {
    "pop": (
        "pop indie boyband band idol songwriter teen schlager chanson cantopop mandopop kayokyoku "
        "europop bubblegum show-tunes singer"
    ),
    "rock": (
        "rock punk grunge emo shoegaze alternative goth gothic psych psychedelic garage wave surf "
        "ska britpop krautrock post-punk"
    ),
    "metal": (
        "metal metalcore deathcore grindcore hardcore djent thrash doom sludge screamo industrial"
    ),
    "hip-hop": "hip-hop hop rap trap drill grime phonk crunk rapper boom-bap",
    "soul": "soul rnb r-b r-n-b funk motown disco gospel boogie quiet-storm new-jack",
    "electronic": (
        "techno house trance edm dubstep electro electronic electronica dnb jungle breakbeat idm "
        "ambient downtempo hardstyle rave synthwave vaporwave dance glitch bass chillwave "
        "chillout eurodance big-beat gabber lo-fi lofi uk-garage dub drum-and"
    ),
    "latin": (
        "latin latino latina reggaeton salsa bachata cumbia merengue samba bossa bossa-nova "
        "sertanejo mpb forro pagode tango mariachi ranchera corrido corridos norteno brazilian "
        "flamenco bolero baile-funk funk-carioca dembow"
    ),
    "folk": "folk country bluegrass americana blues acoustic honky-tonk cowboy celtic",
    "jazz-classical": (
        "jazz bebop swing classical orchestra orchestral baroque opera piano chamber symphony "
        "choral choir soundtrack score new-age meditation lounge sleep study"
    ),
    "world": (
        "reggae dancehall afrobeat afrobeats afro african world indian bollywood hindi punjabi "
        "desi turkish arab arabic iranian persian malay highlife rai balkan klezmer soca calypso "
        "amapiano"
    ),
}

_NUMBERS: Final = {name: number for number, name in enumerate(MACRO_GENRES)}


def _numbered(names: dict[str, str]) -> dict[str, int]:
    return {name: _NUMBERS[macro] for macro, text in names.items() for name in text.split()}


_FINE_NUMBERS: Final = _numbered(_FINE)
_WORD_NUMBERS: Final = _numbered(_WORDS)


@lru_cache(maxsize=10_000)
def macro_genre(name: str) -> int:
    """Return the macro-genre's number of a fine genre's name, `NO_GENRE` where none fits."""
    words = re.findall(r"[a-z0-9]+", name.casefold())
    known = _FINE_NUMBERS.get("-".join(words))
    if known is not None:
        return known
    pairs = [f"{first}-{second}" for first, second in pairwise(words)]
    for part in (*reversed(pairs), *reversed(words)):
        if part in _WORD_NUMBERS:
            return _WORD_NUMBERS[part]
    return NO_GENRE


def macro_genres(names: Sequence[str]) -> tuple[int, ...]:
    """Return the macro-genre's number of each fine genre's name."""
    return tuple(macro_genre(name) for name in names)
