"""Spotify's Web API as the bot uses it: typed, asynchronous, patient, and only what is alive."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from bot.errors import NotAllowListed, SpotifyDown, SpotifyRefused
from bot.spotify import parse
from bot.spotify.pages import Cursors, Offsets
from bot.spotify.patience import Patience
from bot.spotify.types import Account, Page, SpotifyPlaylist, SpotifyTrack
from bot.spotify.wire import Api, Unreachable, Wire, web_api

WEB_API = "https://api.spotify.com/v1/"

PAGE = 50
SEARCH_PAGE = 10
ADD_CHUNK = 100
SAVE_CHUNK = 40
COVER_BYTES = 256 * 1024
"""Most bytes of a cover after base64."""
TOP_RANGES = ("short_term", "medium_term", "long_term")
"""Four weeks, six months, a year: the most recent taste first."""

Row = TypeVar("Row")
Read = TypeVar("Read")
Json = Mapping[str, Any]


class SpotifyClient:
    """The Web API for any number of members; every call takes the token of one.

    Each call is one spotipy call in a thread. All methods raise `TokenRejected` on a 401 and
    otherwise the errors of `bot.errors`; `TokenKeeper.call` answers the former.
    """

    def __init__(
        self,
        api_url: str = WEB_API,
        *,
        threads: int = 4,
        timeout: float = 6.0,
        patience: Patience | None = None,
    ) -> None:
        """Speak to `api_url`, giving up on an answer that is silent for `timeout` seconds."""
        self._prefix = api_url.rstrip("/") + "/"
        self._wire = Wire(threads, timeout)
        self._patience = patience or Patience()

    async def close(self) -> None:
        """Wait for requests under way, at most 9 s by default, and close the connections."""
        await asyncio.to_thread(self._wire.close)

    async def me(self, token: str) -> Account:
        """Return whose token it is."""
        return await self._ask("me", token, lambda api: _account(api.me()), repeatable=True)

    def saved_tracks(self, token: str) -> AsyncIterator[Page[SpotifyTrack]]:
        """Read the member's likes, newest first."""
        return self._pages(
            "saved tracks",
            token,
            lambda api, offset: api.current_user_saved_tracks(limit=PAGE, offset=offset),
            parse.row,
        )

    async def top_tracks(self, token: str) -> AsyncIterator[Page[SpotifyTrack]]:
        """Read what the member played most in each of three time ranges; each track once."""
        given: set[str] = set()
        for time_range in TOP_RANGES:
            async for page in self._pages(
                "top tracks",
                token,
                lambda api, offset, chosen=time_range: api.current_user_top_tracks(
                    limit=PAGE, offset=offset, time_range=chosen
                ),
                parse.track,
            ):
                fresh = tuple(track for track in page.items if track.track_id not in given)
                given.update(track.track_id for track in fresh)
                yield Page(items=fresh, total=page.total, skipped=page.skipped)

    async def recent_tracks(self, token: str) -> AsyncIterator[Page[SpotifyTrack]]:
        """Read the last plays, newest first; Spotify keeps about fifty. Tracks repeat."""
        cursors = Cursors()
        while not cursors.done:
            before = cursors.before
            answer, page = await self._page(
                "recent tracks",
                token,
                lambda api, before=before: api.current_user_recently_played(
                    limit=PAGE, before=before
                ),
                parse.row,
            )
            cursors.advance(answer, len(page.items) + page.skipped)
            yield page

    async def playlists(self, token: str) -> AsyncIterator[Page[SpotifyPlaylist]]:
        """Read the list of the member's playlists, those of others that they follow included."""
        user_id = (await self.me(token)).user_id
        async for page in self._pages(
            "playlists",
            token,
            lambda api, offset: api.current_user_playlists(limit=PAGE, offset=offset),
            lambda value: parse.playlist(value, user_id),
        ):
            yield page

    async def playlist_tracks(
        self, token: str, playlist_id: str
    ) -> AsyncIterator[Page[SpotifyTrack]]:
        """Read a playlist; a single `closed` page where it is not the member's or is gone."""
        pages = self._pages(
            "playlist tracks",
            token,
            lambda api, offset: api.playlist_items(playlist_id, limit=PAGE, offset=offset),
            parse.row,
        )
        try:
            async for page in pages:
                yield page
        except (NotAllowListed, SpotifyRefused) as error:
            if not _only_this_list(error):
                raise
            yield Page(items=(), total=0, closed=True)

    async def track(self, token: str, track_id: str) -> SpotifyTrack:
        """Return one track with its cover. Raises SpotifyRefused(status=404) for an unknown id."""
        if not parse.is_id(track_id):
            raise SpotifyRefused(status=404)
        found = parse.track(await self._get("track", token, lambda api: api.track(track_id)))
        if found is None:
            raise SpotifyRefused(status=404)
        return found

    async def search(
        self, token: str, text: str, limit: int = SEARCH_PAGE
    ) -> tuple[SpotifyTrack, ...]:
        """Return at most ten tracks that match a text; that is all Spotify gives."""
        count = min(limit, SEARCH_PAGE)
        answer = await self._get(
            "search", token, lambda api: api.search(text, limit=count, type="track")
        )
        tracks = answer.get("tracks")
        return parse.page(tracks, parse.track).items if isinstance(tracks, dict) else ()  # pyright: ignore[reportUnknownArgumentType]

    async def create_playlist(
        self, token: str, name: str, description: str, *, public: bool = False
    ) -> SpotifyPlaylist:
        """Create a playlist. Never repeated after a doubtful failure: look first."""
        answer = await self._write(
            "create playlist",
            token,
            lambda api: api.current_user_playlist_create(
                name, public=public, description=description
            ),
        )
        owner: object = (answer or {}).get("owner")
        user_id = str(owner.get("id", "")) if isinstance(owner, dict) else ""  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]
        created = parse.playlist(answer, user_id)
        if created is None:
            # It may exist all the same; the caller has to look before it creates another.
            raise SpotifyDown
        return created

    async def add_items(
        self,
        token: str,
        playlist_id: str,
        track_ids: Iterable[str],
        on_added: Callable[[int], None] | None = None,
    ) -> int:
        """Append tracks in chunks of 100 and return how many; local files are left out.

        `on_added` hears the number so far after each chunk, so that a failure half-way through
        can be told.
        """
        ids = [track_id for track_id in track_ids if parse.is_id(track_id)]
        added = 0
        for chunk in _chunks(ids, ADD_CHUNK):
            await self._write(
                "add items",
                token,
                lambda api, chunk=chunk: _snapshot(
                    api.playlist_add_items(playlist_id, list(chunk))
                ),
            )
            added += len(chunk)
            if on_added is not None:
                on_added(added)
        return added

    async def replace_items(self, token: str, playlist_id: str, track_ids: Sequence[str]) -> None:
        """Let a playlist hold exactly these tracks, at most 100, in this order.

        Doing it twice does no harm, but one that is late would undo another one: it is not
        repeated after a doubtful failure. Raises ValueError for more tracks than one request takes.
        """
        if len(track_ids) > ADD_CHUNK:
            raise ValueError(f"Spotify takes {ADD_CHUNK} tracks at a time")
        await self._write(
            "replace items",
            token,
            lambda api: _snapshot(api.playlist_replace_items(playlist_id, list(track_ids))),
        )

    async def upload_cover(self, token: str, playlist_id: str, jpeg: bytes) -> None:
        """Give a playlist its picture. Raises ValueError for anything but a small JPEG."""
        encoded = base64.b64encode(jpeg).decode("ascii")
        if not jpeg.startswith(b"\xff\xd8\xff") or len(encoded) > COVER_BYTES:
            raise ValueError("a cover is a JPEG of at most 256 KB in base64")
        await self._write(
            "upload cover",
            token,
            lambda api: api.playlist_upload_cover_image(playlist_id, encoded),
        )

    async def save_tracks(self, token: str, track_ids: Iterable[str]) -> None:
        """Add tracks to the member's likes at Spotify."""
        ids = [track_id for track_id in track_ids if parse.is_id(track_id)]
        for chunk in _chunks(ids, SAVE_CHUNK):
            await self._write(
                "save tracks",
                token,
                lambda api, chunk=chunk: api.current_user_saved_tracks_add(list(chunk)),
            )

    async def _pages(
        self,
        operation: str,
        token: str,
        fetch: Callable[[Api, int], Json],
        parse_row: Callable[[object], Row | None],
    ) -> AsyncIterator[Page[Row]]:
        offsets = Offsets()
        while offsets.offset is not None:
            start = offsets.offset
            answer, page = await self._page(
                operation, token, lambda api, start=start: fetch(api, start), parse_row
            )
            offsets.advance(answer, len(page.items) + page.skipped)
            yield page

    async def _page(
        self,
        operation: str,
        token: str,
        fetch: Callable[[Api], Json],
        parse_row: Callable[[object], Row | None],
    ) -> tuple[Json, Page[Row]]:
        def read(api: Api) -> tuple[Json, Page[Row]]:
            answer = _listing(fetch(api))
            # In the thread, so that the loop is not held while fifty rows are read.
            return answer, parse.page(answer, parse_row)

        return await self._ask(operation, token, read, repeatable=True)

    async def _get(self, operation: str, token: str, call: Callable[[Api], Json]) -> Json:
        return await self._ask(operation, token, lambda api: _object(call(api)), repeatable=True)

    async def _write(
        self, operation: str, token: str, call: Callable[[Api], Json | None]
    ) -> Json | None:
        return await self._ask(operation, token, call, repeatable=False)

    async def _ask(
        self, operation: str, token: str, call: Callable[[Api], Read], *, repeatable: bool
    ) -> Read:
        wire = self._wire
        return await self._patience.ask(
            operation,
            lambda: wire.run(
                lambda session: call(web_api(session, self._prefix, token, wire.timeout))
            ),
            repeatable=repeatable,
        )


