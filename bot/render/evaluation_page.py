"""An evaluation as one self-contained page: tables and pictures drawn by hand, no script."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Final

from bot.render.evaluation import (
    HEADINGS,
    LEGEND,
    difference,
    figures,
    labels_of,
    mark,
    number,
    ours_of,
    score,
    summary,
    title,
)
from models.evaluate import METRICS, TOP, Calibration
from models.standings import Board, Duel, Report, Standing

_STYLE: Final = """
:root { color-scheme: light dark; --ink: #1d2126; --paper: #fff; --line: #d4d8dd; --soft: #5b6570;
  --ours: #0b6e4f; --bar: #4a78b5; --band: #0b6e4f22; --bad: #a3361f; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --paper: #16191d; --line: #363c44;
  --soft: #9aa4af; --ours: #5fd0a5; --bar: #86b1ea; --band: #5fd0a522; --bad: #f0907a; } }
body { font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; } h3 { font-size: 1rem; }
.wide { overflow-x: auto; } p.note { color: var(--soft); font-size: .87rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; font-size: .87rem; }
th, td { padding: .25rem .6rem; border-bottom: 1px solid var(--line); text-align: right;
  white-space: nowrap; }
th:first-child, td:first-child, td.text { text-align: left; } td.text { white-space: normal; }
tr.ours td:first-child { color: var(--ours); font-weight: 600; }
.wins, .holds { color: var(--ours); font-weight: 600; } .loses, .fails { color: var(--bad);
  font-weight: 600; }
svg { max-width: 100%; height: auto; } svg text { fill: var(--ink); font: 12px system-ui; }
svg .axis { stroke: var(--line); } svg .soft { fill: var(--soft); }
"""

_COLUMNS_SHOWN: Final = 15

_BESIDE: Final = (
    "average_precision",
    "r_precision",
    "distance",
    "f1",
    "liked_f1",
    "prevalence",
    "brier_skill",
    "log_loss_skill",
)


def html_report(report: Report, importance: Sequence[tuple[str, float]] = ()) -> str:
    """Return the whole page; `importance` is what the shared ranker goes by, the largest first."""
    labels = labels_of(report)
    parts = [
        "<!doctype html>",
        '<html lang="en"><head><meta charset="utf-8"><title>Judged honestly</title>',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<style>{_STYLE}</style></head><body>",
        "<h1>Judged honestly</h1>",
        f"<p>{escape(summary(report))}. Catalogue {escape(report.catalogue)}; "
        f"{report.unknown:,} entries of the lists are not in it. "
        f"The run took {report.took:,.0f} s.</p>",
        "<h2>Leak gates</h2>",
        _table(
            ("gate", "", "what was found"),
            (
                (escape(gate.name), _word(mark(gate.passed)), escape(gate.finding))
                for gate in report.gates
            ),
            text_columns=(2,),
        ),
    ]
    for board in report.boards:
        parts += _board(board, labels)
    if importance:
        parts += ["<h2>What the shared ranker goes by</h2>", _importance(importance)]
    missing = [rung.recommender.label for rung in report.ladder if not rung.installed()]
    if missing:
        parts.append(f"<p>Not installed: {escape(', '.join(missing))}.</p>")
    if report.unfit:
        parts.append(f"<p>Too few lists to learn from: {escape(', '.join(report.unfit))}.</p>")
    parts += ["<h2>Time</h2>", _times(report, labels), "</body></html>"]
    return "\n".join(parts) + "\n"


def _importance(columns: Sequence[tuple[str, float]]) -> str:
    """Return bars of columns by their share of what the ranker's trees have gained."""
    shown = columns[:_COLUMNS_SHOWN]
    rows = [
        f'<text x="152" y="{20 * place + 15}" text-anchor="end">{escape(name)}</text>'
        f'<rect x="160" y="{20 * place + 4}" width="{330 * share / shown[0][1]:.1f}" height="13" '
        f'fill="var(--bar)"/>'
        f'<text x="{166 + 330 * share / shown[0][1]:.1f}" y="{20 * place + 15}">{share:.1%}</text>'
        for place, (name, share) in enumerate(shown)
    ]
    told = ", ".join(f"{name} {share:.1%}" for name, share in shown[:5])
    return (
        f'<svg viewBox="0 0 550 {20 * len(shown) + 8}" width="660" role="img" '
        f'aria-label="Share of the gain by column: {escape(told)}">{"".join(rows)}</svg>'
        '<p class="note">Share of what its trees have gained in training, over the fixed '
        "comparison that they begin at.</p>"
    )


def _board(board: Board, labels: Mapping[str, str]) -> list[str]:
    ours = ours_of(board)
    parts = [
        f"<h2>{escape(title(board))}</h2>",
        _bars(board.standings, labels, set(ours)),
        _table(
            ("", *HEADINGS, "members"),
            (
                (escape(labels[each.model]), *figures(each), str(each.members))
                for each in board.standings
            ),
            marked=[each.model in ours for each in board.standings],
        ),
        f'<p class="note">{escape(LEGEND)}</p>',
        "<h3>Beside accuracy</h3>",
        _table(
            ("", *(METRICS[name] for name in _BESIDE)),
            (
                (
                    escape(labels[each.model]),
                    *(number(each.metrics[name].mean, 4) for name in _BESIDE),
                )
                for each in board.standings
            ),
            marked=[each.model in ours for each in board.standings],
        ),
        _confusion(board.standings, labels),
    ]
    for name, duels in ours.items():
        parts += [f"<h3>{escape(labels[name])} against the others</h3>", _duels(duels, labels)]
    for each in board.standings:
        if each.calibration and each.model in ours:
            parts += [f"<h3>Calibration of {escape(labels[each.model])}</h3>"]
            parts.append(_calibration(each.calibration))
    return parts


def _table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    marked: Sequence[bool] = (),
    text_columns: Sequence[int] = (),
) -> str:
    head = "".join(f"<th>{escape(heading)}</th>" for heading in headings)
    body: list[str] = []
    for place, row in enumerate(rows):
        kind = ' class="ours"' if place < len(marked) and marked[place] else ""
        cells = "".join(
            f'<td class="text">{cell}</td>' if column in text_columns else f"<td>{cell}</td>"
            for column, cell in enumerate(row)
        )
        body.append(f"<tr{kind}>{cells}</tr>")
    return f'<div class="wide"><table><tr>{head}</tr>{"".join(body)}</table></div>'


