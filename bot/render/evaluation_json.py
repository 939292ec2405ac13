"""An evaluation as JSON: every figure of a run, for machines."""

import json
import math
from dataclasses import asdict
from typing import Any, cast

from models.evaluate import METRICS, Interval
from models.standings import Board, Duel, Report, Standing


def to_json(report: Report) -> str:
    """Return the report as JSON; numbers that mean nothing are null."""
    document = {
        "protocol": {
            "part": report.part,
            "seeds": report.counts,
            "splits": report.splits,
            "draws": report.draws,
            "members": report.members,
            "judged": report.judged,
            "lists_learned_from": report.lists,
            "catalogue": report.catalogue,
            "candidates": report.recordings,
            "unknown_entries": report.unknown,
            "seconds": round(report.took, 1),
        },
        "metrics": METRICS,
        "gates": [asdict(gate) for gate in report.gates],
        "rungs": [
            {
                "name": rung.recommender.name,
                "label": rung.recommender.label,
                "kind": rung.recommender.kind,
                "installed": rung.installed(),
                "too_few_lists": rung.recommender.label in report.unfit,
                "cpu_seconds": report.seconds.get(rung.recommender.name),
            }
            for rung in report.ladder
        ],
        "boards": [_board(board) for board in report.boards],
    }
    return json.dumps(_plain(document), indent=1, ensure_ascii=False) + "\n"


def _board(board: Board) -> dict[str, Any]:
    return {
        "seeds": board.count,
        "split": board.split,
        "standings": [_standing(standing) for standing in board.standings],
        "duels": [_duel(duel) for duel in board.duels],
    }


def _standing(standing: Standing) -> dict[str, Any]:
    calibration = standing.calibration
    return {
        "model": standing.model,
        "members": standing.members,
        "tasks": standing.tasks,
        "metrics": {name: asdict(interval) for name, interval in standing.metrics.items()},
        "coverage": standing.coverage,
        "rare_taste_ndcg": asdict(standing.rare),
        "mainstream_ndcg": asdict(standing.mainstream),
        "rare_over_mainstream": ratio(standing.rare, standing.mainstream),
        "calibration": calibration
        and {
            "predicted": calibration.predicted,
            "found": calibration.found,
            "ratios": calibration.ratios,
            "within_0.8_1.25": calibration.within(),
            "attainable_0.8_1.25": calibration.attainable,
        },
    }


def _duel(duel: Duel) -> dict[str, Any]:
    return {
        "ours": duel.ours,
        "other": duel.other,
        "must_win": duel.baseline,
        **asdict(duel.difference),
        "verdict": duel.difference.verdict,
        "among_new_artists": {**asdict(duel.among_new), "verdict": duel.among_new.verdict},
    }


def ratio(part: Interval, whole: Interval) -> float:
    """Return one mean over another, NaN over nothing."""
    return part.mean / whole.mean if whole.mean else float("nan")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in cast(dict[Any, Any], value).items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in cast(list[Any], value)]
    if isinstance(value, float):
        return round(value, 6) if math.isfinite(value) else None
    return value
