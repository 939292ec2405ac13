"""Running an evaluation: read the lists, hold the gates, judge every rung, draw up the tables."""

import os
import pickle
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from time import monotonic
from typing import Final, cast

import numpy as np

from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.evaluation_lists import Entries, ListsError, members_of, read_entries
from bot.services.evaluation_work import MemberResult, Study, start, work
from models import gates
from models.baselines.ladder import LADDER, TUNED, Rung
from models.baselines.probes import Gaps, PopularityAlone, PopularityAndGaps, RandomFeature, Source
from models.baselines.recommender import Kind, Lists, Recommender
from models.evaluate import Judged
from models.gates import Gate
from models.profiles import Indices
from models.splits import Member, Part, Split, part_of
from models.standings import Report, draw_up
from models.tracks import Ragged
from models.views import Views

PROCESSES: Final = 2
_NOBODIES: Final = 60
_SWAPPED: Final = 8
Progress = Callable[[str, float], None]
Orders = dict[str, dict[int, str]]
Jobs = dict[Future[MemberResult | Orders], tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for."""

    catalogue: Path
    lists: Path
    prior_lists: Path | None = None
    counts: tuple[int, ...] = (5, 20)
    splits: tuple[Split, ...] = (Split.RANDOM, Split.NEW_ARTISTS)
    members: int | None = None
    """At most so many members; None is all of the part."""
    draws: int = 2
    part: Part = Part.TEST
    only: tuple[str, ...] | None = None
    """Names of rungs; None is the whole ladder."""
    tune: bool = False


def evaluate(plan: Plan, progress: Progress) -> Report:
    """Run an evaluation; raises `ListsError` and `CatalogueError`."""
    begun = monotonic()
    progress("reading", 0.0)
    snapshot = load_snapshot(plan.catalogue)
    entries = read_entries(plan.lists, snapshot)
    members = members_of(entries, snapshot)
    parts = {member.number: part_of(member.name) for member in members}
    judged = [member for member in members if parts[member.number] is plan.part]
    judged = judged[: plan.members]
    if not judged:
        raise ListsError(
            f"No list in {plan.lists.name} can stand for a listener of the {plan.part} part: "
            "that takes 40 known tracks by 10 artists."
        )
    ladder = choose(plan)
    views = Views(snapshot.tracks, entries.words, entries.popularities)
    lists = _lists_to_learn_from(plan, entries, members, snapshot, views)
    progress("learning across lists", 0.01)
    installed, unfit = _fit([rung.fresh() for rung in ladder if rung.installed()], lists)
    probes: list[Recommender] = [RandomFeature(), Gaps(), PopularityAlone(), PopularityAndGaps()]
    probes.append(Source(snapshot.tracks))
    study = Study(
        tracks=snapshot.tracks,
        words=entries.words,
        popularities=entries.popularities,
        members={member.number: member for member in judged},
        rows={member.number: entries.of(member.number) for member in judged},
        counts=plan.counts,
        splits=plan.splits,
        draws=plan.draws,
        ladder=installed,
        probes=[probe for probe in probes if _needed(probe, installed)],
    )
    results, found = _run(study, judged, progress)
    everyone = [one for result in results for one in result.judged]
    progress("drawing up the tables", 0.99)
    popularity = np.nan_to_num(np.asarray(snapshot.tracks.popularity))
    boards = draw_up(
        everyone,
        {recommender.name: recommender.kind for recommender in installed},
        {member.number: float(popularity[member.rows].mean()) for member in judged},
        len(snapshot.tracks),
    )
    held = (
        gates.check_labels(
            snapshot.tracks, entries.words, entries.popularities, judged[:_SWAPPED], study.rows
        ),
        gates.check_columns(views, judged, study.rows),
        gates.check_lists(lists, _held_back(members, parts), snapshot.tracks),
        *_probe(everyone),
        *found,
    )
    return Report(
        part=plan.part,
        counts=plan.counts,
        splits=plan.splits,
        draws=plan.draws,
        catalogue=snapshot.tracks.version,
        recordings=len(snapshot.tracks),
        members={part: sum(of is part for of in parts.values()) for part in Part},
        lists=len(lists),
        judged=len(judged),
        unknown=entries.unknown,
        gates=held,
        ladder=ladder,
        unfit=unfit,
        boards=tuple(boards),
        seconds=_seconds(results, everyone),
        took=monotonic() - begun,
    )


def choose(plan: Plan) -> tuple[Rung, ...]:
    """Return the rungs asked for; raises `ListsError` for a name there is not."""
    ladder = _insert(LADDER, TUNED) if plan.tune else LADDER
    if plan.only is None:
        return ladder
    known = {rung.recommender.name for rung in ladder}
    unknown = [name for name in plan.only if name not in known]
    if unknown:
        raise ListsError(f"There is no rung {unknown[0]}; there are {', '.join(sorted(known))}.")
    return tuple(rung for rung in ladder if rung.recommender.name in plan.only)


def _insert(ladder: tuple[Rung, ...], tuned: tuple[Rung, ...]) -> tuple[Rung, ...]:
    """Return the tuned challengers among the others, before what learns from other lists."""
    kinds = [rung.recommender.kind for rung in ladder]
    place = next((i for i, kind in enumerate(kinds) if kind is not Kind.CONTENT), len(kinds))
    return (*ladder[:place], *tuned, *ladder[place:])


def _held_back(members: Sequence[Member], parts: Mapping[int, Part]) -> list[Member]:
    return [member for member in members if parts[member.number] is not Part.TRAIN]


def _fit(
    recommenders: Sequence[Recommender], lists: Lists
) -> tuple[list[Recommender], tuple[str, ...]]:
    """Return what could learn, and the labels of what could not from so few lists."""
    fitted: list[Recommender] = []
    unfit: list[str] = []
    for recommender in recommenders:
        try:
            recommender.fit(lists)
        except ValueError:
            unfit.append(recommender.label)
        else:
            fitted.append(recommender)
    return fitted, tuple(unfit)


def _lists_to_learn_from(
    plan: Plan, entries: Entries, members: Sequence[Member], snapshot: Snapshot, views: Views
) -> Lists:
    """Return the train part and the lists too short to be judged, and those of another file.

    Lists that hold the songs of one that is held back are left out, whatever their id.
    """
    parts = {number: part_of(name) for number, name in enumerate(entries.names)}
    chosen = [number for number in parts if parts[number] is Part.TRAIN]
    rows = [entries.of(number) for number in chosen]
    if plan.prior_lists:
        more = read_entries(plan.prior_lists, snapshot)
        ours = {name for number, name in enumerate(entries.names) if parts[number] != Part.TRAIN}
        ours |= {entries.names[number] for number in chosen}
        theirs = [number for number, name in enumerate(more.names) if name not in ours]
        rows += [more.of(number) for number in theirs]
        # The views know lists by their number in the evaluated file; these said nothing in it.
        chosen += [len(entries.names) + number for number in theirs]
    held_back = _held_back(members, {m.number: parts[m.number] for m in members})
    flat = _ragged(rows)
    copies = set(gates.copies_of(flat.starts, flat.ids, held_back, snapshot.tracks))
    kept = [place for place in range(len(rows)) if place not in copies]
    return Lists(
        rows=_ragged([rows[place] for place in kept]),
        numbers=tuple(chosen[place] for place in kept),
        views=views,
    )


def _ragged(rows: Sequence[Indices]) -> Ragged:
    starts = np.cumsum([0, *(len(one) for one in rows)]).astype(np.int64)
    ids = np.concatenate(rows) if rows else np.empty(0)
    return Ragged(starts, ids.astype(np.int32))


def _needed(probe: Recommender, installed: Sequence[Recommender]) -> bool:
    """Tell whether the rung a probe is held against is there."""
    beside = {"random-feature": "xgboost", "gaps": "random", "source": "random"}
    names = {recommender.name for recommender in installed}
    return beside.get(probe.name, "random") in names


def _run(
    study: Study, members: Sequence[Member], progress: Progress
) -> tuple[list[MemberResult], list[Gate]]:
    """Judge everybody in processes of their own; return results in the order of the members."""
    numbers = [member.number for member in members]
    nobodies = range(min(_NOBODIES, 2 * len(numbers)))
    pair = [number for number in numbers if study.tasks(number)][:2]
    with _pool(study) as pool:
        jobs: Jobs = {}
        for place, number in enumerate(numbers):
            jobs[pool.submit(work, "judge_member", number)] = ("member", place)
        for nobody in nobodies:
            jobs[pool.submit(work, "judge_nobody", nobody)] = ("nobody", nobody)
        for place, order in enumerate((pair, pair[::-1])):
            jobs[pool.submit(work, "digest_in_order", order)] = ("order", place)
        done = dict(_collect(jobs, progress))
    results = [cast(MemberResult, done["member", place]) for place in range(len(numbers))]
    random = [cast(MemberResult, done["nobody", place]) for place in nobodies]
    orders = [cast(Orders, done["order", place]) for place in range(2)]
    first, second = (
        {name: [digests[number] for number in pair] for name, digests in order.items()}
        for order in orders
    )
    permuted = gates.check_permuted(_by_model(one for r in random for one in r.judged))
    return results, [permuted, gates.check_independence(first, second)]


def _collect(jobs: Jobs, progress: Progress) -> Iterator[tuple[tuple[str, int], object]]:
    members = sum(kind == "member" for kind, _ in jobs.values())
    judged = 0
    for finished, job in enumerate(as_completed(jobs), 1):
        kind, _ = key = jobs[job]
        judged += kind == "member"
        progress(f"{judged:,} of {members:,} members judged", 0.02 + 0.96 * finished / len(jobs))
        yield key, job.result()


@contextmanager
def _pool(study: Study) -> Generator[ProcessPoolExecutor]:
    """Open processes that compute on one thread each, and stop them whatever happens.

    Several threads in each of several processes stand in each other's way.
    """
    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    pool = ProcessPoolExecutor(
        PROCESSES,
        # A forked process would inherit OpenMP's locks in whatever state they are.
        mp_context=get_context("spawn"),
        initializer=start,
        initargs=(pickle.dumps(study),),
    )
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _probe(everyone: Sequence[Judged]) -> list[Gate]:
    """Return the gates that hold probes against rungs, as far as those were run."""
    models = _by_model(one for one in everyone if one.split is Split.RANDOM and one.draw == 0)
    found: list[Gate] = []
    if "random" in models:
        found += [gates.check_gaps(models), gates.check_source(models)]
    if "xgboost" in models:
        found.append(gates.check_random_feature(models))
    return found


def _by_model(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    models: dict[str, list[Judged]] = {}
    for one in judged:
        models.setdefault(one.model, []).append(one)
    return models


def _seconds(results: Sequence[MemberResult], everyone: Sequence[Judged]) -> dict[str, float]:
    tasks: dict[str, set[tuple[int, int, int]]] = {}
    for one in everyone:
        tasks.setdefault(one.model, set()).add((one.member, one.count, one.draw))
    total: dict[str, float] = {}
    for result in results:
        for name, seconds in result.seconds.items():
            total[name] = total.get(name, 0) + seconds
    return {name: total[name] / len(tasks[name]) for name in tasks if name in total}
