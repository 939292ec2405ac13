# pyright: basic, reportMissingImports=false
# PyTorch is an optional extra: nothing but the comparison of representations needs it.
"""A small transformer over a track's features as tokens, for the comparison of representations.

Each measure is a token (its value times one vector, plus a vector of its own), genres are one
more. Some tokens are hidden, and the transformer learns to tell their values from the others; what
the mean of its tokens then holds is the representation.
"""

from importlib.util import find_spec
from typing import Any, Final

import numpy as np

from models.places import unit
from models.rivals import Scores, columns_of
from models.tracks import Floats, Tracks

MEASURES: Final = 15
"""Columns of `columns_of` before the genres."""
WIDTH: Final = 32
EPOCHS: Final = 3
HIDDEN: Final = 0.3
_SAMPLE: Final = 20_000
_BATCH: Final = 256
_BLOCK: Final = 4_096


def has_torch() -> bool:
    """Tell whether the `research` extra is installed."""
    return find_spec("torch") is not None


class Transformer:
    """What a transformer that fills in hidden features makes of a track."""

    name = "transformer"
    label = f"transformer over features, width {WIDTH}"

    def learn(self, tracks: Tracks, /) -> None:
        """Train on a sample of the catalogue: about a minute on one thread."""
        import torch

        torch.manual_seed(0)
        torch.set_num_threads(1)
        columns = columns_of(tracks)
        rng = np.random.default_rng(0)
        self._network = _build(columns.shape[1])
        moves = torch.optim.AdamW(self._network.parameters(), lr=1e-3)
        for _ in range(EPOCHS):
            order = rng.permutation(len(columns))[:_SAMPLE]
            for first in range(0, len(order), _BATCH):
                batch = torch.from_numpy(columns[order[first : first + _BATCH]])
                hidden = torch.from_numpy(rng.random((len(batch), MEASURES + 1)) < HIDDEN)
                loss = self._network.lose(batch, hidden)
                moves.zero_grad()
                loss.backward()
                moves.step()

    def compare(self, tracks: Tracks, /) -> Scores:
        """Read the mean token of all tracks."""
        vectors = unit(self._read(columns_of(tracks)))
        return lambda row: vectors @ vectors[row]

    def _read(self, columns: Floats) -> Floats:
        import torch

        pieces: list[Floats] = []
        with torch.no_grad():
            for first in range(0, len(columns), _BLOCK):
                tokens = self._network.encode(torch.from_numpy(columns[first : first + _BLOCK]))
                pieces.append(tokens.mean(dim=1).numpy())
        read = np.concatenate(pieces)
        return (read - read.mean(axis=0)) / np.maximum(read.std(axis=0), np.float32(1e-6))


def _build(width: int) -> Any:
    import torch
    from torch import nn

    class Network(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.values = nn.Parameter(torch.randn(MEASURES, WIDTH) * 0.1)
            self.names = nn.Parameter(torch.randn(MEASURES + 1, WIDTH) * 0.1)
            self.hidden = nn.Parameter(torch.randn(WIDTH) * 0.1)
            self.genres = nn.Linear(width - MEASURES, WIDTH)
            layer = nn.TransformerEncoderLayer(
                WIDTH, 4, 2 * WIDTH, dropout=0.0, batch_first=True, norm_first=True
            )
            self.layers = nn.TransformerEncoder(layer, 2, enable_nested_tensor=False)
            self.measure_head = nn.Linear(WIDTH, 1)
            self.genre_head = nn.Linear(WIDTH, width - MEASURES)

        def encode(self, columns: Any, hidden: Any = None) -> Any:
            measures = columns[:, :MEASURES, None] * self.values
            genres = self.genres(columns[:, None, MEASURES:])
            tokens = torch.cat((measures, genres), dim=1)
            if hidden is not None:
                tokens = torch.where(hidden[..., None], self.hidden, tokens)
            return self.layers(tokens + self.names)

        def lose(self, columns: Any, hidden: Any) -> Any:
            tokens = self.encode(columns, hidden)
            told = self.measure_head(tokens[:, :MEASURES])[..., 0]
            of_measures = ((told - columns[:, :MEASURES]) ** 2)[hidden[:, :MEASURES]].mean()
            named = columns[:, MEASURES:].sum(dim=1) > 0
            wanted = columns[:, MEASURES:][hidden[:, MEASURES] & named]
            logits = self.genre_head(tokens[:, MEASURES])[hidden[:, MEASURES] & named]
            of_genres = nn.functional.cross_entropy(logits, wanted) if len(wanted) else 0.0
            return of_measures + of_genres

    return Network()
