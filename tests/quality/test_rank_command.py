"""`cratemate rank` as people run it, on a small made-up catalogue."""

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bot.cli import main
from storage.catalogue import Catalogue
from tests.planted import Planted, planted, track_id, write_catalogue

TOP = 60


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(800)


@pytest.fixture(scope="module")
def catalogue(made: Planted, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_catalogue(made, tmp_path_factory.mktemp("rank"))


@pytest.fixture(scope="module")
def tasks(made: Planted) -> list[dict[str, Any]]:
    return [
        {
            "member": f"member {cluster}",
            "liked": [track_id(row) for row in made.members(cluster, 3 + 4 * cluster)],
        }
        for cluster in range(6)
    ]


def rank(
    folder: Path, catalogue: Path, tasks: list[dict[str, Any]], top: int = TOP, name: str = "out"
) -> list[dict[str, Any]]:
    pq.write_table(pa.Table.from_pylist(tasks), folder / "tasks.parquet")
    out = folder / f"{name}.parquet"
    code = main(arguments(catalogue, folder / "tasks.parquet", out, top))
    assert code == 0
    return pq.read_table(out).to_pylist()


def arguments(catalogue: Path, tasks: Path, out: Path, top: int = TOP) -> list[str]:
    options = {"--catalogue": catalogue, "--tasks": tasks, "--out": out, "--top": top}
    return ["rank", *(str(part) for pair in options.items() for part in pair)]


def by_member(rows: list[dict[str, Any]]) -> dict[Any, list[dict[str, Any]]]:
    members: dict[Any, list[dict[str, Any]]] = {}
    for row in rows:
        members.setdefault(row["member"], []).append(row)
    return members


def test_every_task_gets_its_rows_as_promised(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]]
) -> None:
    opened = Catalogue.open(catalogue)
    found = by_member(rank(tmp_path, catalogue, tasks))
    assert list(found) == [task["member"] for task in tasks]
    for task in tasks:
        rows = found[task["member"]]
        assert [row["rank"] for row in rows] == list(range(1, TOP + 1))
        scores = [row["score"] for row in rows]
        assert scores == sorted(scores, reverse=True)
        assert all(0 < row["probability"] < 1 for row in rows)
        assert all(len(row["reason"].split()) >= 3 for row in rows)
        ids = [row["track_id"] for row in rows]
        assert len(set(ids)) == TOP
        places = opened.resolve(ids)
        canonical = [track.track_id for track in opened.tracks([places[i] for i in ids])]
        assert canonical == ids
        assert not set(ids) & set(task["liked"])


def test_the_taste_is_found(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]], made: Planted
) -> None:
    found = by_member(rank(tmp_path, catalogue, tasks))
    for cluster in range(1, 6):
        rows = [int(row["track_id"]) for row in found[f"member {cluster}"][:40]]
        assert (made.cluster[rows] == cluster).mean() > 0.7


def test_order_and_company_of_tasks_change_nothing(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]]
) -> None:
    together = by_member(rank(tmp_path, catalogue, tasks))
    reversed_ = by_member(rank(tmp_path, catalogue, tasks[::-1], name="reversed"))
    assert reversed_ == together
    for task in tasks:
        alone = by_member(rank(tmp_path, catalogue, [task], name="alone"))
        assert alone[task["member"]] == together[task["member"]]
    twice = rank(tmp_path, catalogue, [tasks[4], tasks[4]], name="twice")
    assert twice[:TOP] == twice[TOP:] == together["member 4"]


def test_order_of_likes_changes_nothing(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]]
) -> None:
    task = tasks[5]
    turned = {**task, "liked": [*reversed(task["liked"]), task["liked"][0]]}
    first, second = (
        rank(tmp_path, catalogue, [one], name=f"turned {place}")
        for place, one in enumerate((task, turned))
    )
    assert first == second