def _word(word: str) -> str:
    return f'<span class="{escape(word.split()[0].lower())}">{escape(word)}</span>'


def _duels(duels: Sequence[Duel], labels: Mapping[str, str]) -> str:
    table = _table(
        ("", "difference of NDCG@100, 95 %", "verdict", "new artists only", "verdict", ""),
        (
            (
                escape(labels[duel.other]),
                difference(duel.difference),
                _word(duel.difference.verdict),
                difference(duel.among_new),
                _word(duel.among_new.verdict),
                "" if duel.baseline else "for comparison",
            )
            for duel in duels
        ),
    )
    return f"<p>Against what it must beat: {escape(score(duels))}.</p>{table}"


def _confusion(standings: Sequence[Standing], labels: Mapping[str, str]) -> str:
    """Say what the first 100 come to as a confusion matrix of a mean member."""
    rows: list[Sequence[str]] = []
    for each in standings:
        found, held_out = each.metrics["found"].mean, each.metrics["held_out"].mean
        prevalence = each.metrics["prevalence"].mean
        size = held_out / prevalence if prevalence else float("nan")
        rows.append(
            (
                escape(labels[each.model]),
                number(found, 1),
                number(TOP - found, 1),
                number(held_out - found, 1),
                f"{size - TOP - held_out + found:,.0f}",
                number(found / TOP, 3),
                number(each.metrics["recall"].mean, 3),
            )
        )
    headings = ("", "found", "wrong", "missed", "rightly left out", "precision", "recall")
    note = (
        f"The first {TOP} tracks taken as “liked”, a mean member. Read it beside the prevalence "
        "above: at so few likes a list of nothing but wrong tracks is right about 99.9 % of the "
        "catalogue."
    )
    return f'<h3>Confusion</h3>{_table(headings, rows)}<p class="note">{escape(note)}</p>'


