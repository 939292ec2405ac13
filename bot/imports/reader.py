"""The process that reads one upload: whatever is in it, the bot's own process goes on.

`python -m bot.imports.reader CATALOGUE SECONDS` takes the bytes on standard input and answers on
standard output, a line of JSON each: how many tracks there are, batches of likes, at last the
outcome. What takes more than SECONDS of a processor is ended by the signal SIGXCPU.
Nothing of the upload is logged or written to a disk.
"""

import json
import resource
import sys
from collections import Counter
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from bot.imports.entries import BadFile, Contents
from bot.imports.gathering import find, gather
from bot.imports.unpacking import read_upload
from storage.catalogue import Catalogue, CatalogueError
from storage.like import Like, Source

BATCH: Final = 100
MOST_REFUSED: Final = 1_000
"""Refused rows of which the report tells; all are counted."""
_MOST_MEMORY: Final = 3 * 2**30
_LAST_SECONDS: Final = 5
"""Between the signal that can be told apart and the one that nothing outlives."""

_Line = dict[str, Any]


def main() -> int:
    """Read one upload."""
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_MEMORY, _MOST_MEMORY))
    seconds = int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + _LAST_SECONDS))
    try:
        _answer(_outcome(read_upload(sys.stdin.buffer.read()), Path(sys.argv[1])))
    except BadFile as error:
        _answer({"error": error.key, "values": error.values})
    except CatalogueError:
        _answer({"error": "error-catalogue-missing", "values": {}})
    except MemoryError:
        _answer({"error": "error-import-bomb", "values": {}})
    return 0


def _outcome(contents: Contents, catalogue: Path) -> _Line:
    gathered = gather(contents.entries)
    _answer({"total": len(gathered.entries)})
    found: Counter[str] = Counter()
    batch: list[_Line] = []
    for like, by in find(Catalogue.open(catalogue), gathered.entries):
        found[by.value] += 1
        batch.append({**_packed(like), "found": by.value})
        if len(batch) == BATCH:
            _answer({"likes": batch})
            batch = []
    _answer({"likes": batch})
    reasons = Counter(reason.value for _, reason in contents.refused)
    return {
        "formats": sorted(contents.formats),
        "rows": len(contents.entries) + len(contents.refused),
        "tracks": len(gathered.entries),
        "seldom": gathered.seldom,
        "over": gathered.over,
        "found": found,
        "reasons": reasons,
        "refused": [(place, reason.value) for place, reason in contents.refused[:MOST_REFUSED]],
    }


def _answer(line: _Line) -> None:
    print(json.dumps(line), flush=True)


def _packed(like: Like) -> _Line:
    packed = asdict(like)
    packed["liked_at"] = like.liked_at.isoformat() if like.liked_at else None
    del packed["source"]
    return packed


def unpack_like(packed: _Line) -> Like:
    """Return a like that crossed between the processes."""
    when = packed["liked_at"]
    packed = {
        **packed,
        "source": Source.IMPORT,
        "artists": tuple(packed["artists"]),
        "liked_at": datetime.fromisoformat(when) if when else None,
    }
    return Like(**packed)


if __name__ == "__main__":
    sys.exit(main())
