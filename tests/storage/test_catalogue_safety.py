"""Whatever happens during a build, the catalogue in use stays whole."""

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from storage.catalogue import Catalogue, CatalogueError, current_version
from storage.catalogue_building import add_tables
from storage.catalogue_folder import building
from storage.tables import TableError
from tests.storage.feature_tables import an_id, big_row, write_csv


@pytest.fixture
def into(tmp_path: Path) -> Path:
    """A catalogue of one song."""
    into = tmp_path / "catalogue"
    add_tables([write_csv(tmp_path / "first.csv", [big_row(1)])], into)
    return into


def versions(into: Path) -> set[str]:
    return {path.name for path in into.iterdir() if path.is_dir()}


def test_a_wrong_file_among_good_ones_changes_nothing(tmp_path: Path, into: Path):
    before = current_version(into)
    good = write_csv(tmp_path / "good.csv", [big_row(2)])
    wrong = write_csv(tmp_path / "wrong.csv", [big_row(3, energy=60)])
    with pytest.raises(TableError, match=r"wrong\.csv"):
        add_tables([good, wrong], into)
    assert current_version(into) == before
    assert versions(into) == {before}
    assert Catalogue.open(into).resolve([an_id(1), an_id(2)]) == {an_id(1): 0}


def test_the_version_just_replaced_is_kept_and_older_ones_go(tmp_path: Path, into: Path):
    history = [current_version(into)]
    for number in range(2, 5):
        file = write_csv(tmp_path / "more.csv", [big_row(number)])
        history.append(add_tables([file], into).version)
    assert versions(into) == set(history[-2:])
    assert current_version(into) == history[-1]


def test_an_open_catalogue_outlives_its_folder(tmp_path: Path, into: Path):
    old = Catalogue.open(into)
    for number in range(2, 4):
        add_tables([write_csv(tmp_path / "more.csv", [big_row(number)])], into)
    assert not old.folder.exists()
    assert old.tracks([0])[0].track_id == an_id(1)
    assert old.arrays.popularity[0] == 50
    assert len(Catalogue.open(into)) == 3


def test_what_an_interrupted_build_leaves_is_unused_and_removed(tmp_path: Path, into: Path):
    before = current_version(into)
    program = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from storage.catalogue_building import add_tables\n"
        "def stop(doing, share):\n"
        "    if doing == 'writing' and share > 0.5:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        f"add_tables([Path({str(tmp_path / 'first.csv')!r})], Path({str(into)!r}), progress=stop)\n"
    )
    root = Path(__file__).parents[2]
    killed = subprocess.run([sys.executable, "-c", program], cwd=root, timeout=60, check=False)
    assert killed.returncode == -signal.SIGKILL
    leftovers = versions(into) - {before}
    assert len(leftovers) == 1
    assert current_version(into) == before
    assert len(Catalogue.open(into)) == 1
    report = add_tables([write_csv(tmp_path / "more.csv", [big_row(2)])], into)
    assert versions(into) == {before, report.version}


def test_a_failing_build_cleans_up_after_itself(tmp_path: Path, into: Path):
    def fill_the_disk(doing: str, _share: float) -> None:
        if doing == "writing":
            raise OSError(28, "No space left on device")

    before = versions(into)
    with pytest.raises(CatalogueError, match="No space left on device"):
        add_tables([tmp_path / "first.csv"], into, progress=fill_the_disk)
    assert versions(into) == before


def test_only_one_build_at_a_time(tmp_path: Path, into: Path):
    with (
        pytest.raises(CatalogueError, match="Another build"),
        building(into),
    ):
        add_tables([tmp_path / "first.csv"], into)
    add_tables([tmp_path / "first.csv"], into)


def test_a_folder_that_cannot_be_one(tmp_path: Path):
    file = write_csv(tmp_path / "table.csv", [big_row(1)])
    with pytest.raises(CatalogueError, match="could not be built"):
        add_tables([file], file)


def test_no_catalogue(tmp_path: Path):
    assert current_version(tmp_path / "nothing") is None
    with pytest.raises(CatalogueError, match="There is no catalogue"):
        Catalogue.open(tmp_path / "nothing")


def damage_pointer(folder: Path) -> None:
    (folder.parent / "current").write_text("../elsewhere")


def remove_arrays(folder: Path) -> None:
    (folder / "song.npy").unlink()


def remove_words(folder: Path) -> None:
    (folder / "word_text.npy").unlink()


def cut_arrays(folder: Path) -> None:
    content = (folder / "audio.npy").read_bytes()
    (folder / "audio.npy").write_bytes(content[:-4])


def empty_array(folder: Path) -> None:
    (folder / "artist_ids.npy").write_bytes(b"")


def damage_manifest(folder: Path) -> None:
    (folder / "manifest.json").write_text("{")


def another_format(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps(manifest | {"format": 99}))


def damage_text(folder: Path) -> None:
    (folder / "tracks.sqlite").write_bytes(b"not a database at all" * 100)


def forget_rows(folder: Path) -> None:
    with sqlite3.connect(folder / "tracks.sqlite") as database:
        database.execute("DELETE FROM track")


def remove_folder(folder: Path) -> None:
    shutil.rmtree(folder)


DAMAGES = [
    damage_pointer,
    remove_arrays,
    remove_words,
    cut_arrays,
    empty_array,
    damage_manifest,
    another_format,
    damage_text,
    forget_rows,
    remove_folder,
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_a_damaged_catalogue_is_named_and_can_be_replaced(tmp_path: Path, into: Path, damage):
    damage(into / (current_version(into) or ""))
    with pytest.raises(CatalogueError, match="damaged") as refusal:
        Catalogue.open(into)
    assert "--replace" in str(refusal.value)
    add_tables([tmp_path / "first.csv"], into, replace=True)
    assert len(Catalogue.open(into)) == 1


@pytest.mark.parametrize("name", ["editions.parquet", "manifest.json"])
def test_nothing_is_merged_into_a_damaged_catalogue(tmp_path: Path, into: Path, name: str):
    before = current_version(into)
    (into / (before or "") / name).write_bytes(b"PAR1 and nothing more")
    with pytest.raises(CatalogueError, match="damaged"):
        add_tables([tmp_path / "first.csv"], into)
    assert current_version(into) == before
