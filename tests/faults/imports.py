"""Damaged and made-up uploads in every format: no crash, no partial write.

`python -m tests.faults.imports [--examples 10000] [--seed 0]`

Hypothesis cuts, repeats and overwrites uploads of each format and makes up files of its own. Each
is read as the bot reads it. It must end in contents or in one of the sentences that members are
told; where it ends in contents, the likes are kept in a real store, all of them, and bringing them
again changes nothing; where it does not, the store stays as it was. Prints the outcomes by format;
the last line is JSON. Exits with 1 on anything else.
"""

import argparse
import asyncio
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cryptography.fernet import Fernet
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from bot.imports.entries import BadFile
from bot.imports.errors import refusal
from bot.imports.gathering import find, gather
from bot.imports.unpacking import read_upload
from bot.sandbox.songs import make_catalogue
from storage.catalogue import Catalogue
from storage.like import Source
from storage.store import Store
from tests.unit import import_files as files
from tests.unit.import_files import Song

_MEMBER = 1 << 60
_TRACKS = 300

_letters = st.characters(codec="utf-8")
_names = st.text(_letters, max_size=30)
_ids = st.from_regex(r"\A[0-9A-Za-z]{22}\Z")
_songs = st.lists(st.builds(Song, _ids, _names, _names, st.just("")), min_size=1, max_size=6)
_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(_letters, max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_names, inner, max_size=4),
    max_leaves=12,
)
_fields = st.sampled_from(
    [
        "tracks",
        "playlists",
        "items",
        "track",
        "artist",
        "uri",
        "trackName",
        "artistName",
        "msPlayed",
        "endTime",
        "ms_played",
        "ts",
        "master_metadata_track_name",
        "spotify_track_uri",
        "skipped",
    ]
)
_rows = st.dictionaries(_fields, _values, max_size=6)
_made_up = st.one_of(
    st.binary(max_size=200),
    st.lists(_rows, max_size=5).map(json.dumps).map(str.encode),
    st.fixed_dictionaries({"tracks": st.lists(_rows, max_size=5)}).map(json.dumps).map(str.encode),
    st.fixed_dictionaries({"playlists": _values}).map(json.dumps).map(str.encode),
    st.lists(st.lists(_names, max_size=4).map(",".join), max_size=6)
    .map(lambda rows: "title,artist,isrc,added at\n" + "\n".join(rows))
    .map(str.encode),
)

FORMATS: dict[str, Callable[[list[Song]], bytes]] = {
    "account": files.account,
    "library": lambda songs: files.library(songs).encode(),
    "playlists": lambda songs: files.playlists(songs).encode(),
    "extended": lambda songs: files.extended(songs).encode(),
    "history": lambda songs: files.history(songs).encode(),
    "exportify": lambda songs: files.exportify(songs).encode(),
    "tune-my-music": lambda songs: files.tune_my_music(songs).encode("utf-16"),
    "soundiiz": lambda songs: files.soundiiz(songs).encode("utf-8-sig"),
}


@st.composite
def damaged(draw: st.DrawFn, make: Callable[[list[Song]], bytes]) -> bytes:
    """Draw an upload of a format, most of the time damaged somewhere."""
    data = make(draw(_songs))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(data)))
        end = draw(st.integers(start, min(len(data), start + 40)))
        data = (
            data[:start] + draw(st.binary(max_size=8) | st.just(data[start:end] * 2)) + data[end:]
        )
    return data


class Trial:
    """Reads uploads and keeps what they hold in one store."""

    def __init__(self, store: Store, catalogue: Catalogue, loop: asyncio.Runner) -> None:
        self._store = store
        self._catalogue = catalogue
        self._loop = loop
        self.outcomes: Counter[tuple[str, str]] = Counter()

    def bring(self, name: str, data: bytes) -> None:
        """Bring one upload; raises AssertionError where it ends in neither way."""
        try:
            contents = read_upload(data)
        except BadFile as error:
            # A key without a sentence would raise here.
            told = refusal(error.key, error.values)
            self.outcomes[name, told.key.removeprefix("error-import-")] += 1
            return
        likes = [like for like, _ in find(self._catalogue, gather(contents.entries).entries)]
        self._loop.run(self._keep(likes))
        self.outcomes[name, "read"] += 1

    async def _keep(self, likes: list[Any]) -> None:
        member = await self._store.members.ensure(_MEMBER)
        await self._store.likes.replace(_MEMBER, member.generation, {Source.IMPORT}, likes)
        kept = await self._store.likes.of(_MEMBER)
        assert len(kept) == len({like.track_id for like in likes}) == len(likes)
        await self._store.likes.add(_MEMBER, member.generation, likes)
        assert await self._store.likes.of(_MEMBER) == kept


def run(examples: int, seed: int) -> dict[str, Any]:
    """Try so many uploads, spread over the formats; return the outcomes."""
    share = max(1, examples // (len(FORMATS) + 1))
    drawn = {name: damaged(make) for name, make in FORMATS.items()} | {"made up": _made_up}
    with tempfile.TemporaryDirectory() as name, asyncio.Runner() as loop:
        make_catalogue(Path(name) / "catalogue", count=_TRACKS)
        catalogue = Catalogue.open(Path(name) / "catalogue")
        key = Fernet.generate_key().decode()
        store = loop.run(Store.open(Path(name) / "store.sqlite", [key]))
        trial = Trial(store, catalogue, loop)
        for kind, strategy in drawn.items():
            _try(trial, kind, strategy, share, seed)
        loop.run(store.close())
        catalogue.close()
    table: dict[str, dict[str, int]] = {}
    for (kind, outcome), count in sorted(trial.outcomes.items()):
        table.setdefault(kind, {})[outcome] = count
    return {"examples": sum(trial.outcomes.values()), "outcomes": table}


def _try(
    trial: Trial, kind: str, strategy: st.SearchStrategy[bytes], examples: int, seed: int
) -> None:
    @seeded(seed)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate, Phase.shrink],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @given(strategy)
    def bring(data: bytes) -> None:
        trial.bring(kind, data)

    bring()


def main() -> int:
    """Try, print, judge."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--examples", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    try:
        result = run(options.examples, options.seed)
    except Exception as error:
        print(json.dumps({"good": False, "error": repr(error)}))
        raise
    for kind, outcomes in result["outcomes"].items():
        print(f"{kind:14}", ", ".join(f"{name} {count}" for name, count in outcomes.items()))
    print(json.dumps({**result, "good": True}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