def _object(answer: Json | None) -> Json:
    """Refuse an answer that is no JSON object; spotipy returns None for unreadable ones."""
    if not isinstance(answer, dict):
        raise Unreachable("unreadable answer")
    return answer


def _listing(answer: Json | None) -> Json:
    """Refuse a page without rows: taken for an empty one it would end a reading half-way."""
    page = _object(answer)
    if not isinstance(page.get("items"), list):
        raise Unreachable("a page without items")
    return page


def _snapshot(answer: Json | None) -> Json:
    """Refuse an answer that does not name what the playlist has become: nothing may be in it."""
    changed = _object(answer)
    if not changed.get("snapshot_id"):
        raise Unreachable("a change without snapshot")
    return changed


def _account(answer: Json | None) -> Account:
    """Refuse an answer that names no account: two members would share the empty one."""
    account = parse.account(_object(answer))
    if not account.account_id:
        raise Unreachable("an account without id")
    return account


def _only_this_list(error: NotAllowListed | SpotifyRefused) -> bool:
    """Whether a refusal is about one playlist and not about the member or the app."""
    if isinstance(error, NotAllowListed):
        return error.values.get("cause") == "unknown"
    return error.values.get("status") == 404


def _chunks(items: Sequence[str], size: int) -> Iterable[Sequence[str]]:
    return (items[start : start + size] for start in range(0, len(items), size))
