"""`cratemate catalogue report`: pictures of what a catalogue holds."""

import argparse
import sys
from pathlib import Path

from bot.cli.progress import ProgressLine


def run_report(arguments: argparse.Namespace) -> int:
    """Write a PNG for each picture and a page with all of them."""
    from bot.render.catalogue_page import pictures_page
    from bot.render.catalogue_pictures import draw_report
    from bot.services.catalogue import load_snapshot

    out: Path = arguments.out
    snapshot = load_snapshot(arguments.catalogue)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with ProgressLine(sys.stderr) as line:
            pictures = draw_report(snapshot.tracks, line.show)
        for picture in pictures:
            (out / f"{picture.name}.png").write_bytes(picture.png)
        summary = f"{len(snapshot.tracks):,} recordings; catalogue {snapshot.catalogue.version}."
        page = pictures_page("What the catalogue holds", summary, pictures)
        (out / "index.html").write_text(page, encoding="utf-8")
    except OSError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(pictures)} pictures written to {out}, and {out / 'index.html'} with all of them")
    return 0
