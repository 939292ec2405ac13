"""An evaluation as a table in the terminal."""

from collections.abc import Mapping, Sequence
from math import isnan
from typing import Final

from models.evaluate import Interval, Verdict
from models.splits import Split
from models.standings import Board, Duel, Report, Standing

SPLITS: Final = {
    Split.RANDOM: "random",
    Split.NEW_ARTISTS: "new artists only",
    Split.LATER: "liked later",
}
HEADINGS: Final = (
    "NDCG@100",
    "95 %",
    "new only",
    "recall",
    "AUC",
    "rare half",
    "new",
    "novelty",
    "covers",
    "rare/main",
)
"""The columns beside a rung's name; `legend` says what they mean."""
LEGEND: Final = (
    "new only: NDCG@100 where no artist of a seed's may be recommended, as when a member asks for "
    "new artists; rare half: NDCG of the least popular half of what was held out; new: share of "
    "the first 100 by artists none of the seeds is by; novelty: share of the catalogue more "
    "popular than they; covers: share of the catalogue in anybody's first 100; rare/main: NDCG of "
    "the fifth of members with the rarest taste over that of the mainstream fifth; verdicts: "
    "paired bootstrap over members, 95 %, a win has its lower bound above zero."
)


def terminal_report(report: Report) -> str:
    """Return gates, tables and verdicts as plain text."""
    labels = labels_of(report)
    lines = [summary(report), "", "Leak gates"]
    lines += [f"  {mark(gate.passed)} {gate.name}: {gate.finding}" for gate in report.gates]
    for board in report.boards:
        lines += ["", *_board(board, labels)]
    missing = [r.recommender.label for r in report.ladder if not r.installed()]
    lines += ["", *(f"{label}: not installed (extra `research`)" for label in missing)]
    lines += [f"{label}: too few lists to learn from" for label in report.unfit]
    lines += [LEGEND, f"The run took {report.took:,.0f} s."]
    return "\n".join(lines)


def summary(report: Report) -> str:
    """Return in one line what was judged on what."""
    return (
        f"{report.judged:,} {report.part} members, {report.draws} draws each, "
        f"{report.recordings:,} candidates, {report.lists:,} other lists to learn from"
    )


def labels_of(report: Report) -> dict[str, str]:
    """Return what people read for each rung."""
    return {rung.recommender.name: rung.recommender.label for rung in report.ladder}


def mark(passed: bool) -> str:
    """Return a word for a gate."""
    return "holds" if passed else "FAILS"


def title(board: Board) -> str:
    """Return a board's heading."""
    return f"{board.count} seeds, split {board.split}: {SPLITS[board.split]}"


def figures(standing: Standing) -> list[str]:
    """Return the cells under `HEADINGS`."""
    metrics = standing.metrics
    rare, mainstream = standing.rare.mean, standing.mainstream.mean
    return [
        number(metrics["ndcg"].mean, 3),
        f"{number(metrics['ndcg'].low, 3)}–{number(metrics['ndcg'].high, 3)}",
        number(metrics["new_ndcg"].mean, 3),
        number(metrics["recall"].mean, 3),
        number(metrics["auc"].mean, 3),
        number(metrics["rare_ndcg"].mean, 3),
        number(metrics["new_artists"].mean, 2),
        number(metrics["novelty"].mean, 2),
        number(standing.coverage, 2),
        number(rare / mainstream if mainstream else float("nan"), 2),
    ]


def number(value: float, places: int) -> str:
    """Return a number without a leading zero, a dash where it means nothing."""
    if isnan(value):
        return "–"
    text = f"{value:.{places}f}"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def difference(interval: Interval) -> str:
    """Return a signed difference with its interval."""
    bounds = f"[{interval.low:+.3f}, {interval.high:+.3f}]"
    return f"{interval.mean:+.3f} {bounds}"


def score(duels: Sequence[Duel]) -> str:
    """Return how one of ours fared against what it must beat."""
    must = [duel.difference.verdict for duel in duels if duel.baseline]
    counts = [f"{verdict} {must.count(verdict)}" for verdict in Verdict]
    return f"{', '.join(counts)} of {len(must)}"


def ours_of(board: Board) -> dict[str, list[Duel]]:
    """Return the duels of each of ours."""
    duels: dict[str, list[Duel]] = {}
    for duel in board.duels:
        duels.setdefault(duel.ours, []).append(duel)
    return duels


def headline(board: Board, other: str) -> Duel | None:
    """Return the duel of a rung with the last of ours that sees what it sees."""
    duels = [duel for duel in board.duels if duel.other == other]
    must = [duel for duel in duels if duel.baseline]
    return (must or duels or [None])[-1] if other not in ours_of(board) else None


def _board(board: Board, labels: Mapping[str, str]) -> list[str]:
    most = max(standing.members for standing in board.standings)
    names: list[str] = []
    rows: list[list[str]] = []
    for standing in board.standings:
        few = f" ({standing.members})" if standing.members < most else ""
        names.append(labels[standing.model] + few)
        duel = headline(board, standing.model)
        verdict = f"{duel.difference.verdict} {difference(duel.difference)}" if duel else ""
        rows.append([*figures(standing), verdict])
    headings = (*HEADINGS, "ours against it")
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    wide = max(map(len, names)) + 2
    lines = [title(board), _line("", headings, widths, wide)]
    lines += [_line(name, row, widths, wide) for name, row in zip(names, rows, strict=True)]
    ours = ours_of(board)
    for place, (name, duels) in enumerate(ours.items()):
        lines += _fared(labels[name], duels, labels)
        lines += [
            f"    over {labels[duel.other]}: {difference(duel.difference)}"
            for duel in duels
            if duel.other in list(ours)[:place]
        ]
    return lines + _calibrations(board, labels)


def _fared(name: str, duels: Sequence[Duel], labels: Mapping[str, str]) -> list[str]:
    """Say in how many comparisons one of ours won, and name those it did not."""
    must = [duel for duel in duels if duel.baseline]
    lines = [f"  {name}, against what it must beat: {score(duels)}"]
    lines += [
        f"    {duel.difference.verdict} against {labels[duel.other]}, {difference(duel.difference)}"
        for duel in must
        if duel.difference.verdict is not Verdict.WINS
    ]
    new = [duel.among_new.verdict for duel in must]
    counts = ", ".join(f"{verdict} {new.count(verdict)}" for verdict in Verdict)
    return [*lines, f"    where a member asks for new artists only: {counts} of {len(new)}"]


def _calibrations(board: Board, labels: Mapping[str, str]) -> list[str]:
    lines: list[str] = []
    for standing in board.standings:
        calibration = standing.calibration
        if calibration and standing.model in ours_of(board):
            ratios = " ".join(number(ratio, 2) for ratio in calibration.ratios)
            lines.append(
                f"  {labels[standing.model]}, predicted over found in ten groups: {ratios}; "
                f"{calibration.within()} of {len(calibration.ratios)} within 0.8–1.25; "
                f"right forecasts would have {number(calibration.attainable, 1)}"
            )
    return lines


def _line(name: str, cells: Sequence[str], widths: Sequence[int], wide: int) -> str:
    *numbers, last = (cell.rjust(width) for cell, width in zip(cells, widths, strict=True))
    padded = "  ".join((*numbers, last.strip()))
    return f"  {name:<{wide}}{padded}".rstrip()
