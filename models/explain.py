"""Why a track stands where it stands, read off what its score is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from models.attribution import Attribution, Ground, attribute
from models.features import FEATURES, LISTENED, Portrait
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
    TOGETHER = "together"
    """Other people often keep it beside one or two of the likes."""
    GENRE = "genre"
    """The member likes the genre more than others do."""
    ERA = "era"
    """The member likes those years."""
    POPULAR = "popular"
    """It is about as popular as what the member likes."""
    CHARTS = "charts"
    """It is popular; nothing is known of what the member likes."""


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
_CLOSE: Final = 1.2
_FEW: Final = 5
"""Of more than five likes, those that carry less than 1.2 times an even share are not named."""


@dataclass(frozen=True, slots=True)
class Company:
    """What other people's lists say of tracks (m,) beside likes (k,)."""

    totals: Floats
    """(m,) what it added to the scores, in log odds."""
    shares: Floats
    """(m, k) what part of it is owed to each like, in the order of `Explainer.rows`."""


@dataclass(frozen=True, slots=True)
class Explainer:
    """Finds the likes that carried a score, for one member."""

    portrait: Portrait
    rows: Indices
    """(k,) the likes."""
    weights: Floats

    def explain(
        self, rows: Indices, parts: Floats, company: Company | None = None
    ) -> tuple[Reason, ...]:
        """Return the reason of each track, given what each feature added to its score.

        `parts` is (len(rows), len(FEATURES)), in log odds.
        """
        totals = sums_by_kind(parts)
        # The sound of a liked artist is that artist's merit.
        known = self.portrait.any_artist(rows) > 0
        of_artist = np.where(known, parts[:, _BY_ARTIST].sum(axis=1), 0)
        totals[ReasonKind.ARTIST] += of_artist
        totals[ReasonKind.NEAR] -= of_artist
        found = {ReasonKind.ARTIST: self._artists(rows), **self._others(rows)}
        if company is not None:
            totals[ReasonKind.TOGETHER] = company.totals
            found[ReasonKind.TOGETHER] = self._together(rows, company.shares)
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

    def _others(self, rows: Indices) -> dict[ReasonKind, list[Reason | None]]:
        if not len(self.rows):
            return {}
        step = max(1, -(-len(self.rows) // LISTENED))
        likes, weights = self.rows[::step], self.weights[::step]
        carried = attribute(self.portrait.background, rows, likes, weights)
        return {
            ReasonKind.NEAR: self._sounds(likes, carried),
            ReasonKind.GENRE: self._genres(rows, likes, carried),
            ReasonKind.ERA: self._eras(rows, likes, carried),
        }

    def _together(self, rows: Indices, shares: Floats) -> list[Reason | None]:
        """Return the likes each track stands beside; its own artist's speak for that artist."""
        cited = _cited(shares, shares) if shares.shape[1] else [self.rows[:0]] * len(rows)
        artists = self._artists(rows)
        first = self.portrait.background.artist
        return [
            artist
            if artist is not None and (first[self.rows[likes]] == first[row]).any()
            else Reason(ReasonKind.TOGETHER, _numbers(self.rows[likes]))
            if len(likes)
            else None
            for row, likes, artist in zip(rows, cited, artists, strict=True)
        ]

    def _sounds(self, likes: Indices, carried: Attribution) -> list[Reason | None]:
        losses = carried.losses[Ground.SOUND]
        usual = np.maximum(losses.mean(axis=1), 1e-9)
        reasons: list[Reason | None] = []
        for place, cited in enumerate(_cited(losses, carried.total)):
            close = losses[place, cited].mean() >= _CLOSE * usual[place]
            reasons.append(
                Reason(ReasonKind.NEAR, _numbers(likes[cited]))
                if close or len(likes) <= _FEW
                else Reason(ReasonKind.SOUND)
            )
        return reasons

    def _genres(self, rows: Indices, likes: Indices, carried: Attribution) -> list[Reason | None]:
        profiles = self.portrait.background.profiles
        if not profiles.genres:
            return [None] * len(rows)
        theirs = profiles.table(likes)
        lifts = np.where(theirs.any(axis=0), self.portrait.genre_lifts[:, 0] - 1, 0)
        gains = profiles.table(rows) * lifts
        genres = gains.argmax(axis=1)
        losses = np.where(theirs[:, genres].T > 0, carried.losses[Ground.GENRE], 0)
        return [
            Reason(ReasonKind.GENRE, _numbers(likes[cited]), genre=int(genre))
            if gains[place, genre] > 0 and len(cited)
            else None
            for place, (genre, cited) in enumerate(
                zip(genres, _cited(losses, carried.total), strict=True)
            )
        ]

    def _eras(self, rows: Indices, likes: Indices, carried: Attribution) -> list[Reason | None]:
        years = self.portrait.background.tracks.year
        gaps = np.abs(years[rows][:, None] - years[likes])
        losses = np.where(gaps <= ERA_YEARS, carried.losses[Ground.ERA], 0)
        return [
            Reason(ReasonKind.ERA, _numbers(likes[cited]), year=int(years[row]))
            if len(cited)
            else None
            for row, cited in zip(rows, _cited(losses, carried.total), strict=True)
        ]


def sums_by_kind(parts: Floats) -> dict[ReasonKind, Floats]:
    """Return (m,) for each kind what its features add, given (m, len(FEATURES)) what each adds."""
    return {kind: parts[:, columns].sum(axis=1) for kind, columns in _GROUPS.items()}


def _cited(losses: Floats, total: Floats) -> list[Indices]:
    """Return for each track the likes to name: among those that carry most on the ground in
    question (at least half of what the strongest does), those that carry most altogether.
    """
    strong = (losses >= losses.max(axis=1, keepdims=True) / 2) & (losses > 0)
    order = np.argsort(-np.where(strong, total, -1), axis=1, kind="stable")[:, :CITED]
    return [places[chosen[places]] for places, chosen in zip(order, strong, strict=True)]


def _numbers(rows: Indices) -> tuple[int, ...]:
    return tuple(int(row) for row in rows)


def _strongest(
    totals: dict[ReasonKind, float], found: dict[ReasonKind, Reason | None], popular: float
) -> Reason:
    best, most = Reason(ReasonKind.POPULAR), max(popular, 0.0)
    for kind, reason in found.items():
        if reason is not None and totals[kind] > most:
            best, most = reason, totals[kind]
    return best
