"""The words of a catalogue and where they stand: mapped arrays, in both directions.

Since words are in order, all words with one beginning are neighbours, and so are the places where
they stand. What must be there beside them is looked for the cheaper way: in the words of the rows
that are left, or in the rows of the words.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from storage.arrays import create_array, map_array, save_array

Reading = tuple[str, ...]
"""Beginnings of words that must all be there."""
Query = Sequence[Sequence[Reading]]
"""What must be there: of each group one reading."""

_Rows = NDArray[np.int32]

_END: Final = "\U0010ffff"
_CHECK_COST: Final = 40
"""Looking through a row's words takes as long as passing over so many rows of one word."""
_HEAD: Final = 8_192
"""Rows, the first ones, that are looked through where words are common."""


@dataclass(frozen=True, slots=True)
class WordArrays:
    """Which of `w` words, in order, stand in which of `n` rows, each once."""

    word_text: NDArray[np.uint8]
    """all words in UTF-8, with line feeds between them"""
    word_row_starts: NDArray[np.int64]
    """(w + 1,) word `i` is in the rows `word_rows[word_row_starts[i]:word_row_starts[i + 1]]`"""
    word_rows: _Rows
    row_word_starts: NDArray[np.int64]
    """(n + 1,) row `i` has the words `row_words[row_word_starts[i]:row_word_starts[i + 1]]`"""
    row_words: _Rows

    @classmethod
    def open(cls, folder: Path) -> Self:
        """Map the arrays of a folder; raises OSError or ValueError where one does not fit."""
        arrays = cls(**{field.name: map_array(folder, field.name) for field in fields(cls)})
        for starts, ids in (
            (arrays.word_row_starts, arrays.word_rows),
            (arrays.row_word_starts, arrays.row_words),
        ):
            if starts[0] != 0 or starts[-1] != len(ids) or len(ids) != len(arrays.row_words):
                raise ValueError("the arrays of its words do not fit each other")
        return arrays

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.row_word_starts) - 1


class WordIndex:
    """Finds rows by beginnings of words; may be asked from any thread."""

    def __init__(self, arrays: WordArrays) -> None:
        self._text = arrays.word_text
        self._starts = arrays.word_row_starts
        self._rows = arrays.word_rows
        self._row_starts = arrays.row_word_starts
        self._row_words = arrays.row_words

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._row_starts) - 1

    @cached_property
    def words(self) -> list[str]:
        """All words, in order; read at first need."""
        text = self._text.tobytes().decode("utf-8")
        return text.split("\n") if text else []

    def span(self, beginning: str) -> tuple[int, int]:
        """Return the first word with a beginning, and the one after the last."""
        first = bisect_left(self.words, beginning)
        if first == len(self.words) or not self.words[first].startswith(beginning):
            return first, first
        return first, bisect_left(self.words, beginning + _END, first)

    def begins(self, beginning: str) -> bool:
        """Return whether some word has a beginning."""
        first = bisect_left(self.words, beginning)
        return first < len(self.words) and self.words[first].startswith(beginning)

    def __contains__(self, word: str) -> bool:
        first = bisect_left(self.words, word)
        return first < len(self.words) and self.words[first] == word

    def weight(self, beginning: str) -> int:
        """Return how often words with a beginning are named; 0 where there is none."""
        first, last = self.span(beginning)
        return int(self._starts[last] - self._starts[first]) if last > first else 0

    def match(self, query: Query, limit: int) -> list[int]:
        """Return the first `limit` rows that have one reading of every group; none for no group."""
        known = [self._known(readings) for readings in query]
        if not known or not all(known):
            return []
        groups = sorted(known, key=self._group_weight)
        if self._are_common(groups, limit):
            rows = np.arange(min(_HEAD, len(self)), dtype=np.int32)
            for group in groups:
                rows = self._look_through(rows, group)
            if len(rows) >= limit:
                return rows[:limit].tolist()
        rows = self._standing(groups[0])
        for group in groups[1:]:
            if not len(rows):
                break
            rows = self._having(rows, group)
        return self._first(rows, limit)

    def _are_common(self, groups: Sequence[Sequence[Reading]], limit: int) -> bool:
        """Return whether the first rows should hold enough that has a reading of every group."""
        shares = (min(1.0, self._group_weight(group) / max(len(self), 1)) for group in groups)
        return _HEAD * prod(shares) > 2 * limit

    def _first(self, rows: _Rows, limit: int) -> list[int]:
        """Return the first of some rows, each once."""
        if len(rows) <= _CHECK_COST * limit:
            return np.unique(rows)[:limit].tolist()
        found = np.zeros(len(self), dtype=np.bool_)
        found[rows] = True
        return np.flatnonzero(found)[:limit].tolist()

    def _known(self, readings: Iterable[Reading]) -> list[Reading]:
        return [reading for reading in dict.fromkeys(readings) if all(map(self.begins, reading))]

    def _reading_weight(self, reading: Reading) -> int:
        return min(map(self.weight, reading))

    def _group_weight(self, group: Sequence[Reading]) -> int:
        return sum(map(self._reading_weight, group))

    def _standing(self, group: Sequence[Reading]) -> _Rows:
        """Return rows that have a reading of a group; one may come twice."""
        parts: list[_Rows] = []
        for reading in group:
            rarest, *others = sorted(reading, key=self.weight)
            rows = self._rows_of(rarest)
            for beginning in others:
                rows = self._having(rows, [(beginning,)])
            parts.append(rows)
        return np.concatenate(parts)

    def _rows_of(self, beginning: str) -> _Rows:
        first, last = self.span(beginning)
        return self._rows[self._starts[first] : self._starts[last]]

    def _having(self, rows: _Rows, group: Sequence[Reading]) -> _Rows:
        """Return those of some rows that have a reading of a group; one may come twice."""
        if _CHECK_COST * len(rows) < self._group_weight(group):
            return self._look_through(rows, group)
        wanted = np.zeros(len(self), dtype=np.bool_)
        wanted[rows] = True
        found = self._standing(group)
        return found[wanted[found]]

    def _look_through(self, rows: _Rows, group: Sequence[Reading]) -> _Rows:
        """Do as `_having` does by the words of the rows."""
        starts = self._row_starts[rows]
        counts = self._row_starts[rows + 1] - starts
        ends = np.cumsum(counts)
        owners = np.repeat(np.arange(len(rows)), counts)
        words = self._row_words[np.arange(len(owners)) + (starts - ends + counts)[owners]]
        single = [reading[0] for reading in group if len(reading) == 1]
        kept = self._are_named(single, words, owners, len(rows))
        for reading in group:
            if len(reading) > 1:
                each = [self._are_named([word], words, owners, len(rows)) for word in reading]
                kept |= np.logical_and.reduce(each)
        return rows[kept]

    def _are_named(
        self, beginnings: Sequence[str], words: _Rows, owners: NDArray[np.int64], count: int
    ) -> NDArray[np.bool_]:
        """Return (count,) whether each owner has a word with one of some beginnings."""
        wanted = np.zeros(len(self.words), dtype=np.bool_)
        for beginning in beginnings:
            first, last = self.span(beginning)
            wanted[first:last] = True
        found = np.zeros(count, dtype=np.bool_)
        found[owners[wanted[words]]] = True
        return found


