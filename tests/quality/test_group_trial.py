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


def test_the_fairest_list_serves_the_worst_off_best_and_no_list_passes_the_limit() -> None:
    results = {
        (one.company, one.size, one.strategy): one
        for one in try_strategies(LISTENERS, (2, 5, 99), groups=16)
    }
    assert {size for _, size, _ in results} == {2, 5}
    for company in Company:
        five = {way: results[company, 5, way] for way in Strategy}
        fairest = five[Strategy.FAIREST]
        assert fairest.expected == max(one.expected for one in five.values())
        assert fairest.expected > 0.95 * fairest.limit
    fairest = results[Company.ANYBODY, 5, Strategy.FAIREST]
    assert fairest.worst.low > results[Company.ANYBODY, 5, Strategy.AVERAGE].worst.mean
    for one in results.values():
        assert one.expected <= one.limit + 1e-9
        assert 0 <= one.gap <= 1
        assert one.kept.low <= one.kept.mean <= one.kept.high <= 1.05
        assert one.lowest.mean <= min(one.kept.mean, one.told + 0.02)
    assert fairest.worst.mean < fairest.roomy.low


def test_what_is_kept_is_what_was_found() -> None:
    """Two members with one song each to be found, at the top alone: together one comes second."""
    rows, chances = np.arange(4), np.array([0.5, 0.4, 0.3, 0.2])
    one_member = listener_of(rows, chances, np.array([0]))
    assert (one_member.solo, one_member.ranked) == (1, 1)
    ranked_last = listener_of(rows[::-1], chances, np.array([0]))
    assert ranked_last.solo == 1
    assert ranked_last.ranked == pytest.approx(1 / np.log2(5))
    other = listener_of(rows + 4, np.append(np.zeros(4), chances), np.array([4]))
    (result,) = [
        one
        for one in try_strategies([one_member, other], (2,), groups=2)
        if (one.company, one.strategy) == (Company.ANYBODY, Strategy.AVERAGE)
    ]
    assert result.kept.mean == pytest.approx((1 + 1 / np.log2(3)) / 2)
    assert result.lowest.mean == pytest.approx(1 / np.log2(3))
    assert result.gap == 0


def test_of_one_taste_everybody_keeps_nearly_all() -> None:
    alike = [listener(0, number) for number in range(8)]
    for one in try_strategies(alike, (4,), groups=8):
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
