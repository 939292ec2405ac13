"""Trying ways to choose for a group on the members of an evaluation."""

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import Final

import numpy as np

from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import ListsError, members_of, read_entries
from models.baselines.ours import Ours
from models.evaluate import rank_order
from models.group_trial import GroupTrial, Listener, listener_of, try_strategies
from models.splits import Part, Split, Task, candidates, part_of, tasks_of
from models.views import View, Views

SEEDS: Final = 20
Progress = Callable[[str, float], None]


def try_groups(
    catalogue: Path,
    lists: Path,
    sizes: Sequence[int],
    progress: Progress,
    *,
    part: Part = Part.TEST,
    members: int | None = None,
) -> GroupTrial:
    """Rank for every member alone, then for groups of them.

    Raises `ListsError` and `CatalogueError`.
    """
    begun = monotonic()
    progress("reading", 0.0)
    snapshot = load_snapshot(catalogue)
    entries = read_entries(lists, snapshot)
    everyone = [one for one in members_of(entries, snapshot) if part_of(one.name) is part]
    judged = everyone[:members]
    if len(judged) < min(sizes):
        raise ListsError(
            f"{len(judged)} lists in {lists.name} can stand for listeners of the {part} part; "
            f"a group of {min(sizes)} needs more."
        )
    views = Views(snapshot.tracks, entries.words, entries.popularities)
    listeners: list[Listener] = []
    for place, member in enumerate(judged):
        progress(f"{place:,} of {len(judged):,} members ranked", 0.9 * place / len(judged))
        view = views.of(member.number, entries.of(member.number))
        tasks = tasks_of(member, snapshot.tracks, (SEEDS,), (Split.RANDOM,), 1)
        listeners += [_listen(view, task) for task in tasks]
    progress("choosing for groups", 0.9)
    results = try_strategies(listeners, sizes)
    return GroupTrial(
        part=part,
        members=len(listeners),
        solo=float(np.mean([one.solo for one in listeners])),
        ranked=float(np.mean([one.ranked for one in listeners])),
        results=tuple(results),
        took=monotonic() - begun,
    )


def _listen(view: View, task: Task) -> Listener:
    scored = Ours().rank(view, task.seeds, task.seed)
    if scored.probabilities is None:
        raise ValueError("a list for a group needs probabilities")
    order = rank_order(scored.scores, candidates(view.tracks, task.seeds), task.seed)
    chances = np.asarray(scored.probabilities, dtype=np.float64)
    return listener_of(order, chances, task.held_out[Split.RANDOM])
