"""Every row is read once, and no lie about the next page makes the walk endless."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.spotify.pages import MOST_PAGES, Cursors, Offsets

Answer = dict[str, Any]


def walk(serve: Callable[[int], Answer]) -> list[Any]:
    """Read everything that a service gives; the rows in the order they came."""
    offsets, rows, requests = Offsets(), list[Any](), 0
    while offsets.offset is not None:
        requests += 1
        assert requests <= MOST_PAGES
        answer = serve(offsets.offset)
        rows += answer["items"]
        offsets.advance(answer, len(answer["items"]))
    return rows


def honest(rows: list[int], limit: int = 50) -> Callable[[int], Answer]:
    def serve(offset: int) -> Answer:
        more = offset + limit < len(rows)
        return {
            "items": rows[offset : offset + limit],
            "total": len(rows),
            "limit": limit,
            "next": "more" if more else None,
        }

    return serve


@given(st.integers(0, 420), st.integers(1, 50))
def test_an_honest_service_is_read_to_its_end_once(count: int, limit: int) -> None:
    rows = list(range(count))

    assert walk(honest(rows, limit)) == rows


@pytest.mark.parametrize("lie", ["next", "total", "limit"])
@pytest.mark.parametrize("value", [None, "always", 0, 10**9, True, [], {}])
def test_one_wrong_hint_loses_no_row_and_ends(lie: str, value: object) -> None:
    rows, serve = list(range(120)), honest(list(range(120)))

    assert walk(lambda offset: {**serve(offset), lie: value}) == rows


def test_a_service_that_ignores_the_offset_is_left() -> None:
    rows = walk(lambda _: {"items": [1, 2, 3], "next": "more", "total": 10**6, "limit": 3})

    assert rows == [1, 2, 3] * 2


def test_empty_pages_that_promise_more_end() -> None:
    assert walk(lambda _: {"items": [], "next": "more", "total": 10**6, "limit": 50}) == []


def test_a_page_that_was_filtered_empty_does_not_hide_the_rest() -> None:
    def serve(offset: int) -> Answer:
        items = [] if offset == 50 else list(range(offset, offset + 50))
        more = "more" if offset < 100 else None
        return {"items": items, "total": 150, "limit": 50, "next": more}

    assert walk(serve) == [*range(50), *range(100, 150)]


def test_ever_new_rows_end_at_the_cap() -> None:
    rows = walk(lambda offset: {"items": [offset], "next": "more", "limit": 1})

    assert len(rows) == MOST_PAGES


def test_cursors_follow_the_time_back() -> None:
    cursors = Cursors()
    cursors.advance({"next": "more", "cursors": {"after": "9", "before": "5"}}, 50)
    assert (cursors.before, cursors.done) == (5, False)
    cursors.advance({"next": None, "cursors": {"after": "4", "before": "2"}}, 50)
    assert cursors.done


@pytest.mark.parametrize(
    "cursors_of_answer", [None, {}, {"before": "5"}, {"before": "6"}, {"before": "x"}, []]
)
def test_a_cursor_that_does_not_move_back_ends(cursors_of_answer: object) -> None:
    cursors = Cursors()
    cursors.advance({"next": "more", "cursors": {"before": "5"}}, 50)
    cursors.advance({"next": "more", "cursors": cursors_of_answer}, 50)

    assert cursors.done
