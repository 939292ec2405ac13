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
    "kept: share of their own list's NDCG@100 that members keep with one list for all; worst: the "
    "same of the one in each group whom the list was expected to fit least; with nothing: members "
    f"who find nothing in it and would alone. 95 % bootstrap intervals over groups. *: served. "
    f"Goal: worst at least {GOAL} in groups of five."
)


def group_trial_as_text(trial: GroupTrial) -> str:
    """Return a table for each kind and size of groups."""
    lines = [f"{trial.members} members of the {trial.part} part, 20 likes each."]
    heading = ""
    for result in trial.results:
        new = f"{COMPANIES[result.company]} of {result.size}"
        if new != heading:
            heading = new
            lines += ["", f"{new:41}{'kept':>24}{'worst':>24}{'with nothing':>15}"]
        name = f"{result.strategy}{' *' if result.strategy is SERVED else ''}"
        lines.append(
            f"  {name:39}{_interval(result.kept):>24}{_interval(result.worst):>24}"
            f"{result.gap:>14.1%}"
        )
    return "\n".join([*lines, "", LEGEND, f"The run took {trial.took:,.0f} s."])


def group_trial_as_json(trial: GroupTrial) -> str:
    """Return everything."""
    return json.dumps({**asdict(trial), "served": SERVED, "goal": GOAL}, indent=2)


def _interval(interval: Interval) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"
