"""A kept shortlist: packed and read back, and what is chosen from it."""

import json
import zlib
from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from bot.results.songs import NamedReason
from bot.sandbox.songs import make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.shortlist import Candidate, choose, pack, unpack
from storage.catalogue import CatalogueTrack

REASON = NamedReason("near", songs=("Één lied", "b"), year=1999)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=3_000)
    return load_snapshot(Path(folder))


def _candidates(tracks: list[CatalogueTrack]) -> list[Candidate]:
    return [
        Candidate.of(track.track_id, track.song, -float(place), 0.5, REASON)
        for place, track in enumerate(tracks)
    ]


@pytest.mark.parametrize("count", [0, 1, 30])
def test_a_shortlist_is_read_as_it_was_packed(snapshot: Snapshot, count: int) -> None:
    candidates = _candidates(snapshot.catalogue.tracks(range(count)))
    read = unpack(pack(candidates))
    assert read == candidates
    assert all(candidate.reason == REASON for candidate in read)


def test_a_shortlist_kept_song_by_song_is_read_too(snapshot: Snapshot) -> None:
    candidates = _candidates(snapshot.catalogue.tracks(range(3)))
    before = [
        {"track_id": one.track_id, "song": one.song, "score": one.score, "probability": 0.5}
        | {"reason": asdict(REASON)}
        for one in candidates
    ]
    read = unpack(zlib.compress(json.dumps(before).encode()))
    assert [candidate[:4] for candidate in read] == [candidate[:4] for candidate in candidates]
    assert {candidate.reason for candidate in read} == {REASON}


def test_a_list_is_full_where_the_best_songs_have_to_go(snapshot: Snapshot) -> None:
    """The first third of a shortlist is by four artists, of whom two songs each may stay."""
    first = snapshot.tracks.artist
    loud = np.isin(first, np.argsort(-np.bincount(first))[:4])
    front, others = np.flatnonzero(loud)[:350], np.flatnonzero(~loud)[:650]
    assert len(front) == 350
    tracks = snapshot.catalogue.tracks([*front.tolist(), *others.tolist()])
    candidates = _candidates(tracks)
    chosen = choose(snapshot, candidates, [], set(), 20)
    by_loud = {track.track_id for track in tracks[:350]}.intersection(c.track_id for c in chosen)
    assert len(chosen) == 20
    assert 0 < len(by_loud) <= 8
    shown = {candidate.song for candidate in chosen}
    again = choose(snapshot, candidates, [], shown, 20)
    assert len(again) == 20
    assert shown.isdisjoint(candidate.song for candidate in again)
