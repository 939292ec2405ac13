"""Making a prior from files of lists."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from threadpoolctl import threadpool_limits  # pyright: ignore[reportMissingTypeStubs]

from bot.services.prior_lists import ListsError, TeachingLists, read_lists
from bot.services.priors import flatten
from models.background import Background
from models.prior_lessons import Course
from models.prior_making import make
from models.prior_ranker import RECIPE
from models.tracks import Tracks
from storage.catalogue import Catalogue
from storage.priors import PriorError, StoredPrior, write_prior

__all__ = ["ListsError", "PriorError", "train"]


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
        arrays={**flatten(made.arrays), "ids": lists.ids},
        model=made.model,
        facts={**_facts(lists), "lessons": made.lessons, "rounds": made.rounds},
    )
    return StoredPrior.open(into)


def _facts(lists: TeachingLists) -> dict[str, object]:
    return {
        "lists": len(lists.lists),
        "entries": lists.entries,
        "refused": lists.refused,
        "spared": lists.spared,
        "tracks": int((lists.rows >= 0).sum()),
        "outside": int((lists.rows < 0).sum()),
        "artists": len(np.unique(lists.artists[lists.artists >= 0])),
    }
