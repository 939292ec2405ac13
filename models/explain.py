"""Why a track stands where it stands, read off what its score is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from models.comparison import WEIGHTS
from models.features import (
    ARTIST_WIDTH,
    FEATURES,
    TRACK_WIDTH,
    Portrait,
    squared_distances,
)
from models.genres import MACRO_GENRES
from models.profiles import Indices
from models.tracks import AUDIO, Floats

CITED: Final = 2
"""The most likes a reason names."""
ERA_YEARS: Final = 5.0
"""Likes this many years away still count as of the same era."""


class ReasonKind(StrEnum):
    """What carried a score."""

    ARTIST = "artist"
    """The member likes the artist."""
    NEAR = "near"
    """It sounds like one or two of the likes."""
    SOUND = "sound"
    """It sounds like the likes as a whole."""
    GENRE = "genre"
    """The member likes the genre more than others do."""
    ERA = "era"
    """The member likes those years."""
    POPULAR = "popular"
    """It is as popular as what the member likes, or just popular."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one track is recommended; `rows` are the likes that are the evidence, strongest first."""

    kind: ReasonKind
    rows: tuple[int, ...] = ()
    artist: int | None = None
    genre: int | None = None
    """Position in the catalogue's genre names."""
    year: int | None = None


_COLUMNS: Final = {
    ReasonKind.ARTIST: ("artist likes", "artist share", "any artist likes"),
    ReasonKind.NEAR: (
        *AUDIO,
        *("nearest", "near", "crowd", "artist crowd", "sound", "artist sound", "cluster"),
    ),
    ReasonKind.GENRE: ("genre", "macro-genre", *(f"genre {name}" for name in MACRO_GENRES)),
    ReasonKind.ERA: ("year", "era"),
    ReasonKind.POPULAR: ("popularity", "artist size", "fame", "artist fame"),
}
_BY_ARTIST: Final = [FEATURES.index(name) for name in ("artist crowd", "artist sound")]
_GROUPS: Final = {
    kind: [FEATURES.index(name) for name in names] for kind, names in _COLUMNS.items()
}
_CLOSE: Final = 1.5  # Likes that carry less than this many times an even share are no reason.


