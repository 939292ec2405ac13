"""Trying representations for `/similar` against evidence that none of them was given."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import Final

import numpy as np

from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.evaluation_lists import Entries, ListsError, members_of, read_entries
from models.affinity import Affinity, Map, lay_over, narrow
from models.affinity_learning import draw_lessons, learn_map, learn_prior_share
from models.alike_evidence import ask_artists, ask_genres, ask_list, pool_of
from models.alike_trial import OURS, Asked, Evidence, Trial, count, judge, result
from models.factors import learn_factors
from models.gates import copies_of
from models.lists import turn
from models.places import SoundAndGenre
from models.profiles import Indices
from models.rivals import (
    Autoencoder,
    Chance,
    Components,
    Contender,
    SameGenre,
    SamePopularity,
    ScaledCosine,
    Searched,
    Untaught,
)
from models.splits import Member, Part, part_of
from models.tracks import Ragged, Tracks
from models.transformer import Transformer, has_torch
from models.views import Views

SEEDS: Final = 10
"""Of each list."""
ARTISTS: Final = 500
GENRES: Final = 500
PRIOR: Final = "prior"

Progress = Callable[[str, float], None]


@dataclass(frozen=True, slots=True)
class _World:
    """What all questions of a run are about."""

    snapshot: Snapshot
    entries: Entries
    views: Views
    pool: Indices

    @classmethod
    def read(cls, catalogue: Path, lists: Path) -> "_World":
        snapshot = load_snapshot(catalogue)
        entries = read_entries(lists, snapshot)
        views = Views(snapshot.tracks, entries.words, entries.popularities)
        pool = pool_of(entries.rows.ids.astype(np.int64), snapshot.tracks)
        return cls(snapshot, entries, views, pool)

    def see(self, member: Member) -> Tracks:
        """Return the catalogue without what a member's list says of its tracks.

        Views leave out year and explicitness, which some tables lack; the pool is of one table.
        """
        seen = self.views.of(member.number, self.entries.of(member.number)).tracks
        tracks = self.snapshot.tracks
        return replace(seen, year=tracks.year, explicit=tracks.explicit)

    def without(self, members: Sequence[Member]) -> Tracks:
        """Return the catalogue without what any of some lists says."""
        numbers = np.array([member.number for member in members])
        words = self.entries.words
        together = np.where(np.isin(words.lists, numbers), numbers[0], words.lists)
        tracks = self.snapshot.tracks
        views = Views(tracks, replace(words, lists=together), self.entries.popularities)
        rows = np.unique(np.concatenate([self.entries.of(int(number)) for number in numbers]))
        seen = views.of(int(numbers[0]), rows).tracks
        return replace(seen, year=tracks.year, explicit=tracks.explicit)

    def no_copies(self, members: Sequence[Member], judged: Sequence[Member]) -> list[Member]:
        """Return lists without those that hold the songs of one to be judged by."""
        lists = _gather(members)
        copies = set(copies_of(lists.starts, lists.ids, judged, self.snapshot.tracks))
        return [member for place, member in enumerate(members) if place not in copies]

    def albums(self) -> Indices:
        """Return (n,) a number for each album, -1 where it is unknown or outside the pool."""
        albums = np.full(len(self.snapshot.tracks), -1, dtype=np.int64)
        numbers: dict[str, int] = {}
        for track in self.snapshot.catalogue.tracks(self.pool.tolist()):
            if track.album:
                albums[track.row] = numbers.setdefault(track.album.casefold(), len(numbers))
        return albums


def try_representations(
    catalogue: Path,
    lists: Path,
    progress: Progress,
    *,
    part: Part = Part.TEST,
    members: int | None = None,
) -> Trial:
    """Learn a map from the lists of the other parts; judge it and its rivals by those of `part`.

    Raises `ListsError` and `CatalogueError`.
    """
    begun = monotonic()
    progress("reading", 0)
    world = _World.read(catalogue, lists)
    everyone = members_of(world.entries, world.snapshot)
    judged = [member for member in everyone if part_of(member.name) is part][:members]
    taught = [member for member in everyone if _teaches(part_of(member.name), part)]
    if not judged or not taught:
        raise ListsError(
            f"{lists.name} has too few lists of 40 known tracks by 10 artists to learn from some "
            "and judge by others."
        )
    taught = world.no_copies(taught, judged)
    progress(f"learning from {len(taught)} lists", 0.02)
    lessons = draw_lessons(taught, world.see, world.pool)
    learned = learn_map(world.snapshot.tracks, lessons)
    contenders, missing = _contenders(learned, part)
    if part is Part.TEST:
        learned, with_prior = _with_prior(world, taught, learned)
        contenders.append(with_prior)
    unheard = world.without([m for m in everyone if not _teaches(part_of(m.name), part)])
    for place, contender in enumerate(contenders):
        progress(f"teaching: {contender.label}", 0.1 + 0.2 * place / len(contenders))
        contender.learn(unheard)
    asked: dict[Evidence, Iterator[Asked]] = {
        Evidence.LISTS: _ask_lists(world, judged, progress),
        Evidence.ARTIST: _ask_artists(world, progress),
        Evidence.GENRE: _ask_genres(world, progress),
    }
    present = {evidence: _may_answer(contenders, evidence) for evidence in asked}
    answers = {
        evidence: judge(questions, present[evidence]) for evidence, questions in asked.items()
    }
    return Trial(
        part=part,
        recordings=len(world.snapshot.tracks),
        pool=len(world.pool),
        taught=len(taught),
        asked={evidence: count(found) for evidence, found in answers.items()},
        results={
            evidence: tuple(result(contender, found) for contender in present[evidence])
            for evidence, found in answers.items()
        },
        missing=missing,
        learned=learned,
        took=monotonic() - begun,
    )


def _teaches(part: Part, judged: Part) -> bool:
    """Tell whether lists of a part may be learned from: those of test never."""
    return part is not judged and part is not Part.TEST


def _contenders(learned: Map, part: Part) -> tuple[list[Contender], tuple[str, ...]]:
    """Return who is compared, the simplest first, and the labels of those not installed."""
    contenders: list[Contender] = [
        Chance(),
        SamePopularity(),
        SameGenre(),
        ScaledCosine(),
        Components(),
        Autoencoder(),
        Transformer(),
        Searched("fixed-shares", "sound and genre, fixed shares", SoundAndGenre()),
        Untaught(learned),
    ]
    contenders.append(Searched(OURS, "ours, learned in this run", Affinity(learned)))
    if part is Part.TEST:
        # The shipped map was learned from development lists as well.
        contenders.append(Searched("served", "ours, as served", Affinity()))
    if has_torch():
        return contenders, ()
    there = [one for one in contenders if not isinstance(one, Transformer)]
    return there, (Transformer.label,)


def _may_answer(contenders: Sequence[Contender], evidence: Evidence) -> list[Contender]:
    """Return who is compared by some evidence: a prior knows artists, so it cannot be asked."""
    return [one for one in contenders if evidence is not Evidence.ARTIST or one.name != PRIOR]


def _with_prior(world: _World, taught: Sequence[Member], learned: Map) -> tuple[Map, Contender]:
    """Return ours with a prior of the train lists, its share learned from development lists."""
    tracks = world.snapshot.tracks
    lists = _gather([member for member in taught if part_of(member.name) is Part.TRAIN])
    holders = turn(lists, len(tracks))
    factors = learn_factors(lists, holders).items
    held = np.diff(holders.starts).astype(np.float32)
    rows = np.where(held > 0, np.arange(len(tracks)), -1).astype(np.int32)
    prior = narrow(lay_over(factors, held, rows, tracks))
    others = [member for member in taught if part_of(member.name) is Part.DEVELOPMENT]
    lessons = draw_lessons(others, world.see, world.pool)
    shared = learn_prior_share(learned, lessons, tracks, prior)
    label = "ours with a prior of the train lists"
    return shared, Searched(PRIOR, label, Affinity(shared, prior))


def _gather(members: Sequence[Member]) -> Ragged:
    starts = np.cumsum([0, *(len(member.rows) for member in members)]).astype(np.int64)
    rows = np.concatenate([member.rows for member in members])
    return Ragged(starts, rows.astype(np.int32))


def _ask_lists(world: _World, judged: Sequence[Member], progress: Progress) -> Iterator[Asked]:
    tracks = world.snapshot.tracks
    for place, member in enumerate(judged):
        progress(f"{place:,} of {len(judged):,} lists judged", 0.3 + 0.6 * place / len(judged))
        questions = ask_list(member, tracks, world.pool, SEEDS)
        yield world.see(member), [(member.number, question) for question in questions]


def _ask_artists(world: _World, progress: Progress) -> Iterator[Asked]:
    progress("judging by artists", 0.9)
    tracks = world.snapshot.tracks
    nobody = np.full(len(tracks), -1, dtype=np.int32)
    starts = np.zeros(len(tracks) + 1, dtype=np.int64)
    hidden = replace(tracks, artist=nobody, artists=Ragged(starts, nobody[:0]))
    lists = world.entries.rows
    yield hidden, list(ask_artists(tracks, world.pool, world.albums(), lists, ARTISTS))


def _ask_genres(world: _World, progress: Progress) -> Iterator[Asked]:
    progress("judging by genre", 0.95)
    tracks = world.snapshot.tracks
    yield tracks, [(one.seed, one) for one in ask_genres(tracks, world.pool, GENRES)]
