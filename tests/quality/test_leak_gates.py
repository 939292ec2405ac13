"""Leak gates hold on honest runs, and each one fails where its leak is let in."""

import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from threadpoolctl import threadpool_limits

from bot.cli import main
from bot.sandbox.songs import library, make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.evaluation_lists import Entries, ListsError, members_of, read_entries
from models import gates
from models.baselines.nearness import Centroid
from models.baselines.plain import Chance, GenrePopularity
from models.baselines.probes import Gaps, PopularityAlone, PopularityAndGaps
from models.baselines.recommender import Recommender
from models.evaluate import METRICS, Judged, judge, member_means
from models.splits import Member, Split, Task, tasks_of
from models.tracks import Tracks
from models.views import NOBODY, Popularities, View, Views, Words, with_words, without
from storage.catalogue import Catalogue
from storage.catalogue_building import add_tables
from tests.unit.evaluation_world import World, make_world

DATA = Path(os.environ.get("CRATEMATE_DATA", Path(__file__).parents[3] / "shared" / "data"))
LISTS = DATA / "tidytuesday_spotify_songs.parquet"
OTHERS = DATA / "spotify114k_sample.parquet"
PROBES: tuple[Recommender, ...] = (Chance(), Gaps(), PopularityAlone(), PopularityAndGaps())


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Keep libraries to one thread each: tests run side by side, as members do."""
    with threadpool_limits(1):
        yield


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


def judge_all(
    models: Sequence[Recommender], members: Sequence[Member], views: dict[int, View]
) -> dict[str, list[Judged]]:
    judged: dict[str, list[Judged]] = {model.name: [] for model in models}
    for member in members:
        view = views[member.number]
        for task in tasks_of(member, view.tracks, (20,), (Split.RANDOM,), 1):
            for model in models:
                judged[model.name] += judge(
                    model.name, view, task, model.rank(view, task.seeds, task.seed)
                )
    return judged


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("evaluate")
    make_catalogue(folder / "catalogue", 3_000)
    catalogue = Catalogue.open(folder / "catalogue")
    tastes = (("pop", "dance"), ("metal", "rock"), ("jazz", "soul"), ("hip-hop", "r-n-b"))
    entries = [
        (f"list {number}", track.track_id, tastes[number % 4][0])
        for number in range(64)
        for track in library(catalogue, tastes[number % 4], 60, number)
    ]
    table = pd.DataFrame(entries, columns=["list_id", "track_id", "genre"])
    table.to_csv(folder / "lists.csv", index=False)
    return folder


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("real")
    add_tables([LISTS, OTHERS], folder)
    return load_snapshot(folder)


@pytest.fixture(scope="module")
def entries(snapshot: Snapshot) -> Entries:
    return read_entries(LISTS, snapshot)


@pytest.fixture(scope="module")
def members(snapshot: Snapshot, entries: Entries) -> list[Member]:
    return members_of(entries, snapshot)


class TestOnMadeUpSongs:
    """The command from end to end, on a catalogue everybody can make."""

    def evaluate(self, folder: Path, out: Path, *more: str) -> int:
        return main(
            [
                *("evaluate", "--catalogue", str(folder / "catalogue")),
                *("--lists", str(folder / "lists.csv"), "--out", str(out)),
                *("--seeds", "5", "--splits", "A,B", "--draws", "1"),
                *more,
            ]
        )

    def test_a_run_holds_its_gates_and_leaves_its_report(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        rungs = "random,popularity,artist,centroid,list-knn,xgboost,ours"
        assert self.evaluate(folder, tmp_path, "--only", rungs) == 0
        document = json.loads((tmp_path / "results.json").read_text())
        assert all(gate["passed"] for gate in document["gates"])
        assert {rung["name"] for rung in document["rungs"]} == set(rungs.split(","))
        for board in document["boards"]:
            ours = next(each for each in board["standings"] if each["model"] == "ours")
            assert set(ours["metrics"]) == set(METRICS)
            chance = next(duel for duel in board["duels"] if duel["other"] == "random")
            assert chance["low"] <= chance["mean"] <= chance["high"]
            if board["split"] == "A":
                assert chance["verdict"] == "wins"
                assert 0.4 < ours["metrics"]["ndcg"]["mean"] / ours["metrics"]["recall"]["mean"] < 2
        page = (tmp_path / "report.html").read_text()
        assert "<script" not in page
        assert "http" not in page
        printed = capsys.readouterr().out
        assert "5 seeds, split B: new artists only" in printed
        assert "against what it must beat" in printed

    def test_what_cannot_be_evaluated_is_said_in_a_sentence(
        self, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert self.evaluate(folder, tmp_path, "--only", "nonsense") == 2
        assert "There is no rung nonsense" in capsys.readouterr().err
        (tmp_path / "odd.csv").write_text("a,b\n1,2\n")
        snapshot = load_snapshot(folder / "catalogue")
        with pytest.raises(ListsError, match="no column list_id"):
            read_entries(tmp_path / "odd.csv", snapshot)
        (tmp_path / "far.csv").write_text("list_id,track_id\n1,2\n")
        with pytest.raises(ListsError, match="None of the tracks"):
            read_entries(tmp_path / "far.csv", snapshot)

    def test_lists_are_read_whatever_the_order_and_the_repeats(
        self, folder: Path, tmp_path: Path
    ) -> None:
        snapshot = load_snapshot(folder / "catalogue")
        table = pd.read_csv(folder / "lists.csv")
        plain = read_entries(folder / "lists.csv", snapshot)
        shuffled = pd.concat([table, table.head(500)]).sample(frac=1, random_state=1)
        shuffled.to_parquet(tmp_path / "lists.parquet")
        other = read_entries(tmp_path / "lists.parquet", snapshot)
        assert plain.names == other.names
        for number in range(len(plain.names)):
            assert set(plain.of(number)) == set(other.of(number))
        assert np.array_equal(plain.words.rows, other.words.rows)
        assert np.array_equal(plain.words.genres, other.words.genres)


class Lax(Views):
    """Takes no list's word back."""

    def of(self, number: int, rows: np.ndarray) -> View:
        view = super().of(NOBODY, rows)
        return replace(view, tracks=self.whole)

    def __init__(self, tracks: Tracks, words: Words, popularities: Popularities) -> None:
        super().__init__(tracks, words, popularities)
        self.whole = tracks


