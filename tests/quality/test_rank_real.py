"""A gate on real public lists: ours must beat popularity and the same artists, held out."""

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.services.catalogue import Snapshot, load_snapshot
from models.background import Background
from models.evidence import gather
from models.measures import auc
from models.taste import Learner
from storage.catalogue_building import add_tables
from tests.planted import likes_of

ROOT = Path(__file__).parents[2]
DATA = (ROOT / os.environ.get("CRATEMATE_DATA", "../shared/data")).resolve()
LISTS = DATA / "tidytuesday_spotify_songs.parquet"
OTHERS = DATA / "spotify114k_sample.parquet"

pytestmark = pytest.mark.skipif(
    not (LISTS.exists() and OTHERS.exists()), reason=f"no real lists in {DATA}"
)

MEMBERS = 40
SEEDS = 20
TOP = 100


@dataclass(frozen=True)
class Held:
    """One list, cut into what is known and what is to be found."""

    seeds: np.ndarray
    held_out: np.ndarray


@dataclass(frozen=True)
class World:
    snapshot: Snapshot
    members: dict[str, np.ndarray]
    """Rows of each evaluated list."""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The catalogue of both files, told nothing by the lists that are evaluated.

    A list's subgenre is its label, so evaluated lists give their tracks no genre; columns that
    only one of the files has would tell which file a track is from, so they go.
    """
    folder = tmp_path_factory.mktemp("real")
    lists = pd.read_parquet(LISTS)
    sizes = lists.groupby("playlist_id")["track_id"].nunique()
    names = sorted(sizes.index[sizes >= 60])
    chosen = np.random.default_rng(20).choice(names, MEMBERS, replace=False)
    evaluated = lists["playlist_id"].isin(chosen)
    gated = lists.drop(columns=["track_album_release_date"])
    gated.loc[evaluated, ["playlist_genre", "playlist_subgenre"]] = None
    gated.to_parquet(folder / "lists.parquet")
    others = pd.read_parquet(OTHERS).drop(columns=["explicit", "time_signature"])
    others.to_parquet(folder / "others.parquet")
    add_tables([folder / "lists.parquet", folder / "others.parquet"], folder / "catalogue")
    snapshot = load_snapshot(folder / "catalogue")
    ids = lists[evaluated].groupby("playlist_id")["track_id"].unique()
    members = {
        str(name): np.unique(list(snapshot.catalogue.resolve(theirs).values()))
        for name, theirs in ids.items()
    }
    return World(snapshot, members)


def cut(world: World, name: str, new_artists: bool) -> Held:
    """Split A: seeds drawn evenly. Split B: no held-out artist is among the seeds'."""
    tracks = world.snapshot.tracks
    rng = np.random.default_rng([20, *name.encode()])
    rows = rng.permutation(world.members[name])
    if new_artists:
        # One artist after another, so that few artists fill the seeds.
        places = np.argsort(rng.permutation(len(tracks.artists.ids)))[tracks.artist[rows]]
        rows = rows[np.argsort(places, kind="stable")]
    seeds, rest = np.sort(rows[:SEEDS]), rows[SEEDS:]
    if new_artists:
        rest = rest[~np.isin(tracks.artist[rest], tracks.artist[seeds])]
    return Held(seeds, rest[~np.isin(tracks.song[rest], tracks.song[seeds])])


def ndcg(rows: np.ndarray, held_out: np.ndarray) -> float:
    gains = 1 / np.log2(np.arange(2, TOP + 2))
    return float((np.isin(rows[:TOP], held_out) * gains).sum() / gains[: len(held_out)].sum())


def popular(world: World, seeds: np.ndarray) -> np.ndarray:
    song = world.snapshot.tracks.song
    return np.flatnonzero(~np.isin(song, song[seeds]))[:TOP]


def same_artists(world: World, seeds: np.ndarray) -> np.ndarray:
    tracks = world.snapshot.tracks
    rows = np.flatnonzero(~np.isin(tracks.song, tracks.song[seeds]))
    strangers = ~np.isin(tracks.artist[rows], tracks.artist[seeds])
    return rows[np.argsort(strangers, kind="stable")][:TOP]


def least_gain(gains: np.ndarray) -> float:
    """Return the lower end of a paired bootstrap's 95 % interval."""
    draws = np.random.default_rng(0).integers(0, len(gains), (2_000, len(gains)))
    return float(np.percentile(gains[draws].mean(axis=1), 2.5))


@pytest.fixture(scope="module")
def learner(world: World) -> Learner:
    return Learner(world.snapshot.tracks)


@pytest.mark.parametrize(
    ("new_artists", "floor", "margin"), [(False, 0.22, 0.035), (True, 0.08, 0.025)]
)
def test_held_out_songs_are_found_before_popular_ones_and_the_same_artists(
    world: World, learner: Learner, new_artists: bool, floor: float, margin: float
) -> None:
    found: dict[str, list[float]] = {"ours": [], "popular": [], "same artists": []}
    for name in world.members:
        held = cut(world, name, new_artists)
        likes = likes_of(held.seeds)
        ours = learner.rank(likes, learner.train(likes), TOP).rows
        found["ours"].append(ndcg(ours, held.held_out))
        found["popular"].append(ndcg(popular(world, held.seeds), held.held_out))
        found["same artists"].append(ndcg(same_artists(world, held.seeds), held.held_out))
    means = {name: round(float(np.mean(values)), 3) for name, values in found.items()}
    print(means)
    assert means["ours"] > floor
    for baseline in ("popular", "same artists"):
        gains = np.array(found["ours"]) - np.array(found[baseline])
        assert least_gain(gains) > margin, (baseline, means)


def test_gaps_tell_nothing_of_what_is_liked(world: World) -> None:
    """Only likes have lost their genres here, yet no training row may show it."""
    background = Background.of(world.snapshot.tracks)
    values: list[float] = []
    for name in list(world.members)[:10]:
        likes = likes_of(np.sort(world.members[name]))
        evidence = gather(background, likes, np.random.default_rng(0))
        gaps = np.isnan(evidence.features).sum(axis=1).astype(np.float32)
        values.append(auc(gaps, evidence.positive))
    assert np.mean(values) == pytest.approx(0.5, abs=0.03)


def test_shuffled_lists_teach_nothing(world: World, learner: Learner) -> None:
    """What training measures may be worse than chance here, but claims no more."""
    rng = np.random.default_rng(1)
    size = len(world.snapshot.tracks)
    areas: list[float] = []
    measured: list[float] = []
    for _ in range(16):
        rows = rng.choice(size, 120, replace=False)
        likes = likes_of(np.sort(rows[:60]))
        taste = learner.train(likes)
        measured.append(taste.metrics.auc)
        ranked, log_odds = learner.judge(likes, taste.model)
        areas.append(auc(log_odds, np.isin(ranked, rows[60:])))
    assert np.mean(areas) == pytest.approx(0.5, abs=0.03)
    assert 0.4 < np.mean(measured) < 0.53
