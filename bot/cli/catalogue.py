"""`cratemate catalogue`: build, describe, search and resolve."""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from bot.cli.catalogue_fetch import add_fetch
from bot.cli.catalogue_report import run_report
from bot.cli.progress import ProgressLine
from storage.catalogue import Catalogue, CatalogueError, CatalogueTrack

if TYPE_CHECKING:
    from storage.catalogue_building import Report

# The modules that read tables bring pyarrow, which every other command would wait for: they are
# imported where they are used.

_FOLDER = Path("data/catalogue")


def add_parser(subcommands: Any) -> None:
    """Register the subcommand and what it can do."""
    parser = subcommands.add_parser(
        "catalogue", help="build and ask the catalogue of tracks", description=__doc__
    )
    actions = parser.add_subparsers(metavar="ACTION", required=True)
    _add_action(actions)
    add_fetch(actions)
    info = actions.add_parser("info", help="describe the catalogue in use")
    _name_folder(info, "--catalogue")
    info.set_defaults(run=_guard(run_info))
    search = actions.add_parser("search", help="find songs by the beginnings of words")
    search.add_argument("text", nargs="+", metavar="TEXT", help="words of a title or an artist")
    search.add_argument("--limit", type=_positive, default=25, help="at most so many (25)")
    _name_folder(search, "--catalogue")
    search.set_defaults(run=_guard(run_search))
    resolve = actions.add_parser("resolve", help="find the canonical id of each track id")
    resolve.add_argument("file", type=Path, metavar="FILE", help="CSV or Parquet with track_id")
    _name_folder(resolve, "--catalogue")
    resolve.add_argument("--out", type=Path, required=True, help="the Parquet file to write")
    resolve.set_defaults(run=_guard(run_resolve))
    report = actions.add_parser("report", help="draw what the catalogue holds: PNGs and a page")
    _name_folder(report, "--catalogue")
    report.add_argument("--out", type=Path, required=True, metavar="DIR", help="where to write")
    report.set_defaults(run=_guard(run_report))


def _add_action(actions: Any) -> None:
    add = actions.add_parser("add", help="merge feature tables (CSV or Parquet) into a catalogue")
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a table of tracks")
    _name_folder(add, "--into")
    add.add_argument("--replace", action="store_true", help="start anew instead of merging")
    add.set_defaults(run=_guard(run_add))


def run_add(arguments: argparse.Namespace) -> int:
    """Build a new version and say what became of every row."""
    from storage.catalogue_building import add_tables

    with ProgressLine(sys.stderr) as line:
        report = add_tables(
            arguments.files, arguments.into, replace=arguments.replace, progress=line.show
        )
    print(describe_report(report))
    return 0


def run_info(arguments: argparse.Namespace) -> int:
    """Describe the catalogue in use."""
    catalogue = Catalogue.open(arguments.catalogue)
    print(_describe_catalogue(catalogue))
    return 0


def run_search(arguments: argparse.Namespace) -> int:
    """Print the most popular recordings that fit."""
    found = Catalogue.open(arguments.catalogue).search(" ".join(arguments.text), arguments.limit)
    for track in found:
        print(_describe_track(track))
    if not found:
        print("nothing found", file=sys.stderr)
    return 0


def run_resolve(arguments: argparse.Namespace) -> int:
    """Write the canonical id of each id in a file, leaving out unknown ones."""
    from storage.tables import open_ids, write_texts

    catalogue = Catalogue.open(arguments.catalogue)
    ids = list(dict.fromkeys(filter(None, open_ids(arguments.file).track_ids())))
    rows = catalogue.resolve(ids)
    known = [track_id for track_id in ids if track_id in rows]
    tracks = catalogue.tracks([rows[track_id] for track_id in known])
    canonical = [track.track_id for track in tracks]
    write_texts(arguments.out, {"track_id": known, "canonical_id": canonical})
    aliases = sum(a != b for a, b in zip(known, canonical, strict=True))
    print(
        f"{len(known):,} of {len(ids):,} ids are known, {aliases:,} of them as aliases; "
        f"written to {arguments.out}"
    )
    return 0


def _guard(run: Callable[[argparse.Namespace], int]) -> Callable[[argparse.Namespace], int]:
    """Turn an error of the catalogue into one sentence and the exit code 2."""

    def guarded(arguments: argparse.Namespace) -> int:
        try:
            return run(arguments)
        except CatalogueError as error:
            print(error, file=sys.stderr)
            return 2

    return guarded


def _name_folder(parser: argparse.ArgumentParser, option: str) -> None:
    parser.add_argument(
        option, type=Path, default=_FOLDER, metavar="DIR", help=f"the catalogue ({_FOLDER})"
    )


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("must be at least 1")
    return value


def describe_report(report: "Report") -> str:
    """Say what became of every row that was added."""
    lines: list[str] = []
    for source in report.sources:
        refused = "; ".join(f"{count:,} {reason}" for reason, count in source.refused.items())
        lines.append(
            f"{source.name}: {source.read:,} rows read, {source.new:,} new recordings, "
            f"{source.merged:,} merged, {sum(source.refused.values()):,} refused"
            + (f" ({refused})" if refused else "")
        )
    grown = report.recordings - report.before
    change = f" ({grown:+,})" if report.before else ""
    lines.append(
        f"The catalogue holds {report.recordings:,} recordings{change} by {report.artists:,} "
        f"artists; {report.ids:,} ids lead to them."
    )
    if report.refused:
        lines.append(f"Refused rows are listed in {report.refused_file}.")
    return "\n".join(lines)


def _describe_catalogue(catalogue: Catalogue) -> str:
    manifest, arrays = catalogue.manifest, catalogue.arrays
    lines = [
        f"Catalogue {catalogue.version} in {catalogue.folder.parent}, built {manifest['built_at']}",
        f"{len(catalogue):,} recordings by {manifest['artists']:,} artists; "
        f"{manifest['ids']:,} ids lead to them.",
        f"{len(np.unique(arrays.song)):,} songs, {len(catalogue.genre_names):,} genres: "
        f"{', '.join(catalogue.genre_names) or 'none'}",
        "Known: " + ", ".join(f"{name} {share:.0%}" for name, share in _shares(catalogue)),
        "From:",
    ]
    for source in manifest["sources"]:
        lines.append(
            f"  {source['name']}: {source['read']:,} rows read, {source['new']:,} new recordings, "
            f"{source['merged']:,} merged, {sum(source['refused'].values()):,} refused"
        )
    return "\n".join(lines)


def _shares(catalogue: Catalogue) -> list[tuple[str, float]]:
    """Return each column's share of rows in which it is known."""
    arrays, rows = catalogue.arrays, max(1, len(catalogue))
    columns = {
        name: arrays.audio[:, place] for place, name in enumerate(catalogue.manifest["audio"])
    }
    columns |= {name: getattr(arrays, name) for name in ("popularity", "year", "explicit")}
    shares = [(name, float((~np.isnan(values)).mean())) for name, values in columns.items()]
    genres = float(np.count_nonzero(np.diff(arrays.genre_starts)) / rows)
    return [*shares, ("genres", genres)]


def _describe_track(track: CatalogueTrack) -> str:
    year = f" ({track.year})" if track.year else ""
    return f"{track.track_id}  {track.title} — {', '.join(track.artists)}{year}"
