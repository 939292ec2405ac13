"""Search that forgives a typo: what finds too little is asked again with its words corrected.

A word is right where some word of the catalogue begins with it, since members search while they
type. Corrections are one edit away (a letter too many, too few, wrong, or two swapped), and a
space may be missing or too many.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from storage.catalogue import Catalogue, CatalogueTrack
from storage.names import fold

ENOUGH = 5
"""A search that finds fewer is asked again with corrected words."""
LONGEST = 200
"""Characters of a text that are read; the rest cannot matter to a title."""

_MOST_WORDS = 12
_CORRECTIONS = 64
"""Beginnings that one word is corrected to at most, those of the most words first."""
_LONGEST_WORD = 24
_SPELLED_OUT = 8
"""Words that a beginning is replaced by at most."""
_INDEXED = 3
"""Letters of the longest beginnings that the catalogue has an index of."""
_END = "\U0010ffff"

Reading = tuple[str, ...]
"""Beginnings of words that must all be there."""
Query = Sequence[Sequence[Reading]]
"""What must be there: of each group one reading."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All words of a catalogue, in order."""

    words: tuple[str, ...]
    below: tuple[int, ...]
    """How many recordings name the words before each word; one entry more than there are words."""
    letters: dict[int, str]
    """The characters that occur, by their block of 256: scripts do not mix in a typo."""

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Vocabulary":
        """Read a catalogue's words: 30 ms for 40,000 recordings."""
        text = catalogue.text
        text.query(
            "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab(main, words, row)"
        )
        # SQLite orders by UTF-8 and Python by code points, which is the same order.
        counted = text.query("SELECT term, doc FROM temp.vocabulary ORDER BY term")
        blocks: dict[int, set[str]] = {}
        for character in {character for word, _ in counted for character in word}:
            blocks.setdefault(ord(character) >> 8, set()).add(character)
        return cls(
            words=tuple(word for word, _ in counted),
            below=tuple(accumulate((count for _, count in counted), initial=0)),
            letters={block: "".join(sorted(found)) for block, found in blocks.items()},
        )

    def weight(self, beginning: str) -> int:
        """Return how often words with this beginning are named; 0 where there is none."""
        first = bisect_left(self.words, beginning)
        if first == len(self.words) or not self.words[first].startswith(beginning):
            return 0
        return self.below[bisect_left(self.words, beginning + _END, first)] - self.below[first]

    def beginning_with(self, beginning: str, most: int) -> tuple[str, ...]:
        """Return the first `most` words with a beginning."""
        first = bisect_left(self.words, beginning)
        last = bisect_left(self.words, beginning + _END, first, min(first + most, len(self.words)))
        return self.words[first:last]

    def __contains__(self, word: str) -> bool:
        place = bisect_left(self.words, word)
        return place < len(self.words) and self.words[place] == word

    def near(self, word: str) -> list[str]:
        """Return beginnings of words that are one edit away, those of the most words first."""
        if len(word) > _LONGEST_WORD:
            return []
        weights = {edited: self.weight(edited) for edited in set(self._edits(word))}
        # One letter less at the end finds all that is found anyway, unless that is the whole word.
        shorter = word[:-1]
        if shorter not in self:
            weights.pop(shorter, None)
        weights.pop(word, None)
        known = [edited for edited, weight in weights.items() if weight]
        return sorted(known, key=lambda edited: (-weights[edited], edited))[:_CORRECTIONS]

    def _edits(self, word: str) -> Iterator[str]:
        letters = "".join(self.letters.get(block, "") for block in {ord(c) >> 8 for c in word})
        for place in range(len(word)):
            before, after = word[:place], word[place:]
            if before and not self.weight(before):
                # No word begins like this, so the edit lies further left.
                return
            if len(after) > 1:
                yield before + after[1] + after[0] + after[2:]
            for letter in letters:
                yield before + letter + after
            if len(word) > 1:
                # Something of the word has to stay.
                yield before + after[1:]
                yield from (before + letter + after[1:] for letter in letters)


