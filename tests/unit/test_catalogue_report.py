"""`cratemate catalogue report`, and what its pictures are drawn from."""

import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from bot.cli import main
from bot.render.catalogue_pictures import draw_report
from bot.sandbox.songs import make_catalogue
from bot.services.catalogue import load_snapshot
from models.background import Background
from models.overview import correlate, map_songs, trends
from models.tracks import AUDIO
from tests.planted import planted


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=2_000)
    return folder


def test_report_writes_pictures_and_a_page_that_describes_each(
    folder: Path, tmp_path: Path
) -> None:
    assert main(["catalogue", "report", "--catalogue", str(folder), "--out", str(tmp_path)]) == 0
    pictures = sorted(tmp_path.glob("*.png"))
    assert len(pictures) >= 8
    for file in pictures:
        picture = Image.open(file)
        assert picture.width == 1100
        assert len(set(picture.convert("L").resize((110, 60)).tobytes())) > 20, file.name
    page = (tmp_path / "index.html").read_text("utf-8")
    shown = dict(re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page))
    assert sorted(shown) == [file.name for file in pictures]
    assert all(len(described) > 30 for described in shown.values())


def test_report_leaves_out_what_the_catalogue_does_not_know(folder: Path) -> None:
    snapshot = load_snapshot(folder)
    unknown = np.full(len(snapshot.tracks), np.nan, dtype=np.float32)
    tracks = replace(
        snapshot.tracks,
        year=unknown,
        explicit=unknown,
        audio=np.full_like(unknown, np.nan)[:, None] + np.zeros(len(AUDIO), dtype=np.float32),
    )
    names = [picture.name for picture in draw_report(tracks)]
    assert names == ["popularity", "genres"]


def test_report_without_a_catalogue_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["catalogue", "report", "--catalogue", str(tmp_path / "none"), "--out", str(tmp_path)]
    assert main(wanted) == 2
    assert "catalogue" in capsys.readouterr().err
    assert not list(tmp_path.glob("*.png"))


def test_correlations_years_and_groups_are_those_that_were_planted() -> None:
    tracks = planted(1_500).tracks
    rng = np.random.default_rng(1)
    audio = np.array(tracks.audio)
    energy, loudness, valence = (AUDIO.index(n) for n in ("energy", "loudness", "valence"))
    audio[:, loudness] = 2 * audio[:, energy] - 9
    years = rng.integers(1990, 2000, len(tracks)).astype(np.float32)
    audio[:, valence] = (years - 1990) / 10
    tracks = replace(tracks, audio=audio, year=years)
    names, table = correlate(tracks)
    assert table[names.index("energy"), names.index("loudness")] == pytest.approx(1, abs=1e-5)
    assert (table == table.T).all()
    [trend] = trends(tracks, ("valence",))
    assert trend.years.tolist() == list(range(1990, 2000))
    assert np.allclose(trend.middle, np.arange(10) / 10)
    found = map_songs(Background.of(tracks))
    assert found is not None
    sizes = np.bincount(found.labels)
    assert len(sizes) == 6
    assert (np.diff(sizes) <= 0).all()
    assert found.points.shape == (len(found.items), 2)
