"""What was found about a member's model, in plain words and as pictures."""

from typing import Any, Final

import discord
import numpy as np
from discord import ui

from bot.charts.judged import draw_calibration, draw_confusion, draw_pairs
from bot.charts.kinds import draw_bars, draw_pairs_of_bars
from bot.render.parts import layout, text
from bot.render.wording import Wording
from bot.results.pictures import Picture
from models.background import MEASURES
from models.portrait import SHOWN
from models.tracks import Floats
from models.verdict import PAIRED, Kind, Verdict

_SHOWN_OTHERS: Final = 300
"""Other songs in the pairs plot: more would hide the likes."""
_DISLIKED: Final = 5
"""Songs with a thumbs-down from which on likes are held against them."""


def report_pictures(say: Wording, found: Verdict) -> list[Picture]:
    """Return the pictures of a report; work for a thread."""
    liked, other = say("report-liked"), say("report-other")
    kinds = [(say(f"report-kind-{one.kind}"), one.average_precision) for one in found.scores]
    kinds.append((say("report-chance"), found.prevalence))
    against, rest = _against(found)
    gaps = [
        (say(f"taste-{name}"), value)
        for name in SHOWN
        if np.isfinite(value := _gap(found.liked, rest, MEASURES.index(name)))
    ]
    weights = [(say(f"taste-driver-{one.kind}"), one.shared, one.own) for one in found.importance]
    sides = (say("report-importance-shared"), say("report-importance-own"))
    chosen = [MEASURES.index(name) for name in PAIRED]
    shown = rest[:: max(1, len(rest) // _SHOWN_OTHERS)]
    title = {name: say(f"report-title-{name}", against=against) for name in _NAMES}
    png = {
        "kinds": draw_bars(title["kinds"], kinds, "{:.2f}".format),
        "confusion": draw_confusion(
            title["confusion"],
            (liked, other),
            (say("report-called-liked"), say("report-called-other")),
            found.confusion,
        ),
        "gaps": draw_bars(
            title["gaps"], gaps, "{:+z.2f}".format, 0.4, say("report-gaps-note", against=against)
        )
        if gaps
        else b"",
        "importance": draw_pairs_of_bars(title["importance"], weights, sides),
        "pairs": draw_pairs(
            title["pairs"],
            [say(f"taste-{name}") for name in PAIRED],
            ((liked, found.liked[:, chosen]), (say(f"report-{against}"), shown[:, chosen])),
        ),
        "calibration": draw_calibration(
            title["calibration"], say("report-foretold"), say("report-seen"), found.calibration
        ),
    }
    words = {
        "kinds": ", ".join(f"{name} {value:.2f}" for name, value in kinds),
        "confusion": "; ".join(
            f"{name}: {yes} / {no}"
            for name, (yes, no) in zip((liked, other), found.confusion, strict=True)
        ),
        "gaps": ", ".join(f"{name} {value:+.2f}" for name, value in gaps),
        "importance": ", ".join(f"{name} {a:.0%} + {b:.0%}" for name, a, b in weights)
        + f" ({' + '.join(sides)})",
        "pairs": ", ".join(say(f"taste-{name}") for name in PAIRED),
        "calibration": ", ".join(f"{a:.0%} → {b:.0%}" for a, b in found.calibration),
    }
    return [
        Picture(f"taste-{name}", title[name], f"{title[name]}: {words[name]}"[:1_000], png[name])
        for name in _NAMES
        if png[name]
    ]


_NAMES: Final = ("kinds", "confusion", "importance", "gaps", "pairs", "calibration")


def report_page(say: Wording, found: Verdict, pictures: list[Picture]) -> ui.LayoutView:
    """The report: held-out scores in words, a table by class, then the pictures."""
    yours = next(one for one in found.scores if one.kind is Kind.YOURS)
    heading = say(
        "report",
        likes=found.likes,
        others=found.others,
        auc=round(100 * yours.auc),
        precision=f"{yours.average_precision:.2f}",
        prevalence=f"{found.prevalence:.3f}",
    )
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        *(
            discord.MediaGalleryItem(f"attachment://{one.name}.png", description=one.described)
            for one in pictures
        )
    )
    table = f"```\n{_table(say, found)}\n```"
    return layout(text(heading), text(table), gallery, text(say("report-footer")))


def _table(say: Wording, found: Verdict) -> str:
    """Return precision, recall, F1 and number of songs of both classes."""
    (hit, missed), (wrong, right) = found.confusion
    heads = [say(f"report-{name}") for name in ("precision", "recall", "f1", "support")]
    lines = [("", *heads)]
    for name, good, lost, taken in (
        (say("report-liked"), hit, missed, wrong),
        (say("report-other"), right, wrong, missed),
    ):
        figures = (good / max(good + taken, 1), good / max(good + lost, 1))
        both = 2 * good / max(2 * good + lost + taken, 1)
        lines.append((name, *(f"{value:.2f}" for value in (*figures, both)), str(good + lost)))
    widths = [max(len(line[place]) for line in lines) for place in range(5)]
    return "\n".join(
        line[0].ljust(widths[0])
        + "".join(
            "  " + cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)
        )
        for line in lines
    )


def _against(found: Verdict) -> tuple[str, Floats]:
    """Return what the likes are held against: songs with a thumbs-down, or any others."""
    if len(found.disliked) >= _DISLIKED:
        return "disliked", found.disliked
    return "other", found.rest


def _gap(liked: Floats, rest: Floats, column: int) -> float:
    if not np.isfinite(liked[:, column]).any() or not np.isfinite(rest[:, column]).any():
        return float("nan")
    return float(np.nanmean(liked[:, column]) - np.nanmean(rest[:, column]))
