# pyright: basic
# threadpoolctl has no types.
"""Priors: made from files of lists, and laid over the catalogue in use."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from threadpoolctl import threadpool_limits

from bot.services.prior_lists import ListsError, TeachingLists, read_lists
from models.background import Background
from models.prior import Prior, PriorArrays
from models.prior_blend import PriorBlend
from models.prior_lessons import Course
from models.prior_making import make
from models.prior_ranker import RECIPE
from models.tracks import Ragged, Rows, Tracks
from storage.catalogue import Catalogue
from storage.priors import PriorError, StoredPrior, write_prior

__all__ = ["ListsError", "PriorError", "lay", "train"]

_RAGGED: Final = ("lists", "holders", "artist_lists", "artist_holders")
_FLAT: Final = ("rows", "artists", "factors", "artist_amounts", "artist_factors")


def train(
    paths: Sequence[Path],
    catalogue: Catalogue,
    tracks: Tracks,
    into: Path,
    *,
    seed: int = 0,
    progress: Callable[[str, float], None] = lambda doing, share: None,
) -> StoredPrior:
    """Learn a prior from files of lists and take it into use.

    Raises `ListsError` and `PriorError`. Two threads at most are at work.
    """
    progress("reading lists", 0.0)
    lists = read_lists(paths, catalogue)
    course = Course(
        background=Background.of(tracks),
        lists=lists.lists,
        rows=lists.rows,
        artists=lists.artists,
        hide_genres=lists.told_genres,
        seed=seed,
    )
    try:
        with threadpool_limits(1):
            made = make(course, progress)
    except ValueError as error:
        raise ListsError(
            f"There is too little to learn from: {error}. A prior needs some dozens of lists with "
            "ten or more tracks of the catalogue each."
        ) from error
    write_prior(
        into,
        catalogue=catalogue.version,
        recipe=RECIPE,
        arrays={**_flatten(made.arrays), "ids": lists.ids},
        model=made.model,
        facts={**_facts(lists), "lessons": made.lessons, "rounds": made.rounds},
    )
    return StoredPrior.open(into)


def lay(stored: StoredPrior, catalogue: Catalogue, tracks: Tracks) -> PriorBlend:
    """Lay a prior over a catalogue: its own in milliseconds, another one by the tracks' ids.

    Raises `PriorError` where another version of the program made it.
    """
    if stored.recipe != RECIPE:
        raise PriorError(
            f"The prior {stored.version} was made by another version of the program: train it "
            "again with `cratemate prior train`."
        )
    arrays = _gather(stored)
    rows, artist = arrays.rows, tracks.artist
    if stored.catalogue != catalogue.version:
        rows = _find(stored, catalogue)
        artist = _translate(arrays, rows, tracks)
    return PriorBlend(Prior(arrays, rows, artist), stored.model, stored.version)


def _find(stored: StoredPrior, catalogue: Catalogue) -> Rows:
    ids = [track_id.decode() for track_id in stored.arrays["ids"].tolist()]
    known = catalogue.resolve(track_id for track_id in ids if track_id)
    rows = np.array([known.get(track_id, -1) for track_id in ids], dtype=np.int32)
    # Two items may have become one recording: the first one speaks for it.
    _, firsts = np.unique(rows, return_index=True)
    found = np.full(len(rows), -1, dtype=np.int32)
    found[firsts] = rows[firsts]
    return found


def _translate(arrays: PriorArrays, rows: Rows, tracks: Tracks) -> Rows:
    """Return (n,) the prior's numbers of the catalogue's artists, by the tracks both know."""
    size = int(tracks.artist.max(initial=-1)) + 2
    numbers = np.full(size, -1, dtype=np.int32)
    inside = np.flatnonzero((rows >= 0) & (arrays.artists >= 0))[::-1]
    numbers[tracks.artist[rows[inside]]] = arrays.artists[inside]
    numbers[-1] = -1
    return numbers[tracks.artist]


def _flatten(arrays: PriorArrays) -> dict[str, np.ndarray]:
    flat = {name: getattr(arrays, name) for name in _FLAT}
    for name in _RAGGED:
        ragged = getattr(arrays, name)
        flat |= {f"{name}_starts": ragged.starts, f"{name}_ids": ragged.ids}
    return flat


def _gather(stored: StoredPrior) -> PriorArrays:
    arrays = stored.arrays
    ragged = {name: Ragged(arrays[f"{name}_starts"], arrays[f"{name}_ids"]) for name in _RAGGED}
    return PriorArrays(**ragged, **{name: arrays[name] for name in _FLAT})


def _facts(lists: TeachingLists) -> dict[str, object]:
    return {
        "lists": len(lists.lists),
        "entries": lists.entries,
        "refused": lists.refused,
        "tracks": int((lists.rows >= 0).sum()),
        "outside": int((lists.rows < 0).sum()),
        "artists": len(np.unique(lists.artists[lists.artists >= 0])),
    }
