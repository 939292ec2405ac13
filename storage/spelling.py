"""Search that forgives a typo: what finds too little is asked again with its words corrected.

A word is right where some word of the catalogue begins with it, since members search while they
type. Corrections are one edit away (a letter too many, too few, wrong, or two swapped), and a
space may be missing or too many.
"""

from collections.abc import Iterator

from storage.catalogue import Catalogue, CatalogueTrack
from storage.names import fold
from storage.words import Query, Reading, WordIndex

ENOUGH = 5
"""A search that finds fewer is asked again with corrected words."""
SURE = 3
"""So many words that are found together bear each other out: they are what was meant."""
LONGEST = 200
"""Characters of a text that are read; the rest cannot matter to a title."""

_MOST_WORDS = 12
_CORRECTIONS = 64
"""Beginnings that one word is corrected to at most, those of the most words first."""
_LONGEST_WORD = 24


class Vocabulary:
    """The words of a catalogue, and what a member may have meant by others."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        # Scripts do not mix in a typo, so letters are kept by their block of 256.
        self._letters: dict[int, list[str]] = {}
        for character in sorted(set("".join(index.words))):
            self._letters.setdefault(ord(character) >> 8, []).append(character)

    def near(self, word: str) -> list[str]:
        """Return beginnings of words that are one edit away, those of the most words first."""
        if len(word) > _LONGEST_WORD:
            return []
        weights = {edited: self._index.weight(edited) for edited in set(self._edits(word))}
        # One letter less at the end finds all that is found anyway, unless that is the whole word.
        shorter = word[:-1]
        if shorter not in self._index:
            weights.pop(shorter, None)
        weights.pop(word, None)
        known = [edited for edited, weight in weights.items() if weight]
        return sorted(known, key=lambda edited: (-weights[edited], edited))[:_CORRECTIONS]

    def _edits(self, word: str) -> Iterator[str]:
        blocks = {ord(character) >> 8 for character in word}
        letters = [letter for block in blocks for letter in self._letters.get(block, ())]
        for place in range(len(word)):
            before, after = word[:place], word[place:]
            if before and not self._index.begins(before):
                # No word begins like this, so the edit lies further left.
                return
            if len(after) > 1:
                yield before + after[1] + after[0] + after[2:]
            if len(word) > 1:
                # Something of the word has to stay.
                yield before + after[1:]
            for begun in (before + letter for letter in letters):
                if self._index.begins(begun):
                    yield begun + after
                    if len(word) > 1:
                        yield begun + after[1:]


class Search:
    """Searches one catalogue; may be asked from any thread."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._index = catalogue.words
        self._vocabulary = Vocabulary(self._index)

    def find(self, text: str, limit: int = 25) -> list[CatalogueTrack]:
        """Return recordings, most popular first: those that match, then those that nearly do.

        A text without words finds nothing.
        """
        words = fold(text[:LONGEST]).split()[:_MOST_WORDS]
        if not words or limit < 1:
            return []
        rows = self._index.match(_exact(words), limit)
        if len(rows) < (ENOUGH if len(words) < SURE else 1):
            rows = list(dict.fromkeys([*rows, *self._nearly(words, limit)]))[:limit]
        return self._catalogue.tracks(rows)

    def _nearly(self, words: list[str], limit: int) -> list[int]:
        """Return what the likeliest kind of mistake explains, most popular first."""
        for suggest in (self._respell, self._respell_more, self._respace):
            rows = {row for query in suggest(words) for row in self._index.match(query, limit)}
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
            if self._index.begins(word) and self._fit(respelled, place, place + 1):
                near = [(near,) for near in self._vocabulary.near(word)]
                yield [*respelled[:place], near, *respelled[place + 1 :]]

    def _fit(self, query: Query, first: int, last: int) -> bool:
        """Return whether anything has all words but these: none else can be what is wrong."""
        others = [*query[:first], *query[last:]]
        return not others or bool(self._index.match(others, 1))

    def _respelled(self, words: list[str]) -> list[list[Reading]]:
        return [
            [(word,)]
            if self._index.begins(word)
            else [(near,) for near in self._vocabulary.near(word)]
            for word in words
        ]

    def _respace(self, words: list[str]) -> Iterator[Query]:
        """Return what the member may have meant, with a space more, less or elsewhere."""
        exact = _exact(words)
        wrong = {place for place, word in enumerate(words) if not self._index.begins(word)}
        for length in (1, 2):
            for place in range(len(words) - length + 1):
                end = place + length
                if wrong <= {*range(place, end)} and self._fit(exact, place, end):
                    readings = self._read("".join(words[place:end]), joined=length > 1)
                    yield [*exact[:place], readings, *exact[end:]]

    def _read(self, word: str, *, joined: bool) -> list[Reading]:
        """Return a word as it is, if joined, and as two: with a space, or one for a letter."""
        readings: list[Reading] = [(word,)] if joined else []
        for cut in range(1, len(word)):
            first, *seconds = word[:cut], word[cut:], word[cut + 1 :]
            if first in self._index:
                readings += [(first, second) for second in seconds if self._index.begins(second)]
        return readings


def _exact(words: list[str]) -> list[list[Reading]]:
    return [[(word,)] for word in words]
