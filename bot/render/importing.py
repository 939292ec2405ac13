"""What became of an import as a layout, and the file that tells the rest."""

import csv
import io
from typing import Any, Final

from discord import ui

from bot.imports.gathering import MOST_LIKES
from bot.render.parts import Item, layout, text
from bot.render.wording import Wording
from bot.results.importing import Imported, Searching

FILE: Final = "import-report.csv"
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def progress(say: Wording, step: Searching) -> ui.LayoutView:
    """How far it is."""
    return layout(text(say("import-reading", done=step.done, total=step.total)))


def report(say: Wording, done: Imported) -> ui.LayoutView:
    """The counts; the file, where there is one, is attached under its name."""
    parts: list[Item] = [text("\n".join(_lines(say, done)))]
    if _has_file(done):
        file: ui.File[Any] = ui.File(f"attachment://{FILE}")
        parts += [text(say("import-file")), file]
    parts.append(text(say("import-only-music")))
    return layout(*parts)


def _lines(say: Wording, done: Imported) -> list[str]:
    formats = ", ".join(say(f"import-format-{name}") for name in done.formats)
    lines = [
        say("import-title", rows=done.rows, tracks=done.tracks),
        say("import-known-as", formats=formats),
    ]
    if done.tracks:
        lines.append(
            say(
                "import-matched",
                matched=done.matched,
                ids=done.by_id,
                isrcs=done.by_isrc,
                names=done.by_name,
            )
        )
    if done.unmatched:
        lines.append(say("import-unmatched", count=len(done.unmatched)))
    if done.seldom:
        lines.append(say("import-seldom", count=done.seldom))
    if done.over:
        lines.append(say("import-over", count=done.over, most=MOST_LIKES))
    if done.reasons:
        reasons = [
            say("import-reasons", count=count, reason=say(f"import-reason-{reason}"))
            for reason, count in sorted(done.reasons.items())
        ]
        count = sum(done.reasons.values())
        lines.append(say("import-refused", count=count, reasons=", ".join(reasons)))
    return [*lines, _outcome(say, done)]


def _outcome(say: Wording, done: Imported) -> str:
    if not done.new:
        return say("import-nothing-new")
    if done.learned is None:
        return say("import-learning", new=done.new)
    return say("import-learned", known=done.learned)


def _has_file(done: Imported) -> bool:
    return bool(done.unmatched or done.refused)


def report_file(say: Wording, done: Imported) -> bytes | None:
    """Return a CSV of unmatched tracks and refused rows; None where there are none."""
    if not _has_file(done):
        return None
    lines = io.StringIO(newline="")
    lines.write(say("import-file-header") + "\r\n")
    table = csv.writer(lines)
    for track in done.unmatched:
        names = (track.title, ", ".join(track.artists))
        table.writerow([say("import-file-unmatched"), *map(_plain, names)])
    for place, reason in done.refused:
        table.writerow([say("import-file-refused"), _plain(place), say(f"import-reason-{reason}")])
    return lines.getvalue().encode("utf-8-sig")


def _plain(value: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{value}" if value.startswith(_FORMULA) else value
