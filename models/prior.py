"""What other people's lists say of a member's likes: which tracks and artists go together.

A prior knows `v` items: the recordings of a catalogue that lists hold, and what lists hold besides,
which still tells whose list is like whose. It compares a member's likes with all tracks at once.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from models.factors import Factors
from models.lists import Holdings
from models.prior_arrays import PriorArrays
from models.profiles import Indices
from models.tracks import Floats, Rows

NEAREST_LISTS: Final = 300
LISTENED: Final = 400
"""Of more likes than these, an even sample speaks where pairs are counted."""
_BACKING: Final = 2.0
"""As many lists as this say as much of a track as all lists say of its artist."""
_BEST: Final = 20


class Prior:
    """A prior laid over one catalogue of `n` tracks; safe to read from many threads."""

    def __init__(self, arrays: PriorArrays, rows: Rows, artist: Rows) -> None:
        """Lay a prior over a catalogue.

        `rows` is (v,) the catalogue row of each item, -1 where there is none; `artist` is (n,)
        the prior's number of each track's first artist, -1 where it knows none.
        """
        lists, artists = len(arrays.lists), len(arrays.artist_holders)
        self.arrays = arrays
        self.item: Indices = np.full(len(artist), len(rows), dtype=np.int64)
        """(n,) item of each track; `v` for what no list holds."""
        inside = np.flatnonzero((rows >= 0) & (np.diff(arrays.holders.starts) > 0))
        self.item[rows[inside]] = inside
        self._artist = np.where((artist < 0) | (artist >= artists), artists, artist).astype(int)
        self._item_artist = np.where(arrays.artists < 0, artists, arrays.artists).astype(int)
        self._held = Holdings.of(arrays.lists, arrays.holders)
        self._widths = np.sqrt(self._held.holders + 1, dtype=np.float32)
        self._rarity = _rarity(self._held.holders, lists)
        self._rare_lengths = self._held.lengths_by(self._rarity)
        self._factors = Factors.of(np.asarray(arrays.factors))
        self._norms = np.linalg.norm(arrays.factors, axis=1).astype(np.float32)
        self._artist_holders = np.diff(arrays.artist_holders.starts).astype(np.float32)
        self._artist_rarity = _rarity(self._artist_holders, lists)
        amounts = np.log1p(arrays.artist_amounts) * self._artist_rarity[arrays.artist_lists.ids]
        self._artist_held = Holdings.of(arrays.artist_lists, arrays.artist_holders, amounts)
        self._artist_factors = Factors.of(np.asarray(arrays.artist_factors))
        self._list_factors = _unit(arrays.list_factors)
        self._artist_list_factors = _unit(arrays.artist_list_factors)
        self._artist_entries, self._artist_means = self._average_artists(artists)
        self._fame = self._describe_fame()

    def __len__(self) -> int:
        return len(self.item)

    def known(self, rows: Indices) -> NDArray[np.bool_]:
        """Return (len(rows),) which tracks any list holds."""
        return self.item[rows] < len(self._held)

    def columns(self, rows: Indices, weights: Floats) -> Floats:
        """Return (n, len(COLUMNS)) how all tracks stand to likes in `rows` (k,), weights (k,).

        A like among them counts itself: to see it as it was before, leave it out.
        """
        known = self.known(rows)
        items, item_weights = self.item[rows[known]], weights[known].astype(np.float32)
        artists, artist_weights = self._artists_of(rows, weights)
        near, rare_near = self._near(items, item_weights)
        artist_near = self._near_by_artists(artists, artist_weights)
        wants = self._factors.fold_in(items, item_weights)
        scores = self.arrays.factors @ wants
        mean_scores = np.append(self._artist_means @ wants, np.float32(0))[self._artist]
        near_artists = _best(artist_near, NEAREST_LISTS) ** 2
        artist_wants = self._artist_factors.fold_in(
            artists, np.minimum(artist_weights, np.float32(1))
        )
        alike = _cosines(self._list_factors, wants)
        artist_alike = _cosines(self._artist_list_factors, artist_wants)
        all_ways = _over_most(rare_near) + _over_most(artist_near)
        all_ways += np.float32(0.5) * (_over_most(alike) + _over_most(artist_alike))
        near_scores = self._held.spread(_best(near, NEAREST_LISTS) ** 2)
        cosines, most, beside, chances = self._together(items, item_weights)
        member = (
            float(known.mean()) if len(rows) else 0.0,
            float(np.log1p(self._held.holders[items]).mean()) if len(items) else 0.0,
            float(near.max(initial=0)),
            _last_of_best(near),
            _last_of_best(artist_near),
            float(scores[items].mean()) if len(items) else 0.0,
            _mean_of_best(scores),
        )
        by_item = (
            scores,
            _beside_best(scores),
            scores / ((self._norms + 0.02) * max(float(np.linalg.norm(wants)), 1e-6)),
            near_scores,
            _beside_best(near_scores),
            _beside_best(self._held.spread(rare_near**2)),
            _beside_best(_divide(self._held.spread(rare_near), self._widths)),
            _beside_best(self._held.spread(near_artists)),
            _beside_best(self._held.spread(_best(alike, NEAREST_LISTS) ** 2)),
            _beside_best(self._held.spread(_best(artist_alike, NEAREST_LISTS) ** 2)),
            _beside_best(self._held.spread(_best(all_ways, NEAREST_LISTS) ** 3)),
            cosines,
            _beside_best(cosines),
            most,
            beside,
            chances,
        )
        tracks = self._for_tracks(by_item)
        backed = (tracks[:, 0] * self._lists + _BACKING * mean_scores) / (self._lists + _BACKING)
        by_artist = (
            self.arrays.artist_factors @ artist_wants,
            _beside_best(self._artist_held.spread(rare_near**2)),
            _beside_best(self._artist_held.spread(near_artists)),
            self._artists_beside(artists, artist_weights),
        )
        return np.column_stack(
            (
                tracks[:, :3],
                _beside_best(backed.astype(np.float32)),
                tracks[:, 3:],
                mean_scores,
                self._for_artists(by_artist),
                self._fame,
                np.broadcast_to(np.array(member, dtype=np.float32), (len(self), len(member))),
            )
        ).astype(np.float32)

    def shares(self, rows: Indices, weights: Floats, wanted: Indices) -> Floats:
        """Return (len(wanted), k) how much of a wanted track's standing each like (k,) brings.

        Half is what the like's factors bring, half how often both stand in one list, by
        themselves and, for a quarter as much, by their artists.
        """
        shares = np.zeros((len(wanted), len(rows)), dtype=np.float32)
        known, theirs = self.known(rows), self.known(wanted)
        likes, tracks = self.item[rows[known]], self.item[wanted[theirs]]
        if len(likes) and len(tracks):
            block = _over_sum(self._factors.shares(likes, weights[known], tracks))
            pairs = self._held.pairs(tracks, likes) * weights[known]
            holders = self._held.holders
            pairs /= np.sqrt(holders[tracks][:, None] * holders[likes])
            shares[np.ix_(theirs, known)] = block + _over_sum(pairs)
        nobody = len(self._artist_holders)
        artists, liked = self._artist[wanted], self._artist[rows]
        named, likely = artists < nobody, liked < nobody
        unique, places = np.unique(artists[named], return_inverse=True)
        their, spots = np.unique(liked[likely], return_inverse=True)
        if len(unique) and len(their):
            pairs = self._artist_held.pairs(unique, their)[places][:, spots] * weights[likely]
            pairs /= np.sqrt(np.maximum(self._artist_holders[liked[likely]], 1))
            shares[np.ix_(named, likely)] += np.float32(0.25) * _over_sum(pairs)
        return shares

    @property
    def _lists(self) -> Floats:
        """(n,) how many lists hold each track."""
        return np.append(self._held.holders, np.float32(0))[self.item]

    def _for_tracks(self, values: tuple[Floats, ...]) -> Floats:
        """Return (n, len(values)) values of items as those of tracks, 0 where no list holds one."""
        table = np.zeros((len(self._held) + 1, len(values)), dtype=np.float32)
        for column, value in enumerate(values):
            table[:-1, column] = value
        return table[self.item]

    def _for_artists(self, values: tuple[Floats, ...]) -> Floats:
        table = np.zeros((len(self._artist_holders) + 1, len(values)), dtype=np.float32)
        for column, value in enumerate(values):
            table[:-1, column] = value
        return table[self._artist]

    def _artists_of(self, rows: Indices, weights: Floats) -> tuple[Indices, Floats]:
        artists = self._artist[rows]
        counts = np.bincount(artists, weights, minlength=len(self._artist_holders) + 1)[:-1]
        liked = np.flatnonzero(counts)
        return liked, counts[liked].astype(np.float32)

    def _near(self, items: Indices, weights: Floats) -> tuple[Floats, Floats]:
        """Return (lists,) twice: cosines with the likes, plain and with rare tracks loud."""
        length = max(float(np.linalg.norm(weights)), 1e-6)
        near = _divide(self._held.shared(items, weights), self._held.lengths * length)
        rarity = self._rarity[items]
        length = max(float(np.linalg.norm(weights * rarity)), 1e-6)
        rare = self._held.shared(items, weights * rarity**2)
        return near, _divide(rare, self._rare_lengths * length)

    def _near_by_artists(self, artists: Indices, weights: Floats) -> Floats:
        """Return (lists,) cosines with the likes where an artist is as good as another track."""
        amounts = np.log1p(weights) * self._artist_rarity[artists]
        length = max(float(np.linalg.norm(amounts)), 1e-6)
        shared = self._artist_held.shared(artists, amounts)
        return _divide(shared, self._artist_held.lengths * length)

    def _together(self, items: Indices, weights: Floats) -> tuple[Floats, Floats, Floats, Floats]:
        """Return (v,) four times: of the pairs with a like the mean cosine and the best one, the
        share of likes in a pair, and the mean chance to stand in a list that holds a like.
        """
        step = max(1, -(-len(items) // LISTENED))
        items, weights = items[::step], weights[::step]
        size, holders = len(self._held), self._held.holders
        total = max(float(weights.sum()), 1e-6)
        owners, others, counts = self._held.together(items)
        theirs = holders[items][owners]
        cosines = _divide(counts, np.sqrt(theirs * holders[others]))
        most = np.zeros(size, dtype=np.float32)
        np.maximum.at(most, others, cosines)
        shares = _divide(weights[owners], total)

        def summed(values: Floats) -> Floats:
            return np.bincount(others, values, minlength=size).astype(np.float32)

        chances = summed(_divide(counts, theirs) * shares)
        return summed(cosines * shares), most, summed(shares), chances

    def _artists_beside(self, artists: Indices, weights: Floats) -> Floats:
        """Return (artists,) the share of liked artists that stand in some list with each."""
        step = max(1, -(-len(artists) // LISTENED))
        artists, weights = artists[::step], weights[::step]
        owners, others, _ = self._artist_held.together(artists)
        shares = weights[owners] / max(float(weights.sum()), 1e-6)
        counts = np.bincount(others, shares, minlength=len(self._artist_holders))
        return counts.astype(np.float32)

    def _average_artists(self, artists: int) -> tuple[Floats, Floats]:
        """Return (artists,) in how many entries of lists each artist stands, and (artists, f) the
        mean factors of their items, drawn to 0 where they stand in few.
        """
        held = self._held.holders

        def summed(values: Floats) -> Floats:
            sums = np.bincount(self._item_artist, values, minlength=artists + 1)
            return sums[:-1].astype(np.float32)

        counts = summed(held)
        sums = np.column_stack([summed(column * held) for column in self.arrays.factors.T])
        means = sums / (counts + _BACKING)[:, None]
        return counts, means.astype(np.float32)

    def _describe_fame(self) -> Floats:
        """Return (n, len(FAME_COLUMNS))."""
        by_artist = self._for_artists((self._artist_holders, self._artist_entries))
        lists = self._lists
        return np.column_stack(
            (np.log1p(lists), np.log1p(by_artist[:, 0]), lists / (by_artist[:, 1] + 1))
        ).astype(np.float32)


def _divide(values: Floats, by: Floats | NDArray[np.float64] | float) -> Floats:
    return (values / by).astype(np.float32)


def _rarity(holders: Floats, lists: int) -> Floats:
    return np.log((lists + 1) / (holders + 1)).astype(np.float32)


def _best(values: Floats, count: int) -> Floats:
    """Return the values with all but the best `count` set to 0."""
    if count >= len(values):
        return values
    least = np.partition(values, len(values) - count)[len(values) - count]
    return np.where(values >= least, values, np.float32(0))


def _unit(points: Floats) -> Floats:
    return _divide(points, np.linalg.norm(points, axis=1, keepdims=True) + 1e-9)


def _cosines(units: Floats, point: Floats) -> Floats:
    """Return (len(units),) cosines, 0 where they point away."""
    cosines = units @ point / np.float32(np.linalg.norm(point) + 1e-9)
    return np.maximum(cosines, np.float32(0))


def _over_most(values: Floats) -> Floats:
    return _divide(values, max(float(values.max(initial=0)), 1e-9))


def _beside_best(values: Floats) -> Floats:
    """Return values over the mean of the best, so that members with few likes compare."""
    best = _mean_of_best(values)
    return _divide(values, best) if best > 0 else values


def _over_sum(values: Floats) -> Floats:
    """Return each row's positive values over their sum."""
    values = np.maximum(values, np.float32(0))
    return values / np.maximum(values.sum(axis=1, keepdims=True), np.float32(1e-9))


def _mean_of_best(values: Floats) -> float:
    count = min(_BEST, len(values))
    return float(np.partition(values, len(values) - count)[-count:].mean()) if count else 0.0


def _last_of_best(values: Floats) -> float:
    count = min(_BEST, len(values))
    return float(np.partition(values, len(values) - count)[-count]) if count else 0.0