def _bars(standings: Sequence[Standing], labels: Mapping[str, str], ours: set[str]) -> str:
    """Draw NDCG@100 with its intervals."""
    most = max((each.metrics["ndcg"].high for each in standings), default=0) or 1
    left, right, step = 280, 40, 22
    width, height = 600, step * len(standings) + 30
    scale = (width - left - right) / most
    parts = [
        f'<svg viewBox="0 0 {width} {height}" width="{1.2 * width:.0f}" role="img" '
        'aria-label="NDCG@100 of each rung with its 95 % interval; the table says the same">'
    ]
    for place, each in enumerate(standings):
        ndcg = each.metrics["ndcg"]
        y = 20 + step * place
        colour = "var(--ours)" if each.model in ours else "var(--bar)"
        parts.append(
            f'<text x="{left - 10}" y="{y + 4}" text-anchor="end">{escape(labels[each.model])}'
            f'</text><rect x="{left}" y="{y - 6}" width="{ndcg.mean * scale:.1f}" height="12" '
            f'fill="{colour}" opacity="0.75"/>'
            f'<line x1="{left + ndcg.low * scale:.1f}" x2="{left + ndcg.high * scale:.1f}" '
            f'y1="{y}" y2="{y}" stroke="var(--ink)" stroke-width="1.5"/>'
            f'<text x="{left + ndcg.high * scale + 6:.1f}" y="{y + 4}" class="soft">'
            f"{number(ndcg.mean, 3)}</text>"
        )
    return "".join(parts) + "</svg>"


def _calibration(calibration: Calibration) -> str:
    """Draw predicted against found, with the band in which the goal lies."""
    pairs = list(zip(calibration.predicted, calibration.found, strict=True))
    most = max(max(pair) for pair in pairs) * 1.05 or 1
    size, margin = 320, 40
    scale = (size - margin) / most

    def at(predicted: float, found: float) -> str:
        return f"{margin + predicted * scale:.1f},{size - margin - found * scale + 20:.1f}"

    band = " ".join((at(0, 0), at(most, most / 1.25), at(most, most), at(most * 0.8, most)))
    dots = "".join(
        f'<circle cx="{x}" cy="{y}" r="5" fill="var(--ours)"/>'
        for x, y in (at(*pair).split(",") for pair in pairs)
    )
    base = size - margin + 20
    ratios = ", ".join(number(ratio, 2) for ratio in calibration.ratios)
    return (
        f'<svg viewBox="0 0 {size + 20} {size + 20}" width="{size}" role="img" '
        f'aria-label="predicted over found in ten groups: {ratios}">'
        f'<polygon points="{band}" fill="var(--band)"/>'
        f'<line class="axis" x1="{margin}" y1="{base}" x2="{size}" y2="{base}"/>'
        f'<line class="axis" x1="{margin}" y1="20" x2="{margin}" y2="{base}"/>{dots}'
        f'<text x="{size}" y="{base + 16}" text-anchor="end">predicted, to {most:.1f}</text>'
        f'<text x="{margin}" y="14">found</text></svg>'
        f"<p>Predicted over found: {ratios}; {calibration.within()} of "
        f"{len(calibration.ratios)} groups within 0.8–1.25. With forecasts that are right on the "
        f"whole and at every level, as many members as these and as different, "
        f"{number(calibration.attainable, 1)} would be on average.</p>"
    )


def _times(report: Report, labels: Mapping[str, str]) -> str:
    return _table(
        ("", "processor seconds a task"),
        (
            (escape(labels[name]), f"{seconds:.2f}")
            for name, seconds in report.seconds.items()
            if name in labels
        ),
    )
