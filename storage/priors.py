"""The folder of a prior: what was learned from other people's lists, as mapped arrays.

Versions stand side by side with one pointer to the one in use, as in a catalogue's folder.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, Self, cast

import numpy as np
from numpy.typing import NDArray

from storage.arrays import map_array, save_array
from storage.catalogue_folder import (
    CatalogueError,
    building,
    current_version,
    explain,
    read_manifest,
    version_of,
    write_manifest,
)

FORMAT: Final = 1
"""Raised when folders of an older program can no longer be read."""

_MODEL: Final = "ranker.bin"


class PriorError(Exception):
    """A prior cannot be read or built; the text is one sentence for the operator."""


@dataclass(frozen=True, slots=True)
class StoredPrior:
    """One version of a prior as it lies on the disk."""

    version: str
    catalogue: str
    """The version of the catalogue whose rows and artist numbers the arrays name."""
    recipe: str
    """What the ranker's columns mean; another recipe cannot read it."""
    arrays: Mapping[str, NDArray[Any]]
    """Mapped, read only."""
    model: bytes = field(repr=False)
    """The learned ranker; empty where the lists were too few to learn one."""
    facts: Mapping[str, Any]
    """What the operator may want to know: counts, sources, figures."""

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the prior in use; raises `PriorError` where there is none or it is broken."""
        version = current_prior(folder)
        if version is None:
            raise PriorError(
                f"There is no prior in {folder}: make one with "
                f"`cratemate prior train --lists FILE --into {folder}`."
            )
        try:
            return cls._open(folder / version)
        except (OSError, EOFError, ValueError, KeyError, TypeError) as error:
            raise PriorError(
                f"The prior in {folder} is damaged ({explain(error)}): train it again."
            ) from error

    @classmethod
    def _open(cls, folder: Path) -> Self:
        manifest = cast(dict[str, Any], read_manifest(folder))
        if manifest["format"] != FORMAT:
            raise ValueError("it was written by another version of the program")
        arrays = {name: map_array(folder, name) for name in manifest["arrays"]}
        for name, (kind, shape) in manifest["arrays"].items():
            if [str(arrays[name].dtype), list(arrays[name].shape)] != [kind, shape]:
                raise ValueError(f"{name}.npy does not fit")
        return cls(
            version=manifest["version"],
            catalogue=manifest["catalogue"],
            recipe=manifest["recipe"],
            arrays=arrays,
            model=(folder / _MODEL).read_bytes(),
            facts=manifest["facts"],
        )


def current_prior(folder: Path) -> str | None:
    """Return the version in use, None where there is none; raises `PriorError`."""
    try:
        return current_version(folder)
    except CatalogueError as error:
        raise PriorError(
            f"The pointer in {folder} cannot be read: train the prior again."
        ) from error


def write_prior(
    folder: Path,
    *,
    catalogue: str,
    recipe: str,
    arrays: Mapping[str, NDArray[Any]],
    model: bytes,
    facts: Mapping[str, Any],
) -> str:
    """Write a prior and take it into use; return its version. Raises `PriorError`."""
    try:
        with building(folder) as place:
            for name, values in arrays.items():
                save_array(place, name, np.ascontiguousarray(values))
            (place / _MODEL).write_bytes(model)
            version = version_of(place)
            kinds = {name: [str(a.dtype), list(a.shape)] for name, a in arrays.items()}
            write_manifest(
                place,
                {
                    "format": FORMAT,
                    "version": version,
                    "built_at": datetime.now(UTC).isoformat(timespec="seconds"),
                    "catalogue": catalogue,
                    "recipe": recipe,
                    "arrays": kinds,
                    "facts": dict(facts),
                },
            )
    except CatalogueError as error:
        raise PriorError(str(error)) from error
    except OSError as error:
        raise PriorError(f"The prior cannot be written to {folder}: {explain(error)}.") from error
    return version