@dataclass(frozen=True, slots=True)
class Explainer:
    """Finds the likes that carried a score, for one member."""

    portrait: Portrait
    rows: Indices
    """(k,) the likes."""
    weights: Floats

    def explain(self, rows: Indices, parts: Floats) -> tuple[Reason, ...]:
        """Return the reason of each track, given what each feature added to its score.

        `parts` is (len(rows), len(FEATURES)), in log odds.
        """
        totals = {kind: parts[:, columns].sum(axis=1) for kind, columns in _GROUPS.items()}
        # The sound of a liked artist is that artist's merit.
        known = self.portrait.any_artist(rows) > 0
        of_artist = np.where(known, parts[:, _BY_ARTIST].sum(axis=1), 0)
        totals[ReasonKind.ARTIST] += of_artist
        totals[ReasonKind.NEAR] -= of_artist
        found = {
            ReasonKind.ARTIST: self._artists(rows),
            ReasonKind.NEAR: self._sounds(rows),
            ReasonKind.GENRE: self._genres(rows),
            ReasonKind.ERA: self._eras(rows),
        }
        return tuple(
            _strongest(
                {kind: float(totals[kind][place]) for kind in found},
                {kind: reasons[place] for kind, reasons in found.items()},
                float(totals[ReasonKind.POPULAR][place]),
            )
            for place in range(len(rows))
        )

    def _artists(self, rows: Indices) -> list[Reason | None]:
        artists = self.portrait.background.tracks.artists
        likes: dict[int, list[int]] = {}
        for place in np.argsort(-self.weights, kind="stable"):
            for artist in artists.of(int(self.rows[place])):
                likes.setdefault(int(artist), []).append(int(self.rows[place]))
        reasons: list[Reason | None] = []
        for row in rows:
            theirs = artists.of(int(row))
            liked = self.portrait.any_artist_likes[theirs]
            if not len(liked) or not liked.max():
                reasons.append(None)
                continue
            artist = int(theirs[liked.argmax()])
            cited = tuple(likes.get(artist, ())[:CITED])
            reasons.append(Reason(ReasonKind.ARTIST, cited, artist=artist))
        return reasons

    def _sounds(self, rows: Indices) -> list[Reason | None]:
        background = self.portrait.background
        heard = background.heard[self.rows]
        if not heard.any():
            return [None] * len(rows)
        likes = self.rows[heard]
        sound = squared_distances(background.sound[rows], background.sound[likes])
        artists = squared_distances(
            background.artist_sound[background.artist[rows]],
            background.artist_sound[background.artist[likes]],
        )
        weights = self.weights[heard]
        carried = WEIGHTS["crowd"] * _shares(sound, weights, TRACK_WIDTH)
        carried += WEIGHTS["artist crowd"] * _shares(artists, weights, ARTIST_WIDTH)
        carried /= WEIGHTS["crowd"] + WEIGHTS["artist crowd"]
        cited = np.argsort(-carried, axis=1, kind="stable")[:, :CITED]
        share = np.take_along_axis(carried, cited, axis=1).mean(axis=1)
        return [
            Reason(ReasonKind.NEAR, tuple(int(like) for like in likes[places]))
            if close
            else Reason(ReasonKind.SOUND)
            for places, close in zip(cited, share * len(likes) >= _CLOSE, strict=True)
        ]

    def _genres(self, rows: Indices) -> list[Reason | None]:
        background = self.portrait.background
        if not background.profiles.genres or not len(self.rows):
            return [None] * len(rows)
        likes = background.profiles.table(self.rows) * self.weights[:, None]
        lifts = np.where(likes.any(axis=0), self.portrait.genre_lifts[:, 0] - 1, 0)
        carried = background.profiles.table(rows) * lifts
        genres = carried.argmax(axis=1)
        order = np.argsort(-likes[:, np.unique(genres)], axis=0, kind="stable")[:CITED].T
        cited = dict(zip(np.unique(genres).tolist(), order, strict=True))
        return [
            _genre(int(genre), likes[:, genre], self.rows, cited[int(genre)])
            if carried[place, genre] > 0
            else None
            for place, genre in enumerate(genres)
        ]

    def _eras(self, rows: Indices) -> list[Reason | None]:
        years = self.portrait.background.tracks.year
        known = self.rows[~np.isnan(years[self.rows])]
        reasons: list[Reason | None] = []
        for year in years[rows]:
            gaps = np.abs(years[known] - year)
            places = np.argsort(gaps, kind="stable")[:CITED]
            cited = known[places[gaps[places] <= ERA_YEARS]]
            same = len(cited) and not np.isnan(year)
            rows_cited = tuple(int(row) for row in cited)
            reasons.append(Reason(ReasonKind.ERA, rows_cited, year=int(year)) if same else None)
        return reasons


def _genre(genre: int, shares: Floats, rows: Indices, order: Indices) -> Reason:
    cited = tuple(int(rows[place]) for place in order if shares[place] > 0)
    return Reason(ReasonKind.GENRE, cited, genre=genre)


def _shares(squares: Floats, weights: Floats, width: float) -> Floats:
    near = np.exp(squares * np.float32(-0.5 / width**2)) * weights
    return near / np.maximum(near.sum(axis=1, keepdims=True), 1e-6)


def _strongest(
    totals: dict[ReasonKind, float], found: dict[ReasonKind, Reason | None], popular: float
) -> Reason:
    best, most = Reason(ReasonKind.POPULAR), max(popular, 0.0)
    for kind, reason in found.items():
        if reason is not None and totals[kind] > most:
            best, most = reason, totals[kind]
    return best
