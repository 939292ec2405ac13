"""From stored likes to a fitted taste: matching, weights, artists of the unmatched."""

import pytest

from bot.errors import TooFewLikes
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.ranking import Learners, fit, match_likes
from bot.services.shortlist import SIZE, unpack
from bot.services.weighing import SOURCES
from models.taste import Stopped
from storage.like import NOT_LIKED, Like, Source
from tests.planted import Planted, planted, track_id, write_catalogue


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(1_500)


@pytest.fixture(scope="module")
def snapshot(made: Planted, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    return load_snapshot(write_catalogue(made, tmp_path_factory.mktemp("likes")))


def like(row: int, source: Source = Source.SAVED) -> Like:
    return Like(track_id(row), source, f"Song {row} of many", (f"Artist {row}",))


def test_every_source_of_likes_has_a_weight() -> None:
    assert set(SOURCES) == set(Source) - NOT_LIKED
    assert SOURCES[Source.UP] == max(SOURCES.values())
    assert SOURCES[Source.RECENT] == min(SOURCES.values())


def test_a_track_weighs_what_its_strongest_source_does(snapshot: Snapshot) -> None:
    likes = [like(5, Source.RECENT), like(5, Source.UP), like(5, Source.SAVED), like(9)]
    matched = match_likes(snapshot.catalogue, likes)
    places = snapshot.catalogue.resolve([track_id(5), track_id(9)])
    weights = dict(zip(matched.likes.rows.tolist(), matched.likes.weights.tolist(), strict=True))
    strongest, plain = weights[places[track_id(5)]], weights[places[track_id(9)]]
    assert strongest / plain == pytest.approx(SOURCES[Source.UP] / SOURCES[Source.SAVED])
    assert strongest + plain == pytest.approx(2)
    assert matched.unmatched == 0


def test_unmatched_likes_speak_for_their_artist(snapshot: Snapshot, made: Planted) -> None:
    name = snapshot.catalogue.tracks([3])[0].artists[0]
    strange = [
        Like("x" * 22, Source.SAVED, "A title nobody else has", (name,)),
        Like("x" * 22, Source.TOP, "A title nobody else has", (name,)),
        Like("y" * 22, Source.SAVED, "Another such title", ("Nobody Whom We Know",)),
    ]
    matched = match_likes(snapshot.catalogue, [*strange, like(8)])
    assert matched.unmatched == 2
    assert matched.likes.artists.tolist() == [int(snapshot.tracks.artist[3])]


def test_a_fit_leaves_a_shortlist_with_named_reasons(snapshot: Snapshot, made: Planted) -> None:
    rows = made.members(2, 40)
    progress: list[float] = []
    likes = [*(like(int(row)) for row in rows), like(int(made.members(5, 1)[0]), Source.DOWN)]
    fitted = fit(Learners(), snapshot, likes, stop=lambda: False, progress=progress.append)
    items = unpack(fitted.items)
    assert len(items) == SIZE
    assert fitted.known == 40
    assert fitted.model
    assert fitted.metrics["prevalence_served"] == pytest.approx(40 / 1_500)
    assert progress == sorted(progress)
    judged = {entry.track_id for entry in likes}
    assert not judged & {item.track_id for item in items}
    assert all(item.reason.artist for item in items if item.reason.kind == "artist")
    assert any(item.reason.songs for item in items)
    inside = [made.cluster[int(item.track_id)] == 2 for item in items[:50]]
    assert sum(inside) > 45


def test_nothing_known_is_said(snapshot: Snapshot) -> None:
    strange = [Like("z" * 22, Source.SAVED, "Zzz zzz", ("Zzz Zz Zzz",))] * 3
    with pytest.raises(TooFewLikes) as raised:
        fit(Learners(), snapshot, strange, stop=lambda: False, progress=lambda _: None)
    assert raised.value.values == {"likes": 1}


def test_a_fit_can_be_stopped(snapshot: Snapshot, made: Planted) -> None:
    likes = [like(int(row)) for row in made.members(2, 40)]
    with pytest.raises(Stopped):
        fit(Learners(), snapshot, likes, stop=lambda: True, progress=lambda _: None)


def test_a_learner_is_built_once_a_version(snapshot: Snapshot) -> None:
    learners = Learners()
    assert learners.of(snapshot) is learners.of(snapshot)
