# pyright: basic
# scipy's sparse matrices ship no complete types.
"""Other people's lists as a sparse matrix, read from both sides."""

from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from scipy import sparse

from models.profiles import Indices
from models.tracks import Floats, Ragged


@dataclass(frozen=True, slots=True)
class Holdings:
    """Which of `v` things (tracks, artists) each list holds, and how much of each."""

    by_list: Any
    """(lists, v) CSR, float32."""
    by_thing: Any
    """(v, lists) CSR, the same turned round."""
    holders: Floats
    """(v,) how many lists hold each."""
    lengths: Floats
    """(lists,) length of each list as a vector, never 0."""

    @classmethod
    def of(cls, by_list: Ragged, by_thing: Ragged, amounts: Floats | None = None) -> Self:
        """Wrap both readings of the lists; `amounts` of the entries of `by_list`, else 1."""
        if amounts is None:
            amounts = turned = np.ones(len(by_list.ids), dtype=np.float32)
        else:
            turned = amounts[np.argsort(by_list.ids, kind="stable")]
        shape = (len(by_list), len(by_thing))
        rows = sparse.csr_array((amounts, by_list.ids, by_list.starts), shape=shape)
        columns = sparse.csr_array((turned, by_thing.ids, by_thing.starts), shape=shape[::-1])
        holders = np.diff(by_thing.starts).astype(np.float32)
        held = cls(rows, columns, holders, np.ones(len(by_list), dtype=np.float32))
        return cls(rows, columns, holders, held.lengths_by(np.ones_like(holders)))

    def __len__(self) -> int:
        return len(self.holders)

    def lengths_by(self, weights: Floats) -> Floats:
        """Return (lists,) the lengths with each thing (v,) weighing so much, never 0."""
        squares = self.by_list.copy()
        squares.data = np.square(squares.data)
        return np.sqrt(np.maximum(squares @ np.square(weights), 1e-9)).astype(np.float32)

    def shared(self, things: Indices, weights: Floats) -> Floats:
        """Return (lists,) the summed weights of the given things in each list."""
        found: Floats = self.by_thing[things].T @ weights.astype(np.float32)
        return found

    def spread(self, weights: Floats) -> Floats:
        """Return (v,) the summed weights of the lists that hold each thing."""
        found: Floats = self.by_list.T @ weights.astype(np.float32)
        return found

    def together(self, things: Indices) -> tuple[Indices, Indices, Floats]:
        """Return the place in `things`, the other thing, and in how many lists both stand."""
        counts = self.by_thing[things] @ self.by_list
        owners = np.repeat(np.arange(len(things)), np.diff(counts.indptr))
        return owners, counts.indices, counts.data

    def pairs(self, things: Indices, others: Indices) -> Floats:
        """Return (len(things), len(others)) in how many lists both stand, as far as they weigh."""
        found: Floats = (self.by_thing[things] @ self.by_thing[others].T).toarray()
        return found


def turn(lists: Ragged, size: int) -> Ragged:
    """Return which lists hold each of `size` things, the lists in rising order."""
    owners = np.repeat(np.arange(len(lists), dtype=np.int32), np.diff(lists.starts))
    order = np.argsort(lists.ids, kind="stable")
    starts = np.zeros(size + 1, dtype=np.int64)
    np.cumsum(np.bincount(lists.ids, minlength=size), out=starts[1:])
    return Ragged(starts, owners[order])


def collect(owners: Indices, things: Indices, lists: int) -> tuple[Ragged, Floats]:
    """Return what each list holds, each thing once, and how often it was named."""
    width = int(things.max(initial=0)) + 1
    keys, counts = np.unique(owners * width + things, return_counts=True)
    starts = np.zeros(lists + 1, dtype=np.int64)
    np.cumsum(np.bincount(keys // width, minlength=lists), out=starts[1:])
    return Ragged(starts, (keys % width).astype(np.int32)), counts.astype(np.float32)
