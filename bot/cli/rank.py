"""`cratemate rank`: rank the catalogue for members given as lists of liked tracks."""

import argparse
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.cli.progress import ProgressLine
from storage.catalogue import CatalogueError
from storage.priors import PriorError

if TYPE_CHECKING:
    from bot.cli.rank_files import RankedRow, Task
    from bot.results.songs import NamedReason
    from bot.services.catalogue import Snapshot

# What ranks and what reads tables takes its time to import, and every other command would wait
# for it: it is imported where it is used.

_TOP = 500
_THREADS = 2
_AHEAD = 16
"""Tasks in hand at once; more would only fill the memory with answers not yet written."""


class RankError(Exception):
    """What was asked for cannot be ranked; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one task comes to."""

    member: object
    rows: "list[RankedRow]"
    unknown: int
    """Ids the catalogue does not hold."""


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "rank",
        help="rank the catalogue for lists of liked tracks",
        description="Rank the catalogue for members given as lists of liked track ids. "
        "Every task is learned from alone, by what serves /recommend.",
    )
    parser.add_argument("--catalogue", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--tasks",
        type=Path,
        required=True,
        metavar="FILE",
        help="Parquet with `member` and `liked` (list of ids), optionally `disliked`",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="FILE", help="the Parquet file to write"
    )
    parser.add_argument(
        "--top", type=int, default=_TOP, metavar="N", help=f"tracks for each member ({_TOP})"
    )
    parser.add_argument(
        "--prior", type=Path, metavar="DIR", help="what `cratemate prior train` has made"
    )
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Rank all tasks; 2 and one sentence on standard error where that cannot be done."""
    from bot.cli.rank_files import FileError

    try:
        report = _rank_file(arguments)
    except (RankError, FileError, CatalogueError, PriorError) as error:
        print(error, file=sys.stderr)
        return 2
    print(report, file=sys.stderr)
    return 0


def _rank_file(arguments: argparse.Namespace) -> str:
    from bot.cli.rank_files import RankingFile, TaskFile
    from bot.services.catalogue import load_snapshot

    out: Path = arguments.out
    top: int = arguments.top
    tasks = TaskFile(arguments.tasks)
    snapshot = load_snapshot(arguments.catalogue, arguments.prior)
    if not 1 <= top <= len(snapshot.tracks):
        raise RankError(
            f"--top must be between 1 and {len(snapshot.tracks):,}, the size of the catalogue."
        )
    ranker = Ranker(snapshot, top)
    members = unknown = touched = 0
    with RankingFile(out, tasks.member_type) as file, ProgressLine(sys.stderr) as line:
        for answer in in_order(ranker.rank, tasks):
            file.write(answer.member, answer.rows)
            members += 1
            unknown += answer.unknown
            touched += answer.unknown > 0
            line.show(f"{members:,} of {len(tasks):,} members", members / len(tasks))
    report = f"{members:,} members ranked, {top:,} tracks each; written to {out}"
    if unknown:
        report += (
            f"\n{unknown:,} liked or disliked ids of {touched:,} members are not in the catalogue"
        )
    return report


class Ranker:
    """Ranks one task after another; nothing of one task is left when the next begins."""

    def __init__(self, snapshot: "Snapshot", top: int) -> None:
        from bot.render.wording import wording
        from models.taste import Learner

        self._snapshot = snapshot
        self._top = top
        self._learner = Learner(snapshot.tracks, prior=snapshot.prior)
        self._say = wording()

    def rank(self, task: "Task") -> Answer:
        """Train on a task's likes and rank the catalogue by what was learned.

        Raises `RankError` where the likes leave too little of the catalogue.
        """
        from bot.cli.rank_files import RankedRow
        from bot.services.ranking import candidates
        from models.taste import Likes

        catalogue = self._snapshot.catalogue
        known = catalogue.resolve({*task.liked, *task.disliked})
        liked = sorted({known[track_id] for track_id in task.liked if track_id in known})
        disliked = sorted({known[track_id] for track_id in task.disliked if track_id in known})
        likes = Likes.of(liked, disliked)
        taste = self._learner.train(likes)
        ranked = self._learner.rank(likes, taste, self._top)
        if len(ranked.rows) < self._top:
            raise RankError(
                f"Only {len(ranked.rows):,} tracks are left to rank for member {task.member}: "
                "ask for a smaller --top."
            )
        rows = [
            RankedRow(item.track_id, item.score, item.probability, self._words(item.reason))
            for item in candidates(catalogue, ranked)
        ]
        return Answer(task.member, rows, len({*task.liked, *task.disliked} - known.keys()))

    def _words(self, reason: "NamedReason") -> str:
        from bot.render.reasons import reason_text

        return reason_text(self._say, reason, _plain)


def in_order(
    rank: Callable[["Task"], Answer], tasks: "Iterable[Task]", threads: int = _THREADS
) -> Iterator[Answer]:
    """Yield the answers in the order of the tasks, some of them worked on side by side."""
    with ThreadPoolExecutor(threads, thread_name_prefix="rank") as pool:
        coming = iter(tasks)
        futures = deque(pool.submit(rank, task) for task in islice(coming, _AHEAD))
        try:
            while futures:
                yield futures.popleft().result()
                futures.extend(pool.submit(rank, task) for task in islice(coming, 1))
        finally:
            for future in futures:
                future.cancel()


def _plain(name: str, most: int) -> str:
    """A file needs none of Discord's escapes, and has room for the longest name."""
    return name
