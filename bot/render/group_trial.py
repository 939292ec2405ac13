"""The trial of ways to choose for a group as text and JSON."""

import json
from dataclasses import asdict
from typing import Final

from models.evaluate import Interval
from models.group import SERVED
from models.group_trial import Company, GroupTrial

GOAL: Final = 0.8
"""Of their own NDCG@100, for the worst-served member of five."""
COMPANIES: Final = {
    Company.ANYBODY: "Groups of anybody",
    Company.ALIKE: "Groups of members whose lists are alike",
}
LEGEND: Final = (
    "kept: share of NDCG@100 of a list for them alone that members keep with one list for all",
    "worst: the same of the one in each group whom the list was expected to fit least",
    "with room: the same of a list with 100 songs for each of them, beside 100 alone",
    "lowest: the smallest share that anybody in a group was found to keep, bad luck included",
    "with nothing: members who find nothing in it and would alone",
    "expected: what the list was expected to be worth to the worst-served, by the probabilities",
    "limit: what no list can be expected to be worth to everyone in the group",
    "told: lowest of a list by somebody who knows which of their songs are held out",
    f"*: served. 95 % bootstrap intervals over groups. Goal: worst at least {GOAL} in groups of 5.",
)
COLUMNS: Final = ("kept", "worst", "with room", "lowest")


def group_trial_as_text(trial: GroupTrial) -> str:
    """Return a table for each kind and size of groups."""
    lines = [
        f"{trial.members} members of the {trial.part} part, 20 likes each. NDCG@100 of lists for "
        f"one: {trial.solo:.3f}; of the ranking of /recommend, which leans to new artists: "
        f"{trial.ranked:.3f}."
    ]
    heading = ""
    for result in trial.results:
        ends = f"limit {result.limit:.3f}, told {result.told:.2f}"
        new = f"{COMPANIES[result.company]} of {result.size}: {ends}"
        if new != heading:
            heading = new
            titles = "".join(f"{title:>15}" for title in COLUMNS)
            lines += ["", new, f"{'':16}{titles}{'with nothing':>15}{'expected':>11}"]
        name = f"{result.strategy}{' *' if result.strategy is SERVED else ''}"
        shares = (result.kept, result.worst, result.roomy, result.lowest)
        lines.append(
            f"  {name:14}{''.join(f'{_interval(share):>15}' for share in shares)}"
            f"{result.gap:>14.1%}{result.expected:>12.3f}"
        )
    return "\n".join([*lines, "", *LEGEND, f"The run took {trial.took:,.0f} s."])


def group_trial_as_json(trial: GroupTrial) -> str:
    """Return everything."""
    return json.dumps({**asdict(trial), "served": SERVED, "goal": GOAL}, indent=2)


def _interval(interval: Interval) -> str:
    return f"{interval.mean:.3f} ±{(interval.high - interval.low) / 2:.3f}"