class TestFailing:
    """A gate that cannot fail is none."""

    def test_labels(self, world: World) -> None:
        rows = {member.number: member.rows for member in world.members}
        members = world.members[:4]
        none = Popularities.none()
        assert gates.check_labels(world.tracks, world.words, none, members, rows).passed
        lax = gates.check_labels(world.tracks, world.words, none, members, rows, Lax)
        assert not lax.passed
        assert lax.figures["changed"] == 4

    def test_popularity(self, world: World) -> None:
        rows = {member.number: member.rows for member in world.members}
        words = world.words
        said = Popularities(words.lists, words.rows, (words.lists % 7 + 1).astype(np.float32))
        silent = replace(world.tracks, popularity=np.zeros_like(world.tracks.popularity))
        nothing = Words(said.lists[:0], said.rows[:0], words.genres[:0])
        tracks = with_words(silent, nothing, said)
        some = world.members[:4]
        assert gates.check_labels(tracks, words, said, some, rows).passed
        assert not gates.check_labels(tracks, words, said, some, rows, Lax).passed

    def test_gaps(self, world: World) -> None:
        none = Popularities.none()
        members = world.members[:20]
        careful = {member.number: world.view(member.number) for member in members}
        careless = {
            number: View(without(world.tracks, world.words, none, number), view.features)
            for number, view in careful.items()
        }
        assert gates.check_gaps(judge_all(PROBES, members, careful)).passed
        assert not gates.check_gaps(judge_all(PROBES, members, careless)).passed

    def test_columns(self, world: World) -> None:
        rows = {member.number: member.rows for member in world.members}
        views = world.views
        assert gates.check_columns(views, world.members, rows).passed
        partly = np.array(world.tracks.popularity)
        partly[::3] = np.nan
        unmasked = Views(replace(world.tracks, popularity=partly), world.words, Popularities.none())
        assert not gates.check_columns(unmasked, world.members, rows).passed

    def test_lists(self, world: World) -> None:
        assert gates.check_lists(world.lists(range(20)), world.members[20:], world.tracks).passed
        assert not gates.check_lists(
            world.lists(range(21)), world.members[20:], world.tracks
        ).passed
        renamed = replace(world.lists(range(21)), numbers=tuple(range(100, 121)))
        found = gates.check_lists(renamed, world.members[20:], world.tracks)
        assert not found.passed
        assert found.figures["copies"] == 1

    def test_independence(self) -> None:
        first = {"a": ["1", "2"], "b": ["3", "4"]}
        assert gates.check_independence(first, dict(first)).passed
        assert not gates.check_independence(first, {"a": ["1", "2"], "b": ["3", "5"]}).passed

    def test_permuted_labels(self, world: World) -> None:
        class Peeking(Chance):
            """Has seen what is held out."""

            name = "peeking"

            def rank(self, view: View, seeds: np.ndarray, seed: int):  # type: ignore[no-untyped-def]
                scored = super().rank(view, seeds, seed)
                scored.scores[hidden[tuple(seeds)]] += 0.1
                return scored

        rng = np.random.default_rng(0)
        hidden: dict[tuple[int, ...], np.ndarray] = {}
        judged: dict[str, list[Judged]] = {"random": [], "centroid": [], "peeking": []}
        view = world.view()
        for number in range(60):
            rows = rng.choice(len(world.tracks), 60, replace=False)
            hidden[tuple(rows[:20])] = rows[20:]
            task = Task(number, 20, 0, rows[:20], {Split.RANDOM: rows[20:]}, number)
            for model in (Chance(), Centroid(), Peeking()):
                judged[model.name] += judge(
                    model.name, view, task, model.rank(view, task.seeds, number)
                )
        found = gates.check_permuted(judged)
        assert not found.passed
        assert found.finding.endswith("failed: peeking")
        del judged["peeking"]
        assert gates.check_permuted(judged).passed

    @pytest.mark.parametrize(
        ("check", "probe", "base"),
        [
            (gates.check_random_feature, "random-feature", "xgboost"),
            (gates.check_source, "source", "random"),
        ],
    )
    def test_a_gain_where_none_may_be(
        self, check: Callable[[dict[str, list[Judged]]], gates.Gate], probe: str, base: str
    ) -> None:
        def judged(name: str, gain: float) -> list[Judged]:
            rng = np.random.default_rng(0)
            empty = dict.fromkeys(METRICS, 0.5)
            return [
                Judged(
                    name,
                    member,
                    20,
                    0,
                    Split.RANDOM,
                    empty | {"ndcg": float(rng.random()) + gain},
                    np.zeros(1, np.int32),
                )
                for member in range(50)
            ]

        assert check({probe: judged(probe, 0), base: judged(base, 0)}).passed
        assert not check({probe: judged(probe, 0.03), base: judged(base, 0)}).passed


