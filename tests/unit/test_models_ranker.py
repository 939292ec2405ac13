"""The ranker all members share: what it is taught, what it may say, how it is kept."""

from dataclasses import replace

import numpy as np
import pytest

from models.background import Background
from models.comparison import compare_scores
from models.features import COMPARED, CONTEXT, FEATURES, OWN
from models.lessons import KNOWN, Draw, dated_part, draws, sample, thin_out
from models.ranker import Calibration, Ranker, Trial, calibrate, mean_odds, shipped, teach
from models.views import Popularities, View, Words
from tests.planted import Planted, planted

ARTIST = FEATURES.index("any artist likes")


@pytest.fixture(scope="module")
def made() -> Planted:
    return planted(1_500)


def view(made: Planted) -> View:
    return View(made.tracks, np.nan_to_num(made.tracks.audio))


def draw_of(made: Planted, cluster: int, counts: tuple[int, ...] = (20,)) -> list[Draw]:
    rows = made.members(cluster, 60).astype(np.int64)
    return list(draws(view(made), rows, counts, (cluster,)))


@pytest.fixture(scope="module")
def taught(made: Planted) -> Ranker:
    rng = np.random.default_rng(0)
    drawn = [one for cluster in range(6) for one in draw_of(made, cluster, (5, 20))]
    return teach([sample(one, rng) for one in drawn])


def test_the_shipped_ranker_is_small_and_of_these_features() -> None:
    model = shipped().save()
    assert len(model) <= 1_000_000
    assert shipped().calibration.slope > 0


def test_a_draw_holds_out_what_is_not_a_like(made: Planted) -> None:
    few, many = draw_of(made, 2, (5, 20))
    assert few.positive.sum() == 55
    assert many.positive.sum() == 40
    assert len(few.positive) == 1_495
    assert few.features.shape == (1_495, len(FEATURES))
    assert few.context.shape == (len(CONTEXT),)
    assert few.context[0] == pytest.approx(np.log1p(5))
    assert draw_of(made, 2, (51, 60)) == []


def test_a_lesson_keeps_every_liked_track_and_the_catalogues_proportions(made: Planted) -> None:
    (draw,) = draw_of(made, 1)
    sizes = [
        sample(draw, np.random.default_rng(seed)).weights.sum(dtype=np.float64)
        for seed in range(30)
    ]
    assert np.mean(sizes) == pytest.approx(len(draw.positive), rel=0.05)
    lesson = sample(draw, np.random.default_rng(0))
    assert lesson.positive.sum() == draw.positive.sum()
    assert (lesson.weights[lesson.positive] == 1).all()
    best = np.argsort(-compare_scores(draw.features))[:200]
    kept = np.isin(draw.features[best, 0], lesson.features[:, 0]).mean()
    assert kept > 0.6


def test_teaching_is_the_same_each_time_and_finds_what_is_held_out(
    made: Planted, taught: Ranker
) -> None:
    (draw,) = draw_of(made, 7)
    found = np.argsort(-taught.scores(draw.features, draw.context))[:40]
    assert draw.positive[found].mean() > 5 * draw.positive.mean()
    rng = np.random.default_rng(0)
    drawn = [one for cluster in range(6) for one in draw_of(made, cluster, (5, 20))]
    assert teach([sample(one, rng) for one in drawn]).save() == taught.save()


def test_nothing_to_learn_from_is_said(made: Planted) -> None:
    lesson = sample(draw_of(made, 1)[0], np.random.default_rng(0))
    with pytest.raises(ValueError, match="no lesson"):
        teach([replace(lesson, positive=np.zeros_like(lesson.positive))])


@pytest.mark.parametrize("column", range(len(COMPARED)))
def test_what_speaks_for_a_track_never_lowers_its_score(made: Planted, column: int) -> None:
    (draw,) = draw_of(made, 3)
    known = draw.features[:, ARTIST] > 0
    kinds = [draw.features[known][:150]]
    if column + len(OWN) != ARTIST:
        # A like of the artist would make a track one of the other kind.
        kinds.append(draw.features[~known][:150])
    for features in kinds:
        more = features.copy()
        more[:, len(OWN) + column] += 0.5
        before = shipped().scores(features, draw.context)
        assert (shipped().scores(more, draw.context) >= before - 1e-4).all()


def test_tracks_of_liked_artists_and_others_have_trees_of_their_own(
    made: Planted, taught: Ranker
) -> None:
    (draw,) = draw_of(made, 3)
    known = draw.features[:, ARTIST] > 0
    assert known.any()
    assert not known.all()
    scores = taught.scores(draw.features, draw.context)
    without = replace(taught, trees=replace(taught.trees, known=taught.trees.common)).scores(
        draw.features, draw.context
    )
    assert (scores[~known] == without[~known]).all()
    assert (scores[known] != without[known]).mean() > 0.9
    for kind in (known, ~known):
        alone = taught.scores(draw.features[kind], draw.context)
        assert alone == pytest.approx(scores[kind], abs=1e-5)


def test_contributions_are_what_scores_are_made_of(made: Planted) -> None:
    (draw,) = draw_of(made, 3)
    features = draw.features[:200]
    ranker = shipped()
    parts = ranker.contributions(features, draw.context)
    assert parts.shape == (200, len(FEATURES))
    context_part = ranker.scores(features, draw.context) - parts.sum(axis=1)
    # What is left is the context's own part and the trees' mean.
    assert np.std(context_part) < np.std(parts.sum(axis=1))


