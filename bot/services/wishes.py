"""Ranking for a wish, or for likes newer than the last training: work for a thread."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bot.errors import Foreign, GenreUnknown, NothingFits, NothingRecent
from bot.results.wishes import Adventure, ListWish
from bot.services.catalogue import Snapshot
from bot.services.mood_words import read_mood
from bot.services.ranking import Learners, candidates, match_likes
from bot.services.shortlist import SIZE, Candidate, unpack
from bot.services.weighing import newest
from models.diversity import Balance
from models.mood import fitting
from models.profiles import spans
from models.taste import Likes
from models.tracks import Ragged
from storage.like import NOT_LIKED, THUMBS, Like
from storage.names import fold
from storage.tastes import Taste

LATELY: Final = timedelta(days=30)
FEWEST: Final = 300
"""Tracks a mood leaves to choose from, at least, before taste chooses among them."""
_DISCOVERY: Final = {
    Adventure.FAMILIAR: 0.0,
    Adventure.USUAL: 1.0,
    Adventure.BOLD: 2.5,
    Adventure.NEW: 1.0,
}
"""What tracks of liked artists lose, as a multiple of the usual."""

BALANCES: Final = {
    Adventure.FAMILIAR: Balance(likeness=0.5, known=1.0),
    Adventure.USUAL: Balance(),
    Adventure.BOLD: Balance(likeness=2.0, known=0.25),
    Adventure.NEW: Balance(),
}
"""By what the songs of a list are balanced; new artists only are all there is by then."""

_Mask = NDArray[np.bool_]


def rank_for(
    learners: Learners, snapshot: Snapshot, likes: Sequence[Like], taste: Taste, wish: ListWish
) -> list[Candidate]:
    """Return the best tracks for a wish by the likes of this moment, best first.

    Raises `GenreUnknown`, `MoodUnknown`, `NothingRecent`, and `NothingFits` where no track is left.
    """
    known = match_likes(snapshot.catalogue, likes).likes
    matched = match_likes(snapshot.catalogue, lately(likes)).likes if wish.recent else known
    among = _among(learners, snapshot, known, wish)
    learner = learners.of(snapshot)
    model = taste.model if taste.features == snapshot.features else b""
    ranked = learner.serve(matched, model, SIZE, among, _DISCOVERY[wish.adventure])
    if not len(ranked.rows):
        raise NothingFits
    return candidates(snapshot.catalogue, ranked)


def lately(likes: Sequence[Like]) -> list[Like]:
    """Return the likes of the last month in which anything was liked, and all dislikes.

    A month back from the newest like, not from today, as in `bot.services.weighing`.
    """
    latest = newest(like for like in likes if like.source not in NOT_LIKED)
    if latest is None:
        raise NothingRecent
    return [
        like
        for like in likes
        if like.source in NOT_LIKED
        or (like.liked_at is not None and like.liked_at >= latest - LATELY)
    ]


def _among(learners: Learners, snapshot: Snapshot, likes: Likes, wish: ListWish) -> _Mask | None:
    """Return (n,) which tracks a wish speaks of; None for all."""
    tracks = snapshot.tracks
    among = np.ones(len(tracks), dtype=np.bool_)
    if wish.adventure is Adventure.NEW:
        among &= ~_by(tracks.artists, np.concatenate((_artists(snapshot, likes), likes.artists)))
    if wish.genre is not None:
        among &= _by(tracks.genres, np.array([_genre(snapshot, wish.genre)]))
    if wish.mood is not None:
        meaning = read_mood(snapshot.catalogue, wish.mood)
        if meaning.genres:
            among &= _by(tracks.genres, np.array(meaning.genres))
        if meaning.artists:
            among &= _by(tracks.artists, np.array(meaning.artists))
        if meaning.years:
            first, last = meaning.years
            among &= (tracks.year >= first) & (tracks.year <= last)
        if meaning.moods:
            quantiles = learners.of(snapshot).background.quantiles
            among = fitting(quantiles, meaning.moods, FEWEST, among)
    return None if among.all() else among


def _by(owned: Ragged, wanted: NDArray[np.integer]) -> _Mask:
    """Return (n,) which tracks have any of some artists or genres."""
    hits = np.isin(owned.ids, wanted)
    counts = np.concatenate(([0], np.cumsum(hits)))
    return counts[owned.starts[1:]] > counts[owned.starts[:-1]]


def _artists(snapshot: Snapshot, likes: Likes) -> NDArray[np.int32]:
    tracks = snapshot.tracks
    _, places = spans(tracks.artists, likes.rows.astype(np.int64))
    return tracks.artists.ids[places]


def _genre(snapshot: Snapshot, name: str) -> int:
    names = {fold(known): number for number, known in enumerate(snapshot.catalogue.genre_names)}
    if fold(name) not in names:
        raise GenreUnknown(text=Foreign(name[:60]))
    return names[fold(name)]


def changed_since(likes: Sequence[Like], taste: Taste) -> bool:
    """Whether a thumb was pressed after the taste was learned."""
    return any(
        like.source in THUMBS and like.liked_at is not None and like.liked_at > taste.trained_at
        for like in likes
    )


def reorder(
    learners: Learners, snapshot: Snapshot, likes: Sequence[Like], taste: Taste
) -> list[Candidate]:
    """Return a taste's shortlist in the order that the likes of this moment give it.

    So a thumb counts in the very next list, before the model has learned from it. Which songs are
    on the shortlist, their probabilities and their reasons wait for the training under way.
    """
    shortlist = unpack(taste.items)
    if taste.features != snapshot.features:
        return shortlist
    rows = snapshot.catalogue.resolve(candidate.track_id for candidate in shortlist)
    served = [candidate for candidate in shortlist if candidate.track_id in rows]
    places = np.array([rows[candidate.track_id] for candidate in served], dtype=np.int64)
    matched = match_likes(snapshot.catalogue, likes).likes
    scores = learners.of(snapshot).order(matched, taste.model, places)
    return [served[place] for place in np.argsort(-scores, kind="stable")]
