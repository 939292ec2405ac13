"""`cratemate similar`: songs like the ones named, by what answers /similar."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storage.catalogue import CatalogueError
from storage.priors import PriorError

if TYPE_CHECKING:
    from bot.errors import MemberError
    from bot.services.similar import SimilarSong

# What finds and compares takes its time to import: it is imported where it is used.

_TOP = 10


class SimilarError(Exception):
    """What was asked for cannot be answered; the text says why in one sentence."""


def add_parser(subcommands: Any) -> None:
    """Register the subcommand."""
    parser = subcommands.add_parser(
        "similar",
        help="find songs like one song or like several together",
        description="Find the songs of a catalogue that are most like one song, or like up to "
        "five together, by sound, years and genre: the nearest first, whoever plays them, where "
        "/similar shows at most two of an artist.",
    )
    parser.add_argument(
        "tracks", nargs="+", metavar="TRACK", help="an id, a Spotify link, or a title in quotes"
    )
    parser.add_argument("--catalogue", type=Path, required=True, metavar="DIR")
    parser.add_argument(
        "--prior", type=Path, metavar="DIR", help="what `cratemate prior train` has made"
    )
    parser.add_argument(
        "--top", type=int, default=_TOP, metavar="N", help=f"songs to find ({_TOP})"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print similar songs; 2 and one sentence on standard error where that cannot be done."""
    try:
        songs = _find(arguments.catalogue, arguments.prior, arguments.tracks, arguments.top)
    except (SimilarError, CatalogueError, PriorError) as error:
        print(error, file=sys.stderr)
        return 2
    print(_as_json(songs) if arguments.json else _as_table(songs))
    return 0


def _find(folder: Path, prior: Path | None, asked: list[str], top: int) -> "list[SimilarSong]":
    from bot.errors import MemberError
    from bot.services.catalogue import load_snapshot
    from bot.services.finding import SongFinder
    from bot.services.similar import MOST_SEEDS, different, find_similar, place_tracks
    from models.similar import Terms

    if len(asked) > MOST_SEEDS:
        raise SimilarError(f"At most {MOST_SEEDS} tracks can be named, not {len(asked)}.")
    if top < 1:
        raise SimilarError("--top must be at least 1.")
    snapshot = load_snapshot(folder, prior)
    finder = SongFinder(snapshot.catalogue)
    try:
        seeds = different([finder.resolve(text) for text in asked])
        return find_similar(snapshot, place_tracks(snapshot), seeds, Terms(top))
    except MemberError as error:
        raise SimilarError(_sentence(error)) from error


def _sentence(error: "MemberError") -> str:
    """Return what a member would be told, without what is only true in Discord."""
    from bot.errors import NothingSimilar, NoTrackLink, SongUnknown, TrackUnknown

    match error:
        case SongUnknown():
            return f"The catalogue has no song called {error.values['text']!r}."
        case TrackUnknown():
            return "The catalogue does not hold the track of that id or link."
        case NoTrackLink():
            return "That is a link to something else than a track."
        case NothingSimilar():
            return f"Too little is known to tell what is like {error.values['title']!r}."
        case _:
            raise error


def _as_json(songs: "list[SimilarSong]") -> str:
    shapes = [
        {
            "track_id": song.track.track_id,
            "title": song.track.title,
            "artists": list(song.track.artists),
            "score": song.score,
        }
        for song in songs
    ]
    return json.dumps(shapes, ensure_ascii=False, indent=2)


def _as_table(songs: "list[SimilarSong]") -> str:
    width = max(len(song.track.track_id) for song in songs)
    return "\n".join(
        f"{song.score:6.3f}  {song.track.track_id:{width}}  "
        f"{song.track.title} — {', '.join(song.track.artists)}"
        for song in songs
    )