def test_rows_may_bring_contexts_of_their_own(made: Planted) -> None:
    (draw,) = draw_of(made, 3)
    features = draw.features[:50]
    wide = np.repeat(draw.context[None], 50, axis=0)
    assert (shipped().scores(features, wide) == shipped().scores(features, draw.context)).all()


def test_a_ranker_comes_back_with_its_calibration(taught: Ranker) -> None:
    known = replace(taught, calibration=Calibration(-5, 0.9, 0.2, -0.3))
    again = Ranker.load(known.save())
    assert again.calibration == known.calibration
    assert again.save() == known.save()


def test_damaged_and_foreign_rankers_are_refused(taught: Ranker) -> None:
    model = taught.save()
    changed = bytearray(model)
    changed[len(model) // 2] ^= 1
    for damaged in (b"", model[:-1], bytes(changed)):
        with pytest.raises(ValueError, match="no whole model"):
            Ranker.load(damaged)
    foreign = Ranker.load(model)
    at_home = foreign.trees.common.save()
    foreign.trees.common.annotate(features="of another time")
    strange = foreign.trees.common.save()
    sizes = np.frombuffer(model[:12], "<u4") + np.array([len(strange) - len(at_home), 0, 0])
    with pytest.raises(ValueError, match="other features"):
        Ranker.load(sizes.astype("<u4").tobytes() + strange + model[12 + len(at_home) :])


def test_calibration_finds_planted_probabilities() -> None:
    """Members differ in how much can be found; the sums must come out right for each kind."""
    rng = np.random.default_rng(4)
    scored: list[Trial] = []
    for place in range(120):
        scores = np.sort(rng.normal(0, 1.5, 3_000))[::-1].astype(np.float32)
        likes = (5, 20, 50)[place % 3]
        log_odds = 0.8 * (scores - mean_odds(scores)) - 3.5 + 0.3 * np.log1p(likes)
        liked = rng.random(3_000) < 1 / (1 + np.exp(-log_odds))
        scored.append(Trial(scores, liked, likes))
    fitted = calibrate(scored)
    for count in (5, 20, 50):
        pairs = [
            (1 / (1 + np.exp(-fitted.log_odds(one.scores, count)[:100])), one.liked[:100])
            for one in scored
            if one.likes == count
        ]
        predicted = sum(float(chances.sum()) for chances, _ in pairs)
        assert predicted / sum(int(liked.sum()) for _, liked in pairs) == pytest.approx(1, abs=0.1)


def test_calibration_keeps_the_order_and_bears_any_size() -> None:
    line = Calibration(-4, 0.7, 0.1, 0.2)
    scores = np.array([5, 3, 3, -60], dtype=np.float32)
    log_odds = line.log_odds(scores, 100_000)
    assert np.isfinite(log_odds).all()
    assert log_odds[0] > log_odds[1] == log_odds[2] > log_odds[3]
    assert len(line.log_odds(scores[:0], 3)) == 0


def test_the_dated_part_keeps_each_tracks_own(made: Planted) -> None:
    year = made.tracks.year.copy()
    year[::3] = np.nan
    tracks = replace(made.tracks, year=year)
    empty = np.empty(0, dtype=np.int64)
    none = Words(empty, empty, empty.astype(np.int32))
    part = dated_part(tracks, none, Popularities.none())
    assert len(part.tracks) == len(tracks) - len(year[::3])
    rows = np.array([1, 3, 5, 301], dtype=np.int64)
    here = part.of(rows)
    kept = rows[~np.isnan(year[rows])]
    assert (part.tracks.song[here] == tracks.song[kept]).all()
    for now, before in zip(here, kept, strict=True):
        assert (part.tracks.genres.of(int(now)) == tracks.genres.of(int(before))).all()
        assert (part.tracks.artists.of(int(now)) == tracks.artists.of(int(before))).all()
    assert len(Background.of(part.tracks).artist) == len(part.tracks)


def test_a_thinned_out_catalogue_knows_some_tracks_wholly_and_of_the_rest_the_names(
    made: Planted,
) -> None:
    kept_popularity = 0
    for seed in range(8):
        thin = thin_out(made.tracks, np.random.default_rng(seed))
        known = np.isfinite(thin.audio).all(axis=1)
        assert KNOWN[0] / 2 < known.mean() < KNOWN[1] + 0.05
        assert np.isnan(thin.audio[~known]).all()
        assert (np.isfinite(thin.year) == known).all()
        genres = np.diff(thin.genres.starts)
        assert not genres[~known].any()
        for row in np.flatnonzero(known)[:20]:
            assert (thin.genres.of(int(row)) == made.tracks.genres.of(int(row))).all()
        kept_popularity += int(np.isfinite(thin.popularity).all())
        assert thin.song is made.tracks.song
        assert thin.artists is made.tracks.artists
    assert 0 < kept_popularity < 8


def test_importance_names_the_columns_the_trees_use(taught: Ranker) -> None:
    found = taught.importance()
    assert {name for name, _ in found} <= {*FEATURES, *CONTEXT}
    assert sum(share for _, share in found) == pytest.approx(1)
    assert [share for _, share in found] == sorted((share for _, share in found), reverse=True)
