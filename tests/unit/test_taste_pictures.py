"""Every picture of a member's taste, in all languages: whole, and with something in it."""

import io
from datetime import UTC, datetime

import numpy as np
import pytest
from PIL import Image

from bot.charts.style import GROUND
from bot.render.tasting import MAP, PICTURE, card_picture, map_files, map_page
from bot.render.verdict import report_pictures
from bot.render.wording import wording
from bot.sandbox.songs import library, make_catalogue
from bot.services.catalogue import Snapshot, load_snapshot
from bot.services.ranking import Learners, fit, match_likes
from bot.services.tasting import make_card, make_map
from models.verdict import Verdict, judge
from storage.like import Like, Source
from storage.tastes import Taste

EDGE = 4
"""Points at the border that only what is cut off reaches."""


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tmp_path_factory.mktemp("catalogue")
    make_catalogue(folder, count=2_000)
    return load_snapshot(folder)


@pytest.fixture(scope="module")
def learners() -> Learners:
    return Learners()


def likes_of(snapshot: Snapshot, count: int) -> list[Like]:
    tracks = library(snapshot.catalogue, ("jazz", "metal"), count, 3)
    return [Like(t.track_id, Source.PICK, t.title, t.artists, song=t.song) for t in tracks]


def disliked(snapshot: Snapshot, count: int) -> list[Like]:
    tracks = library(snapshot.catalogue, ("classical",), count, 3)
    return [Like(t.track_id, Source.DOWN, t.title, t.artists, song=t.song) for t in tracks]


def taste_of(learners: Learners, snapshot: Snapshot, likes: list[Like]) -> Taste:
    fitted = fit(learners, snapshot, likes, stop=lambda: False, progress=lambda share: None)
    return Taste(
        fitted.model,
        fitted.metrics,
        snapshot.tracks.version,
        fitted.features,
        fitted.known,
        datetime(2026, 5, 1, tzinfo=UTC),
        fitted.items,
    )


def verdict_of(learners: Learners, snapshot: Snapshot, likes: list[Like]) -> Verdict | None:
    matched = match_likes(snapshot.catalogue, likes)
    return judge(learners.of(snapshot).background, matched.likes)


def check(name: str, png: bytes) -> None:
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    assert picture.width == 1100, name
    points = np.asarray(picture)
    ground = np.array([int(GROUND[place : place + 2], 16) for place in (1, 3, 5)])
    drawn = (points != ground).any(axis=2)
    assert drawn.mean() > 0.01, f"{name} is empty"
    inside = np.zeros_like(drawn)
    inside[EDGE:-EDGE, EDGE:-EDGE] = True
    assert not (drawn & ~inside).any(), f"something of {name} is cut off"


@pytest.mark.parametrize(("count", "locale"), [(5, "en-US"), (20, "de"), (150, "es-ES")])
def test_pictures_are_whole(
    snapshot: Snapshot, learners: Learners, count: int, locale: str
) -> None:
    likes = likes_of(snapshot, count)
    taste = taste_of(learners, snapshot, likes)
    if count == 150:
        likes += disliked(snapshot, 8)
    card = make_card(learners, snapshot, likes, taste)
    places = make_map(learners, snapshot, likes, taste)
    verdict = verdict_of(learners, snapshot, likes)
    assert (verdict is None) == (count == 5)
    say = wording(locale)
    pictures = {PICTURE: card_picture(say, card), MAP: map_files(say, places)[MAP]}
    if verdict:
        pictures |= {one.name: one.png for one in report_pictures(say, verdict)}
    for name, png in pictures.items():
        check(name, png)


def test_a_map_names_the_groups_of_the_card(snapshot: Snapshot, learners: Learners) -> None:
    likes = likes_of(snapshot, 40)
    card = make_card(learners, snapshot, likes, None)
    places = make_map(learners, snapshot, likes, None)
    assert [(group.genre, group.decade, group.share) for group in places.groups] == [
        (group.genre, group.decade, group.share) for group in card.groups
    ]
    assert sum(len(group.songs.names) for group in places.groups) == len(likes)
    say = wording()
    described = str(map_page(say, places).to_components())
    page = map_files(say, places)["taste-map.html"].decode()
    for group in places.groups:
        assert f"your likes around {group.genre}, {group.decade}s" in described
        assert f"your likes around {group.genre}, {group.decade}s" in page


def test_importance_says_what_moves_a_ranking_and_through_which_model(
    snapshot: Snapshot, learners: Learners
) -> None:
    verdict = verdict_of(learners, snapshot, likes_of(snapshot, 60))
    assert verdict is not None
    shares = [(one.shared, one.own) for one in verdict.importance]
    assert np.isclose(np.sum(shares), 1)
    totals = [sum(share) for share in shares]
    assert totals == sorted(totals, reverse=True)
    # The made-up likes were drawn by genre, so that has to tell them apart.
    weights = {one.kind.value: one.shared + one.own for one in verdict.importance}
    assert weights["genre"] > weights["era"]
    assert max(own for _, own in shares) > 0


def test_likes_are_held_against_thumbs_down_where_there_are_enough(
    snapshot: Snapshot, learners: Learners
) -> None:
    likes = likes_of(snapshot, 20)
    for count, held in ((4, "other songs"), (8, "thumbs-down")):
        verdict = verdict_of(learners, snapshot, [*likes, *disliked(snapshot, count)])
        assert verdict is not None
        assert len(verdict.disliked) == count
        pictures = {one.name: one for one in report_pictures(wording(), verdict)}
        assert held in pictures["taste-gaps"].title