def test_unknown_ids_are_counted_and_left_out(
    tmp_path: Path,
    catalogue: Path,
    tasks: list[dict[str, Any]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    plain = rank(tmp_path, catalogue, [tasks[3]])
    capsys.readouterr()
    strange = {**tasks[3], "liked": [*tasks[3]["liked"], "nothing", "naught"]}
    assert rank(tmp_path, catalogue, [strange, tasks[2]], name="strange")[:TOP] == plain
    assert (
        "2 liked or disliked ids of 1 members are not in the catalogue" in capsys.readouterr().err
    )


@pytest.mark.parametrize("liked", [[], ["unknown"]])
def test_without_a_known_like_what_is_popular_comes_and_says_so(
    tmp_path: Path, catalogue: Path, liked: list[str]
) -> None:
    rows = rank(tmp_path, catalogue, [{"member": 1, "liked": liked}, {"member": 2, "liked": ["x"]}])
    opened = Catalogue.open(catalogue)
    places = opened.resolve(row["track_id"] for row in rows[:TOP])
    assert [places[row["track_id"]] for row in rows[:TOP]] == list(range(TOP))
    assert rows[0]["member"] == 1
    assert {row["reason"] for row in rows} == {"Popular, and none of your likes is known here"}


def test_disliked_songs_stay_away(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]]
) -> None:
    first = [row["track_id"] for row in rank(tmp_path, catalogue, [tasks[4]])]
    task = {**tasks[4], "disliked": first[:10]}
    second = [row["track_id"] for row in rank(tmp_path, catalogue, [task], name="disliked")]
    assert not set(second) & set(first[:10])
    assert len(second) == TOP


@pytest.fixture
def good_tasks(tmp_path: Path, tasks: list[dict[str, Any]]) -> Path:
    path = tmp_path / "good.parquet"
    pq.write_table(pa.Table.from_pylist(tasks), path)
    return path


def test_bad_input_ends_with_one_sentence_and_leaves_the_old_answer(
    tmp_path: Path, catalogue: Path, good_tasks: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.parquet"
    out.write_text("the old answer")
    table = pq.read_table(good_tasks)
    pq.write_table(table.drop_columns(["liked"]), tmp_path / "no liked.parquet")
    pq.write_table(table.drop_columns(["member"]), tmp_path / "no member.parquet")
    numbers = pa.table({"member": [1], "liked": [[1, 2]]})
    pq.write_table(numbers, tmp_path / "numbers.parquet")
    pq.write_table(pa.table({"member": [1], "liked": ["a"]}), tmp_path / "text.parquet")
    (tmp_path / "torn.parquet").write_bytes(good_tasks.read_bytes()[:-50])
    (tmp_path / "csv.parquet").write_text("member,liked\n1,a\n")
    wrong = [
        (catalogue, tmp_path / "absent.parquet", TOP, "There is no file"),
        (catalogue, tmp_path / "no liked.parquet", TOP, "no column `liked`"),
        (catalogue, tmp_path / "no member.parquet", TOP, "no column `member`"),
        (catalogue, tmp_path / "numbers.parquet", TOP, "lists of track ids"),
        (catalogue, tmp_path / "text.parquet", TOP, "lists of track ids"),
        (catalogue, tmp_path / "torn.parquet", TOP, "cannot be read as Parquet"),
        (catalogue, tmp_path / "csv.parquet", TOP, "cannot be read as Parquet"),
        (catalogue, good_tasks, 801, "--top must be between 1 and 800"),
        (catalogue, good_tasks, 0, "--top must be between 1 and 800"),
        (catalogue, good_tasks, 799, "Only 797 tracks are left"),
        (tmp_path / "nowhere", good_tasks, TOP, "no catalogue"),
    ]
    for where, tasks, top, sentence in wrong:
        capsys.readouterr()
        assert main(arguments(where, tasks, out, top)) == 2, sentence
        said = capsys.readouterr().err.strip()
        assert sentence in said
        assert "\n" not in said
        assert out.read_text() == "the old answer"
    assert main(arguments(catalogue, good_tasks, tmp_path / "no folder" / "out.parquet")) == 2
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_no_tasks_give_an_empty_answer(tmp_path: Path, catalogue: Path) -> None:
    empty = pa.table(
        {"member": pa.array([], pa.int64()), "liked": pa.array([], pa.list_(pa.string()))}
    )
    pq.write_table(empty, tmp_path / "tasks.parquet")
    assert main(arguments(catalogue, tmp_path / "tasks.parquet", tmp_path / "out.parquet")) == 0
    assert pq.read_table(tmp_path / "out.parquet").num_rows == 0


def test_members_keep_their_type_and_numpy_lists_are_read(
    tmp_path: Path, catalogue: Path, tasks: list[dict[str, Any]]
) -> None:
    liked = pa.array([np.array(tasks[3]["liked"], dtype=object)], pa.large_list(pa.large_string()))
    pq.write_table(pa.table({"member": [12345], "liked": liked}), tmp_path / "tasks.parquet")
    out = tmp_path / "out.parquet"
    assert main(arguments(catalogue, tmp_path / "tasks.parquet", out)) == 0
    answer = pq.read_table(out)
    assert answer.schema.field("member").type == pa.int64()
    assert answer.num_rows == TOP