class Search:
    """Searches one catalogue; may be asked from any thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._vocabulary = Vocabulary.of(catalogue)

    def find(self, text: str, limit: int = 25) -> list[CatalogueTrack]:
        """Return recordings, most popular first: those that match, then those that nearly do.

        A text without words finds nothing.
        """
        words = fold(text[:LONGEST]).split()[:_MOST_WORDS]
        if not words or limit < 1:
            return []
        rows = self._match(_exact(words), limit)
        if len(rows) < ENOUGH:
            rows = list(dict.fromkeys([*rows, *self._nearly(words, limit)]))[:limit]
        return self._catalogue.tracks(rows)

    def _nearly(self, words: list[str], limit: int) -> list[int]:
        """Return what the likeliest kind of mistake explains, most popular first."""
        for suggest in (self._respell, self._respell_more, self._respace):
            rows = {row for query in suggest(words) for row in self._match(query, limit)}
            if rows:
                return sorted(rows)
        return []

    def _respell(self, words: list[str]) -> Iterator[Query]:
        """Return what may be meant where words are wrong, each of them by one edit."""
        respelled = self._respelled(words)
        if respelled != _exact(words):
            yield respelled

    def _respell_more(self, words: list[str]) -> Iterator[Query]:
        """Return what may be meant where one more word is wrong, though there is such a word."""
        respelled = self._respelled(words)
        for place, word in enumerate(words):
            if self._vocabulary.weight(word):
                near = [(near,) for near in self._vocabulary.near(word)]
                yield [*respelled[:place], near, *respelled[place + 1 :]]

    def _respelled(self, words: list[str]) -> list[list[Reading]]:
        vocabulary = self._vocabulary
        return [
            [(word,)] if vocabulary.weight(word) else [(near,) for near in vocabulary.near(word)]
            for word in words
        ]

    def _respace(self, words: list[str]) -> Iterator[Query]:
        """Return what the member may have meant, with a space more, less or elsewhere."""
        exact = _exact(words)
        wrong = {place for place, word in enumerate(words) if not self._vocabulary.weight(word)}
        for length in (1, 2):
            for place in range(len(words) - length + 1):
                end = place + length
                if wrong <= {*range(place, end)}:
                    readings = self._read("".join(words[place:end]), joined=length > 1)
                    yield [*exact[:place], readings, *exact[end:]]

    def _read(self, word: str, *, joined: bool) -> list[Reading]:
        """Return a word as it is, if joined, and as two: with a space, or one for a letter."""
        vocabulary = self._vocabulary
        readings: list[Reading] = [(word,)] if joined else []
        for cut in range(1, len(word)):
            first, *seconds = word[:cut], word[cut:], word[cut + 1 :]
            if first in vocabulary:
                readings += [(first, second) for second in seconds if vocabulary.weight(second)]
        return readings

    def _match(self, query: Query, limit: int) -> list[int]:
        weight = self._vocabulary.weight
        groups = [[r for r in readings if all(map(weight, r))] for readings in query]
        if not all(groups):
            return []
        found = self._catalogue.text.query(
            "SELECT rowid - 1 FROM words WHERE words MATCH ? ORDER BY rowid LIMIT ?",
            " AND ".join(f"({' OR '.join(map(self._expression, group))})" for group in groups),
            limit,
        )
        return [row for (row,) in found]

    def _expression(self, reading: Reading) -> str:
        """Return a reading in the language of FTS5."""
        return f"({' AND '.join(map(self._beginning, reading))})"

    def _beginning(self, beginning: str) -> str:
        # What a long beginning finds is merged before the first row comes out, over 4 ms where
        # 50,000 recordings have it; words are met one by one, and short ones have an index.
        words = self._vocabulary.beginning_with(beginning, _SPELLED_OUT + 1)
        if len(beginning) <= _INDEXED or len(words) > _SPELLED_OUT:
            return f"{_quoted(beginning)}*"
        return f"({' OR '.join(map(_quoted, words))})"


def _exact(words: list[str]) -> list[list[Reading]]:
    return [[(word,)] for word in words]


def _quoted(word: str) -> str:
    doubled = word.replace('"', '""')
    return f'"{doubled}"'
