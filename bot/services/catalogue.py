"""The catalogue in use: reloaded when another one is taken into use, text and arrays together."""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CatalogueMissing
from models.features import VERSION
from models.tracks import AUDIO, Ragged, Tracks
from storage.arrays import AUDIO as STORED_AUDIO
from storage.catalogue import Catalogue, CatalogueError, current_version
from storage.priors import PriorError, current_prior

if TYPE_CHECKING:
    from models.prior_blend import PriorBlend

# A prior brings scipy; who has none need not wait for it.

_LOG = logging.getLogger(__name__)
_CHECK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One version of the catalogue: what people read and what models read, row for row."""

    catalogue: Catalogue
    tracks: Tracks
    prior: "PriorBlend | None" = None
    """What other people's lists say of these tracks."""

    @property
    def features(self) -> str:
        """Return what a taste must have been learned from to be up to date."""
        return f"{VERSION}+{self.prior.version}" if self.prior else VERSION


class CatalogueService:
    """Hands out the catalogue in use; safe to ask from any thread.

    A snapshot stays valid for whoever holds it, also after a newer one was taken into use.
    """

    def __init__(
        self,
        folder: Path,
        prior: Path | None = None,
        *,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """Watch a catalogue's folder and, if given, a prior's."""
        self._folder = folder
        self._prior_folder = prior
        self._prior_version: str | None = None
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
            if version is None:
                return
            if self._snapshot is None or version != self._snapshot.catalogue.version:
                self._snapshot = load_snapshot(self._folder)
                self._prior_version = None
                _LOG.info("catalogue %s is in use", self._snapshot.catalogue.version)
            self._snapshot = self._with_prior(self._snapshot)
        except CatalogueError as error:
            _LOG.warning("%s", error)

    def _with_prior(self, snapshot: Snapshot) -> Snapshot:
        """Return the snapshot with the prior in use; without one where it is of no use."""
        if self._prior_folder is None:
            return snapshot
        try:
            version = current_prior(self._prior_folder)
            if version is None or version == self._prior_version:
                return snapshot
            # A prior that cannot be used is said so once, not every few seconds.
            self._prior_version = version
            laid = lay_prior(snapshot, self._prior_folder)
            _LOG.info("prior %s is in use", version)
            return laid
        except PriorError as error:
            _LOG.warning("%s", error)
            return snapshot


def load_snapshot(folder: Path, prior: Path | None = None) -> Snapshot:
    """Open the catalogue in use, and a prior over it; raises `CatalogueError`, `PriorError`."""
    catalogue = Catalogue.open(folder)
    snapshot = Snapshot(catalogue, load_tracks(catalogue))
    return lay_prior(snapshot, prior) if prior else snapshot


def lay_prior(snapshot: Snapshot, folder: Path) -> Snapshot:
    """Return a snapshot with the prior of a folder; raises `PriorError`."""
    from bot.services.priors import open_prior

    return replace(snapshot, prior=open_prior(folder, snapshot.catalogue, snapshot.tracks))


def explicit_songs(tracks: Tracks) -> frozenset[int]:
    """Return the songs known to be explicit in some version; many tables do not say."""
    return frozenset(tracks.song[tracks.explicit == 1].tolist())


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