@pytest.mark.skipif(not LISTS.exists(), reason=f"the shared data is not at {DATA}")
class TestOnRealLists:
    """What the lists' own labels would give away, and that the views do not."""

    def test_members_are_the_long_and_varied_lists(self, members: list[Member]) -> None:
        assert 380 <= len(members) <= 397

    def test_popularity_is_the_tracks_own(self, entries: Entries) -> None:
        assert not len(entries.popularities.rows)

    def test_columns_of_one_table_are_masked(self, snapshot: Snapshot, entries: Entries) -> None:
        views = Views(snapshot.tracks, entries.words, entries.popularities)
        assert set(views.masked) == {"year", "explicit", "time_signature"}

    def test_labels_and_gaps_give_nothing_away(
        self, snapshot: Snapshot, entries: Entries, members: list[Member]
    ) -> None:
        views = Views(snapshot.tracks, entries.words, entries.popularities)
        some = members[::20]
        models = (GenrePopularity(), *PROBES)
        careful = {each.number: views.of(each.number, entries.of(each.number)) for each in some}
        told = {number: replace(view, tracks=snapshot.tracks) for number, view in careful.items()}
        silenced = {
            number: replace(
                view,
                tracks=without(snapshot.tracks, entries.words, entries.popularities, number),
            )
            for number, view in careful.items()
        }
        honest = judge_all(models, some, careful)
        assert gates.check_gaps(honest).passed
        assert mean(judge_all(models[:1], some, told), "genre") > 2 * mean(honest, "genre")
        assert mean(judge_all((Gaps(),), some, silenced), "gaps") > 0.5
        assert mean(honest, "gaps") < 0.02


def mean(judged: dict[str, list[Judged]], name: str) -> float:
    return float(np.mean(list(member_means(judged[name], "ndcg").values())))
