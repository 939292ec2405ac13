"""Ways to choose for a group, on planted tastes and by command."""

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from bot.cli import main
from bot.sandbox.songs import library, make_catalogue
from models.group import Strategy
from models.group_trial import Company, Listener, draw_groups, listener_of, try_strategies
from storage.catalogue import Catalogue


def listener(taste: int, seed: int) -> Listener:
    """One of four tastes of 200 songs each, of which they like 30, the more likely ones."""
    chances = np.random.default_rng(seed).random(800) * 0.01
    theirs = np.arange(200) + 200 * taste
    chances[theirs] += np.linspace(0.3, 0.01, 200)
    order = np.argsort(-chances, kind="stable")
    return listener_of(order, chances, theirs[:90:3])


TASTES = (("pop", "dance"), ("metal", "rock"))
LISTENERS = [listener(number % 4, number) for number in range(16)]


def test_a_floor_serves_the_worst_off_better_than_the_average_does() -> None:
    results = {
        (one.company, one.size, one.strategy): one for one in try_strategies(LISTENERS, (2, 5, 99))
    }
    assert {size for _, size, _ in results} == {2, 5}
    floor = results[Company.ANYBODY, 5, Strategy.FLOOR]
    average = results[Company.ANYBODY, 5, Strategy.AVERAGE]
    assert floor.worst.low > average.worst.mean
    for one in results.values():
        assert 0 <= one.gap <= 1
        assert one.kept.low <= one.kept.mean <= one.kept.high <= 1.05


def test_of_one_taste_everybody_keeps_nearly_all() -> None:
    alike = [listener(0, number) for number in range(8)]
    for one in try_strategies(alike, (4,)):
        assert one.kept.mean > 0.9


def test_groups_of_alike_members_are_of_one_taste() -> None:
    for group in draw_groups(LISTENERS, 4, Company.ALIKE):
        assert len(set(group)) == 4
        assert len({one % 4 for one in group}) == 1


def test_the_command_compares_all_ways(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_catalogue(tmp_path / "catalogue", 2_000)
    catalogue = Catalogue.open(tmp_path / "catalogue")
    entries = [
        (f"list {number}", track.track_id)
        for number in range(40)
        for track in library(catalogue, TASTES[number % 2], 60, number)
    ]
    lists = tmp_path / "lists.csv"
    pd.DataFrame(entries, columns=["list_id", "track_id"]).to_csv(lists, index=False)
    command = ["evaluate", "--catalogue", str(tmp_path / "catalogue"), "--lists", str(lists)]
    command += ["--groups", "2", "--members", "4", "--out", str(tmp_path / "out")]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert all(strategy in shown for strategy in Strategy)
    found = json.loads((tmp_path / "out" / "groups.json").read_text())
    assert len(found["results"]) == len(Strategy) * len(Company)
    assert main([*command, "--groups", "500"]) == 2
    assert "a group of 500 needs more" in capsys.readouterr().err
