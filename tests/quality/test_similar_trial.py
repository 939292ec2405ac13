"""`cratemate evaluate --similar` from end to end, and what is served against what was."""

import json
import os
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.cli import main
from bot.sandbox.songs import library, make_catalogue
from bot.services.catalogue import load_snapshot
from bot.services.evaluation_lists import members_of, read_entries
from models.affinity import Affinity, Map
from models.alike_evidence import answer, ask_list, pool_of
from models.evaluate import bootstrap
from models.places import Representation, SoundAndGenre
from models.splits import Part, part_of
from models.views import Views
from storage.catalogue import Catalogue
from storage.catalogue_building import add_tables

DATA = Path(os.environ.get("CRATEMATE_DATA", Path(__file__).parents[3] / "shared" / "data"))
LISTS = DATA / "tidytuesday_spotify_songs.parquet"
TASTES = (("pop", "dance"), ("metal", "rock"), ("jazz", "soul"), ("hip-hop", "r-n-b"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("trial")
    make_catalogue(folder / "catalogue", 2_000)
    catalogue = Catalogue.open(folder / "catalogue")
    entries = [
        (f"list {number}", track.track_id)
        for number in range(60)
        for track in library(catalogue, TASTES[number % 4], 60, number)
    ]
    pd.DataFrame(entries, columns=["list_id", "track_id"]).to_csv(folder / "lists.csv", index=False)
    return folder


def run(folder: Path, lists: Path, out: Path, *arguments: str) -> int:
    files = ("--catalogue", str(folder / "catalogue"), "--lists", str(lists), "--out", str(out))
    return main(["evaluate", "--similar", *files, *arguments])


def test_the_command_judges_all_and_writes_a_map(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, folder / "lists.csv", tmp_path / "out", "--members", "6") == 0
    printed = capsys.readouterr().out
    found = json.loads((tmp_path / "out" / "similar.json").read_text(encoding="utf-8"))
    by_lists = {one["name"]: one for one in found["evidence"]["lists"]["results"]}
    for one in by_lists.values():
        assert one["label"] in printed
    assert "no evidence but an echo" in printed
    assert 3 <= found["evidence"]["lists"]["groups"] <= 6
    means = {name: one["values"]["matched_mrr"]["mean"] for name, one in by_lists.items()}
    assert means["ours"] > means["scaled-cosine"] > means["random"]
    # A prior knows which artist is whose, so it is not asked for artists.
    assert "prior" in by_lists
    by_artist = found["evidence"]["artist"]["results"]
    assert "prior" not in {one["name"] for one in by_artist}
    learned = Map.load((tmp_path / "out" / "affinity.npz").read_bytes())
    assert learned.shares.sum() == pytest.approx(1, abs=1e-5)


def test_lists_too_short_are_refused_in_one_sentence(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    short = tmp_path / "short.csv"
    table = pd.read_csv(folder / "lists.csv").groupby("list_id").head(20)
    table.to_csv(short, index=False)
    assert run(folder, short, tmp_path / "out") == 2
    (sentence,) = capsys.readouterr().err.strip().splitlines()[-1:]
    assert "too few lists" in sentence


@pytest.mark.skipif(not LISTS.exists(), reason=f"{LISTS} is not there (CRATEMATE_DATA)")
def test_what_is_served_beats_fixed_shares_on_lists_it_never_saw(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("real")
    add_tables([LISTS], folder)
    snapshot = load_snapshot(folder)
    entries = read_entries(LISTS, snapshot)
    tracks = snapshot.tracks
    views = Views(tracks, entries.words, entries.popularities)
    pool = pool_of(entries.rows.ids.astype(np.int64), tracks)
    test = [m for m in members_of(entries, snapshot) if part_of(m.name) is Part.TEST]
    gains: list[float] = []
    for member in test[:15]:
        seen = replace(
            views.of(member.number, entries.of(member.number)).tracks,
            year=tracks.year,
            explicit=tracks.explicit,
        )
        asked = list(ask_list(member, tracks, pool, 5))
        representations: list[Representation] = [Affinity(), SoundAndGenre()]
        vectors = [representation.place(seen) for representation in representations]
        ours, theirs = (
            np.mean([answer(q, placed @ placed[q.seed])["matched_mrr"] for q in asked])
            for placed in vectors
        )
        gains.append(float(ours - theirs))
    assert bootstrap(np.array(gains)).low > 0.03
