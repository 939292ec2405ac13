"""What the README tells people to type, typed."""

import importlib.util
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.cli import main
from tests.storage.feature_tables import FEATURES, an_id

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")

RUN_ELSEWHERE = {
    "pip install": "`.ci/run` installs, runs the tests and takes the demo's tour",
    "cratemate setup": "tests/e2e/test_setup.py types the answers",
    "cratemate run": "needs a token of Discord's; tests/e2e runs the bot against the stand-in",
    "docker compose": "needs a Docker engine",
    "catalogue fetch": "tests/e2e tries it against loopback",
}
"""What stands in a block and is not run here, with the reason."""


def blocks() -> Iterator[str]:
    for block in re.findall(r"^ *```bash\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            typed = line.partition("#")[0].strip()
            if typed:
                yield typed


def named() -> list[str]:
    """Return every `cratemate …` of the text, without what stands for a value."""
    found = re.findall(r"`(?:\.venv/bin/)?cratemate ([^`]+)`", README)
    # `backup FILE` `restore FILE`: the further ones of a row go without the program's name.
    return list(dict.fromkeys(found))


def test_every_line_of_a_block_is_run_or_has_its_reason() -> None:
    lines = list(blocks())
    assert len(lines) >= 5
    left = [line for line in lines if not any(part in line for part in RUN_ELSEWHERE)]
    assert left == ["cratemate catalogue add FILE… --into data/catalogue"]


def test_a_catalogue_is_added_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    columns = ["track_id", "track_name", "artists", "popularity", "track_genre", *FEATURES]
    rows = [
        [an_id(n), f"Song {n}", f"Artist {n}", 50, "jazz", *FEATURES.values()] for n in range(5)
    ]
    text = "\n".join(",".join(map(str, row)) for row in [columns, *rows])
    Path("songs.csv").write_text(text, "utf-8")
    [line] = [line for line in blocks() if "catalogue add" in line]
    assert main(shlex.split(line.replace("FILE…", "songs.csv"))[1:]) == 0
    assert main(["catalogue", "info", "--catalogue", "data/catalogue"]) == 0
    assert "5" in capsys.readouterr().out


@pytest.mark.parametrize("command", named())
def test_commands_and_their_flags_exist(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    words = re.sub(r"[\[\]…]", " ", command).split()
    path = [word for word in words[:2] if re.fullmatch(r"[a-z][a-z-]*", word)]
    with pytest.raises(SystemExit) as ended:
        main([*path, "--help"])
    if ended.value.code:
        with pytest.raises(SystemExit) as ended:
            main([*path[:1], "--help"])
    assert ended.value.code == 0
    told = capsys.readouterr().out
    assert all(word in told for word in words if word.startswith("--"))


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m (tests[\w.]+)", README))))
def test_benchmarks_and_fault_runs_exist(module: str) -> None:
    assert importlib.util.find_spec(module) is not None


def test_pictures_and_files_that_are_named_are_there() -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]
