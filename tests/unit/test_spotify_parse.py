"""Whatever Spotify sends, it is read, or skipped and counted."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from bot.spotify import parse
from bot.spotify.types import Attempt, Tokens

TRACK = {
    "id": "11dFghVXANMlKmJXsNCbNl",
    "name": "Cut To The Feeling",
    "type": "track",
    "is_local": False,
    "artists": [{"name": "Carly Rae Jepsen"}, None, {"name": ""}],
    "album": {
        "name": "Singles",
        "images": [
            {"url": "large", "width": 640, "height": 640},
            {"url": "medium", "width": 300, "height": 300},
            {"url": "small", "width": 64, "height": 64},
        ],
    },
    "duration_ms": 207959,
    "explicit": False,
    "external_ids": {"isrc": "USUM71703861"},
}

NAMES = (
    "id name type is_local artists album images width url track item items total owner added_at "
    "external_ids isrc"
)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=6)
    ),
    max_leaves=25,
)


def test_a_track_is_read_whole() -> None:
    track = parse.track(TRACK)

    assert track is not None
    assert track.track_id == "11dFghVXANMlKmJXsNCbNl"
    assert track.artists == ("Carly Rae Jepsen",)
    assert (track.album, track.duration_ms, track.isrc) == ("Singles", 207959, "USUM71703861")
    assert track.explicit is False
    assert track.cover_url == "medium"


def test_a_row_carries_item_or_track() -> None:
    added = {"added_at": "2026-03-01T10:00:00Z"}
    new = parse.row({**added, "item": TRACK})
    old = parse.row({**added, "track": TRACK})
    both = parse.row({**added, "item": TRACK, "track": None})

    assert new == old == both
    assert new is not None
    assert new.added_at == datetime(2026, 3, 1, 10, tzinfo=UTC)


def test_rows_without_a_track_are_skipped_and_counted() -> None:
    rows = [
        None,
        {"track": None},
        {"is_local": True, "item": {**TRACK, "id": None, "uri": "spotify:local:a:b:c:1"}},
        {"is_local": True, "item": TRACK},
        {"item": {**TRACK, "is_local": True}},
        {"item": {**TRACK, "type": "episode"}},
        {"item": {**TRACK, "name": ""}},
        {"item": {**TRACK, "id": "spotify:local:a"}},
        {"item": TRACK},
        "nonsense",
    ]

    page = parse.page({"items": rows, "total": 10}, parse.row)

    assert [track.track_id for track in page.items] == [TRACK["id"]]
    assert (page.total, page.skipped) == (10, 9)


def test_missing_fields_are_unknown() -> None:
    track = parse.track({"id": "1", "name": "Bare", "album": {"images": None}})

    assert track is not None
    assert track.artists == ()
    assert track.album is track.duration_ms is track.isrc is track.explicit is None
    assert track.cover_url is None


def test_a_cover_without_widths_is_the_first() -> None:
    images = [{"url": "first", "width": None}, {"url": "second", "width": None}]
    track = parse.track({**TRACK, "album": {"images": images}})

    assert track is not None
    assert track.cover_url == "first"


def test_unknown_times_are_none() -> None:
    for text in (None, "", "yesterday", "1970-01-01T00:00:00Z", 5):
        row = parse.row({"added_at": text, "track": TRACK})
        assert row is not None
        assert row.added_at is None


def test_an_account_is_linked_by_the_immutable_id_where_there_is_one() -> None:
    both = parse.account({"id": "ada", "account_id": "Q7x", "display_name": "Ada"})
    old = parse.account({"id": "ada", "display_name": None})

    assert (both.account_id, both.user_id, both.name) == ("Q7x", "ada", "Ada")
    assert (old.account_id, old.user_id, old.name) == ("ada", "ada", "ada")


def test_playlists_of_either_mode_are_read() -> None:
    common = {"id": "p1", "name": "Mix", "owner": {"id": "ada"}, "collaborative": True}
    new = parse.playlist({**common, "items": {"total": 3}, "description": None}, "ada")
    old = parse.playlist({**common, "tracks": {"total": 3}}, "bob")

    assert new is not None
    assert old is not None
    assert (new.total, new.own, new.collaborative, new.description) == (3, True, True, "")
    assert (old.total, old.own) == (3, False)
    assert parse.playlist(None, "ada") is None


@given(json_values)
def test_nothing_that_is_json_makes_the_parser_fail(value: object) -> None:
    parse.row(value)
    parse.track(value)
    parse.playlist(value, "ada")
    if isinstance(value, dict):
        parse.account(value)
        page = parse.page(value, parse.row)
        assert len(page.items) + page.skipped == len(parse.rows_of(value))


def test_secrets_never_show_in_a_text() -> None:
    tokens = Tokens("SECRET-a", "SECRET-r", datetime(2026, 1, 1, tzinfo=UTC), frozenset({"x"}))
    attempt = Attempt("https://SECRET", "SECRET-s", "SECRET-v", "SECRET-c")

    assert "SECRET" not in f"{tokens} {tokens!r} {attempt} {attempt!r}"