class WordWriter:
    """Collects the words of rows, in order of the rows, and writes them as arrays."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._ids: list[_Rows] = []
        self._counts: list[NDArray[np.int64]] = []

    def add(self, texts: Iterable[str]) -> None:
        """Add the next rows, each as its folded text."""
        numbers = self._numbers
        rows = [list(dict.fromkeys(text.split())) for text in texts]
        ids = [numbers.setdefault(word, len(numbers)) for row in rows for word in row]
        self._ids.append(np.array(ids, np.int32))
        self._counts.append(np.array([len(row) for row in rows], np.int64))

    def save(self, folder: Path) -> None:
        """Write the arrays into a folder; the writer is empty afterwards."""
        words = sorted(self._numbers)
        save_array(folder, "word_text", np.frombuffer("\n".join(words).encode(), np.uint8))
        rank = np.empty(len(words), np.int32)
        rank[[self._numbers[word] for word in words]] = np.arange(len(words), dtype=np.int32)
        self._numbers.clear()
        row_starts = _starts(np.concatenate([*self._counts, np.empty(0, np.int64)]))
        save_array(folder, "row_word_starts", row_starts)
        word_starts = _starts(self._write_row_words(folder, rank, int(row_starts[-1])))
        save_array(folder, "word_row_starts", word_starts)
        self._write_word_rows(folder, word_starts)

    def _write_row_words(self, folder: Path, rank: _Rows, size: int) -> NDArray[np.int64]:
        """Number words by rank, write them, and return how many rows have each."""
        row_words = create_array(folder, "row_words", (size,), np.int32)
        counts, place = np.zeros(len(rank), np.int64), 0
        for ids in self._ids:
            ids[:] = rank[ids]
            counts += np.bincount(ids, minlength=len(rank))
            row_words[place : place + len(ids)] = ids
            place += len(ids)
        return counts

    def _write_word_rows(self, folder: Path, word_starts: NDArray[np.int64]) -> None:
        word_rows = create_array(folder, "word_rows", (int(word_starts[-1]),), np.int32)
        free, row = word_starts[:-1].copy(), 0
        for ids, lengths in zip(self._ids, self._counts, strict=True):
            rows = np.repeat(np.arange(row, row + len(lengths), dtype=np.int32), lengths)
            _deal(word_rows, free, ids, rows)
            row += len(lengths)
        self._ids.clear()
        self._counts.clear()


def _deal(word_rows: _Rows, free: NDArray[np.int64], words: _Rows, rows: _Rows) -> None:
    """Put each row at the next free place of its word, and move these places on."""
    order = np.argsort(words, kind="stable")
    found, first, counts = np.unique(words[order], return_index=True, return_counts=True)
    nth = np.arange(len(words)) - np.repeat(first, counts)
    word_rows[np.repeat(free[found], counts) + nth] = rows[order]
    free[found] += counts


def _starts(counts: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])
