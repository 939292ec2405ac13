"""`cratemate similar`: what it prints, and one sentence where it cannot."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from bot.sandbox.songs import make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from models.similar import Neighbours, Terms


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("similar")
    make_catalogue(folder, count=600)
    return folder


@pytest.fixture(scope="module")
def snapshot(folder: Path) -> Iterator[Snapshot]:
    snapshot = load_snapshot(folder)
    yield snapshot
    snapshot.catalogue.close()


def run(folder: Path, *arguments: str) -> int:
    return main(["similar", *arguments, "--catalogue", str(folder)])


def test_json_is_what_the_search_finds(
    folder: Path, snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    one, other = snapshot.catalogue.tracks([3, 40])
    link = f"https://open.spotify.com/track/{other.track_id}?si=1"
    assert run(folder, one.track_id, link, "--top", "7", "--json") == 0
    printed = json.loads(capsys.readouterr().out)
    found = Neighbours(snapshot.tracks).together([3, 40], Terms(7))
    tracks = snapshot.catalogue.tracks(found.rows.tolist())
    assert [entry["track_id"] for entry in printed] == [track.track_id for track in tracks]
    assert [entry["score"] for entry in printed] == pytest.approx(found.scores.tolist())
    assert printed[0].keys() == {"track_id", "title", "artists", "score"}
    assert printed[0]["artists"] == list(tracks[0].artists)


def test_an_alias_is_its_recording(
    folder: Path, snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    catalogue = snapshot.catalogue
    alias, number = catalogue.text.query(
        "SELECT alias.id, alias.number FROM alias JOIN track USING (number)"
        " WHERE alias.id != track.id LIMIT 1"
    )[0]
    outputs: list[str] = []
    for name in (alias, catalogue.tracks([number - 1])[0].track_id):
        assert run(folder, name, "--json") == 0
        outputs.append(capsys.readouterr().out)
    assert outputs[0] == outputs[1]
    assert len(json.loads(outputs[0])) == 10


def test_a_title_is_enough_and_the_table_is_plain(
    folder: Path, snapshot: Snapshot, capsys: pytest.CaptureFixture[str]
) -> None:
    track = snapshot.catalogue.tracks([0])[0]
    assert run(folder, f"{track.title} {track.artists[0]}", "--top", "3") == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all(" — " in line for line in lines)
    scores = [float(line.split()[0]) for line in lines]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["zzzz qqqq"], "The catalogue has no song called 'zzzz qqqq'."),
        (["0123456789abcdefghijkl"], "does not hold the track"),
        (["https://open.spotify.com/album/1"], "something else than a track"),
        (["a", "--top", "0"], "--top must be at least 1."),
        (list("abcdef"), "At most 5 tracks"),
        ([""], "no song called"),
    ],
)
def test_bad_input_ends_in_one_sentence(
    folder: Path, arguments: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(folder, *arguments) == 2
    printed = capsys.readouterr()
    assert sentence in printed.err
    assert printed.err.count("\n") == 1
    assert printed.out == ""


def test_a_folder_without_a_catalogue_ends_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(tmp_path, "x") == 2
    assert "There is no catalogue" in capsys.readouterr().err
