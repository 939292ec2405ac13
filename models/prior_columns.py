"""What a prior says of a track beside a member's likes: one name a column."""

from typing import Final

RECIPE: Final = "2"
"""Changes with the meaning of any column; a learned ranker reads its own recipe only."""

TRACK_COLUMNS: Final = (
    "factors",
    "factors beside best",
    "factors cosine",
    "backed factors",
    "near lists",
    "near lists beside best",
    "rare near lists",
    "wide near lists",
    "near artists' lists",
    "lists of near factors",
    "lists of near artist factors",
    "lists near in all ways",
    "together",
    "together beside best",
    "together most",
    "likes beside",
    "chance beside likes",
)
"""How much a track stands where the likes stand, seen in several ways."""
ARTIST_COLUMNS: Final = (
    "artist mean factors",
    "artist factors",
    "artist near lists",
    "artist near artists' lists",
    "artist beside",
)
"""The same of its first artist: what there is to say of a track that no list holds."""
FAME_COLUMNS: Final = ("lists", "artist lists", "share of artist")
MEMBER_COLUMNS: Final = (
    "known likes",
    "fame of known likes",
    "nearest list",
    "twentieth list",
    "twentieth artists' list",
    "factors of likes",
    "factors of best",
)
"""How far the others can be trusted for these likes; the same for all tracks."""
COLUMNS: Final = (*TRACK_COLUMNS, *ARTIST_COLUMNS, *FAME_COLUMNS, *MEMBER_COLUMNS)
