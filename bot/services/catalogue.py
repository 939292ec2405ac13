"""The catalogue in use: reloaded when another one is taken into use, text and arrays together."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.errors import CatalogueMissing
from models.tracks import AUDIO, Ragged, Tracks
from storage.arrays import AUDIO as STORED_AUDIO
from storage.catalogue import Catalogue, CatalogueError, current_version

_LOG = logging.getLogger(__name__)
_CHECK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the catalogue: what people read and what models read, row for row."""

    catalogue: Catalogue
    tracks: Tracks


class CatalogueService:
    """Hands out the catalogue in use; safe to ask from any thread.

    A snapshot stays valid for whoever holds it, also after a newer one was taken into use.
    """

    def __init__(self, folder: Path, *, now: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._now = now
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._check_at = float("-inf")

    def current(self) -> Snapshot:
        """Return the catalogue in use; raises `CatalogueMissing` where there is none.

        The folder is looked at every 5 seconds at most, and a reload takes milliseconds. Should
        the new version be unreadable, the one before stays in use.
        """
        with self._lock:
            if self._now() >= self._check_at:
                self._reload()
                self._check_at = self._now() + _CHECK_SECONDS
            if self._snapshot is None:
                self._check_at = float("-inf")
                raise CatalogueMissing
            return self._snapshot

    def _reload(self) -> None:
        try:
            version = current_version(self._folder)
            if self._snapshot and version in (None, self._snapshot.catalogue.version):
                return
            if version is not None:
                self._snapshot = load_snapshot(self._folder)
                _LOG.info("catalogue %s is in use", self._snapshot.catalogue.version)
        except CatalogueError as error:
            _LOG.warning("%s", error)


def load_snapshot(folder: Path) -> Snapshot:
    """Open the catalogue in use; raises `CatalogueError`."""
    catalogue = Catalogue.open(folder)
    return Snapshot(catalogue, load_tracks(catalogue))


def load_tracks(catalogue: Catalogue) -> Tracks:
    """Return the catalogue as the models read it; nothing is copied."""
    if STORED_AUDIO != AUDIO:
        raise CatalogueError("The catalogue's audio columns are not those the models read.")
    arrays = catalogue.arrays
    return Tracks(
        version=catalogue.version,
        audio=arrays.audio,
        popularity=arrays.popularity,
        year=arrays.year,
        explicit=arrays.explicit,
        song=arrays.song,
        artist=arrays.artist,
        artists=Ragged(arrays.artist_starts, arrays.artist_ids),
        genres=Ragged(arrays.genre_starts, arrays.genre_ids),
        genre_names=catalogue.genre_names,
    )
