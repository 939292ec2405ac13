"""Priors laid over the catalogue in use."""

from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from models.prior import Prior
from models.prior_arrays import PriorArrays
from models.prior_blend import PriorBlend
from models.prior_ranker import RECIPE
from models.tracks import Ragged, Rows, Tracks
from storage.catalogue import Catalogue
from storage.priors import PriorError, StoredPrior

_RAGGED: Final = ("lists", "holders", "artist_lists", "artist_holders")
_FLAT: Final = (
    *("rows", "artists", "factors", "artist_amounts"),
    *("artist_factors", "list_factors", "artist_list_factors"),
)


def open_prior(folder: Path, catalogue: Catalogue, tracks: Tracks) -> PriorBlend:
    """Open the prior in use and lay it over a catalogue; raises `PriorError`."""
    return lay(StoredPrior.open(folder), catalogue, tracks)


def lay(stored: StoredPrior, catalogue: Catalogue, tracks: Tracks) -> PriorBlend:
    """Lay a prior over a catalogue: its own in milliseconds, another one by the tracks' ids.

    Raises `PriorError` where another version of the program made it.
    """
    if stored.recipe != RECIPE:
        raise PriorError(
            f"The prior {stored.version} was made by another version of the program: train it "
            "again with `cratemate prior train`."
        )
    arrays = _gather(stored)
    rows, artist = arrays.rows, tracks.artist
    if stored.catalogue != catalogue.version:
        rows = _find(stored, catalogue)
        artist = _translate(arrays, rows, tracks)
    return PriorBlend(Prior(arrays, rows, artist), stored.model, stored.version)


def _find(stored: StoredPrior, catalogue: Catalogue) -> Rows:
    ids = [track_id.decode() for track_id in stored.arrays["ids"].tolist()]
    known = catalogue.resolve(track_id for track_id in ids if track_id)
    rows = np.array([known.get(track_id, -1) for track_id in ids], dtype=np.int32)
    # Two items may have become one recording: the first one speaks for it.
    _, firsts = np.unique(rows, return_index=True)
    found = np.full(len(rows), -1, dtype=np.int32)
    found[firsts] = rows[firsts]
    return found


def _translate(arrays: PriorArrays, rows: Rows, tracks: Tracks) -> Rows:
    """Return (n,) the prior's numbers of the catalogue's artists, by the tracks both know."""
    size = int(tracks.artist.max(initial=-1)) + 2
    numbers = np.full(size, -1, dtype=np.int32)
    inside = np.flatnonzero((rows >= 0) & (arrays.artists >= 0))[::-1]
    numbers[tracks.artist[rows[inside]]] = arrays.artists[inside]
    numbers[-1] = -1
    return numbers[tracks.artist]


def flatten(arrays: PriorArrays) -> dict[str, NDArray[Any]]:
    """Return a prior's arrays by name, as a folder keeps them."""
    flat: dict[str, NDArray[Any]] = {name: getattr(arrays, name) for name in _FLAT}
    for name in _RAGGED:
        ragged: Ragged = getattr(arrays, name)
        flat |= {f"{name}_starts": ragged.starts, f"{name}_ids": ragged.ids}
    return flat


def _gather(stored: StoredPrior) -> PriorArrays:
    arrays = stored.arrays
    ragged = {name: Ragged(arrays[f"{name}_starts"], arrays[f"{name}_ids"]) for name in _RAGGED}
    return PriorArrays(**ragged, **{name: arrays[name] for name in _FLAT})  # pyright: ignore[reportArgumentType]
