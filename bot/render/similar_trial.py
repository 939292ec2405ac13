"""The trial of representations for `/similar` as text and JSON."""

import json
from dataclasses import asdict
from typing import Final

from models.alike_evidence import MEASURES
from models.alike_trial import DECISIVE, OURS, Evidence, Result, Trial
from models.evaluate import Interval

EVIDENCE: Final = {
    Evidence.LISTS: "Same held-out list, other artists; what the list itself says is hidden",
    Evidence.ARTIST: "Same artist, the artist hidden; not of one album or one list",
    Evidence.GENRE: "Same genre: no evidence but an echo, genre is an input",
}
LEGEND: Final = (
    f"popularity matched: a right answer among 99 wrong ones as popular. behind ours: "
    f"{MEASURES[DECISIVE]}, paired by list, artist or seed; 95 % bootstrap intervals."
)


def trial_as_text(trial: Trial) -> str:
    """Return a table for each kind of evidence."""
    lines = [
        f"{trial.pool:,} tracks of {trial.recordings:,} stand in lists; ours learned from "
        f"{trial.taught:,} lists, judged by the {trial.part} part."
    ]
    for evidence, results in trial.results.items():
        groups, seeds = trial.asked[evidence]
        lines += ["", f"{EVIDENCE[evidence]} ({groups:,} groups, {seeds:,} seeds)"]
        lines += _table(evidence, results)
    lines += ["", *(f"{label}: not installed (extra `research`)" for label in trial.missing)]
    return "\n".join([*lines, LEGEND, f"The run took {trial.took:,.0f} s."])


def trial_as_json(trial: Trial) -> str:
    """Return everything but the learned map."""
    shape = {
        "part": trial.part,
        "recordings": trial.recordings,
        "pool": trial.pool,
        "taught": trial.taught,
        "missing": trial.missing,
        "seconds": trial.took,
        "shares": dict(zip(("map", "genre", "prior"), trial.learned.shares.tolist(), strict=True)),
        "evidence": {
            evidence: {
                "what": EVIDENCE[evidence],
                "groups": trial.asked[evidence][0],
                "seeds": trial.asked[evidence][1],
                "results": [asdict(result) for result in results],
            }
            for evidence, results in trial.results.items()
        },
    }
    return json.dumps(shape, ensure_ascii=False, indent=2)


def _table(evidence: Evidence, results: tuple[Result, ...]) -> list[str]:
    if not results or not results[0].values:
        return ["  nothing to ask about"]
    names = dict(MEASURES)
    if evidence is Evidence.GENRE:
        names = {"precision": "precision@10", "mrr": "MRR"}
    headings = "".join(f"{name:>30}" for name in names.values())
    lines = [f"  {'':36}{headings}{'behind ours':>30}"]
    for result in results:
        cells = "".join(f"{_interval(result.values[name]):>30}" for name in names)
        behind = "" if result.name == OURS else _interval(result.behind, sign="+")
        lines.append(f"  {result.label:36}{cells}{behind:>30}")
    return lines


def _interval(interval: Interval, sign: str = "") -> str:
    form = f"{sign}.4f"
    return f"{interval.mean:{form}} [{interval.low:{form}}, {interval.high:{form}}]"
