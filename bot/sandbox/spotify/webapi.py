"""The stand-in's Web API: what Development Mode has left of it in November 2026."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from typing import TypeVar, cast

from aiohttp import web

from bot.sandbox.spotify.calls import ApiError, Call, Door, Json
from bot.sandbox.spotify.listeners import (
    Library,
    Listener,
    Playlist,
    Row,
    Songs,
    StandInTrack,
    make_id,
)
from bot.sandbox.spotify.shapes import Shapes

Handler = Callable[[Call], Awaitable[web.Response]]
T = TypeVar("T")

COVER_BYTES = 256 * 1024
GONE = {
    # Closed to apps made since November 2024.
    "audio-features": 403,
    "audio-features/{id}": 403,
    "audio-analysis/{id}": 403,
    "recommendations": 404,
    "artists/{id}/related-artists": 404,
    "browse/featured-playlists": 404,
    # Taken from Development Mode in February 2026.
    "tracks": 403,
    "albums": 403,
    "artists": 403,
    "artists/{id}/top-tracks": 403,
    "browse/categories": 403,
    "browse/new-releases": 403,
    "markets": 403,
    "users/{id}": 403,
    "users/{id}/playlists": 403,
    "playlists/{id}/tracks": 403,
    "playlists/{id}/followers": 403,
    "me/tracks/contains": 403,
}
"""Dead endpoints and how they answer; multi-id ones are named without an id."""
FIRST_PLAY_AGO = timedelta(minutes=7)
BETWEEN_PLAYS = timedelta(minutes=4)
BETWEEN_LIKES = timedelta(hours=11)


class WebApi:
    """The handlers, and what they keep between calls."""

    def __init__(
        self,
        door: Door,
        shapes: Callable[[], Shapes],
        songs: Songs,
        now: Callable[[], datetime],
    ) -> None:
        self._door = door
        self._shapes = shapes
        self._songs = songs
        self._now = now
        self._created = 0

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Add everything below /v1."""
        for path in ("me", "me/"):
            self._add(router, "GET", path, None, self._me)
        self._add(router, "GET", "me/tracks", "user-library-read", self._saved)
        self._add(router, "GET", "me/top/tracks", "user-top-read", self._top)
        self._add(
            router, "GET", "me/player/recently-played", "user-read-recently-played", self._recent
        )
        self._add(router, "GET", "me/playlists", "playlist-read-private", self._playlists)
        self._add(router, "POST", "me/playlists", None, self._create)
        self._add(router, "PUT", "me/library", "user-library-modify", self._save)
        self._add(router, "GET", "playlists/{id}/items", "playlist-read-private", self._items)
        self._add(router, "POST", "playlists/{id}/items", None, self._append)
        self._add(router, "PUT", "playlists/{id}/items", None, self._replace)
        self._add(router, "PUT", "playlists/{id}/images", "ugc-image-upload", self._cover)
        self._add(router, "GET", "tracks/{id}", None, self._track)
        self._add(router, "GET", "search", None, self._search)
        for path, status in GONE.items():
            self._add(router, "*", path, None, _gone(status))
        self._add(router, "*", "{rest:.*}", None, _gone(404))

    def _add(
        self, router: web.UrlDispatcher, method: str, path: str, scope: str | None, handle: Handler
    ) -> None:
        async def answer(request: web.Request) -> web.StreamResponse:
            try:
                return await handle(self._door.admit(request, scope))
            except ApiError as error:
                return error.answer()

        router.add_route(method, f"/v1/{path}", answer)

    async def _me(self, call: Call) -> web.Response:
        return web.json_response(self._shapes().private_user(call.library.listener))

    async def _saved(self, call: Call) -> web.Response:
        offset, limit = call.window()
        rows, shapes, now = call.library.saved, self._shapes(), self._now()
        items = [
            shapes.saved_row(row, now - BETWEEN_LIKES * (offset + place + 1))
            for place, row in enumerate(rows[offset : offset + limit])
        ]
        return web.json_response(shapes.page("me/tracks", items, len(rows), offset, limit))

    async def _top(self, call: Call) -> web.Response:
        offset, limit = call.window()
        time_range = call.request.query.get("time_range", "medium_term")
        tracks = _top_of(call.library.listener, time_range)
        shapes = self._shapes()
        items = [shapes.track(track) for track in tracks[offset : offset + limit]]
        query = f"&time_range={time_range}"
        return web.json_response(
            shapes.page("me/top/tracks", items, len(tracks), offset, limit, query)
        )

    async def _recent(self, call: Call) -> web.Response:
        """The last fifty plays, walked by time and not by offset."""
        limit = call.number("limit", 20, 1, 50)
        before = call.number("before", 10**14, 0, 10**14)
        shapes = self._shapes()
        last = self._now() - FIRST_PLAY_AGO
        plays = [
            (last - BETWEEN_PLAYS * place, track)
            for place, track in enumerate(call.library.listener.recent[:50])
        ]
        older = [(at, track) for at, track in plays if _milliseconds(at) < before]
        shown = older[:limit]
        address = f"{call.request.url.origin()}/v1/me/player/recently-played?limit={limit}"
        page: Json = {
            "href": address,
            "items": [shapes.play(track, at) for at, track in shown],
            "limit": limit,
            "next": None,
        }
        if shown:
            end = _milliseconds(shown[-1][0])
            page["cursors"] = {"after": str(_milliseconds(shown[0][0])), "before": str(end)}
            page["next"] = f"{address}&before={end}" if len(older) > limit else None
        return web.json_response(page)

    async def _playlists(self, call: Call) -> web.Response:
        offset, limit = call.window()
        playlists, shapes = call.library.playlists, self._shapes()
        items = [
            shapes.playlist_summary(playlist, self._owner_name(call.library, playlist))
            for playlist in playlists[offset : offset + limit]
        ]
        return web.json_response(shapes.page("me/playlists", items, len(playlists), offset, limit))

    async def _create(self, call: Call) -> web.Response:
        body = await call.json()
        fields = cast(Json, body) if isinstance(body, dict) else {}
        if not isinstance(fields.get("name"), str) or not fields["name"]:
            raise ApiError(400, "Missing required field: name")
        public = fields.get("public") is not False
        call.require(_modifying(public=public))
        self._created += 1
        listener = call.library.listener
        playlist = Playlist(
            playlist_id=make_id("playlist", listener.account_id, str(self._created)),
            name=fields["name"],
            owner_id=listener.user_id,
            rows=[],
            collaborative=fields.get("collaborative") is True,
            public=public,
            description=str(fields.get("description") or ""),
        )
        call.library.playlists.insert(0, playlist)
        shapes = self._shapes()
        summary = shapes.playlist_summary(playlist, listener.name)
        path = f"playlists/{playlist.playlist_id}/items"
        full = {**summary, "items": shapes.page(path, [], 0, 0, 100)}
        full["followers"] = {"href": None, "total": 0}
        return web.json_response(full, status=201)

    async def _items(self, call: Call) -> web.Response:
        offset, limit = call.window()
        playlist = self._playlist(call, write=False)
        shapes, now = self._shapes(), self._now()
        items = [
            shapes.playlist_row(row, playlist, now - BETWEEN_LIKES * (offset + place + 1))
            for place, row in enumerate(playlist.rows[offset : offset + limit])
        ]
        path = f"playlists/{playlist.playlist_id}/items"
        return web.json_response(shapes.page(path, items, len(playlist.rows), offset, limit))

    async def _append(self, call: Call) -> web.Response:
        playlist = self._changed(call)
        body = await call.json()
        # The description names an object; the bare list that spotipy sends works as well.
        listed: object = cast(Json, body).get("uris") if isinstance(body, dict) else body
        rows = self._listed(call, listed)
        if not rows:
            raise ApiError(400, "No uris provided")
        playlist.rows.extend(rows)
        playlist.version += 1
        return web.json_response({"snapshot_id": playlist.snapshot_id}, status=201)

    async def _replace(self, call: Call) -> web.Response:
        """Replace all rows, or none of them; an empty list clears the playlist."""
        playlist = self._changed(call)
        query = call.request.query.get("uris")
        if query is not None:
            rows = self._listed(call, [uri for uri in query.split(",") if uri])
        else:
            body = await call.json()
            fields = cast(Json, body) if isinstance(body, dict) else {}
            if not isinstance(fields.get("uris"), list):
                raise ApiError(400, "No uris provided")
            rows = self._listed(call, fields["uris"])
        playlist.rows[:] = rows
        playlist.version += 1
        return web.json_response({"snapshot_id": playlist.snapshot_id})

    def _changed(self, call: Call) -> Playlist:
        """Return the playlist of a call that changes what is in it."""
        playlist = self._playlist(call, write=True)
        call.require(_modifying(public=playlist.public))
        return playlist

    def _listed(self, call: Call, listed: object) -> list[Row]:
        uris = cast(list[object], listed) if isinstance(listed, list) else []
        if len(uris) > 100:
            raise ApiError(400, "You can add a maximum of 100 tracks per request.")
        return [self._by_uri(call.library, str(uri)) for uri in uris]

    async def _cover(self, call: Call) -> web.Response:
        playlist = self._playlist(call, write=True)
        body = await call.request.read()
        if call.request.content_type != "image/jpeg":
            raise ApiError(400, "Content-Type must be image/jpeg")
        if len(body) > COVER_BYTES:
            raise ApiError(413, "Image is too large")
        try:
            image = base64.b64decode(body, validate=True)
        except binascii.Error:
            raise ApiError(400, "Image data is not base64") from None
        if not image.startswith(b"\xff\xd8\xff"):
            raise ApiError(400, "Image data is not a JPEG")
        playlist.cover = image
        return web.Response(status=202)

    async def _save(self, call: Call) -> web.Response:
        uris = [uri for uri in call.request.query.get("uris", "").split(",") if uri]
        if not 1 <= len(uris) <= 40:
            raise ApiError(400, "Between 1 and 40 uris are required")
        wanted = [self._by_uri(call.library, uri) for uri in uris]
        saved = call.library.saved
        saved[:0] = [track for track in wanted if track not in saved]
        return web.Response()

    async def _track(self, call: Call) -> web.Response:
        track = self._known(call.library, call.request.match_info["id"])
        if track is None:
            raise ApiError(404, "Resource not found")
        return web.json_response(self._shapes().track(track))

    async def _search(self, call: Call) -> web.Response:
        offset, limit = call.window(most=10, default=5)
        text = call.request.query.get("q", "").strip()
        if not text:
            raise ApiError(400, "No search query")
        if call.request.query.get("type") != "track":
            raise ApiError(400, "Bad search type field")
        tracks, total = self._songs.search(text, offset, limit)
        shapes = self._shapes()
        items = [shapes.track(track) for track in tracks]
        page = shapes.page("search", items, total, offset, limit, "&type=track")
        return web.json_response({"tracks": page})

    def _playlist(self, call: Call, *, write: bool) -> Playlist:
        wanted = call.request.match_info["id"]
        listener = call.library.listener
        for library in (call.library, *self._door.libraries.values()):
            for playlist in library.playlists:
                if playlist.playlist_id == wanted:
                    own = playlist.owner_id == listener.user_id
                    if not own and (write or not playlist.collaborative):
                        raise ApiError(403, "Forbidden")
                    return playlist
        raise ApiError(404, "Resource not found")

    def _owner_name(self, library: Library, playlist: Playlist) -> str | None:
        everybody = (library.listener, *(other.listener for other in self._door.libraries.values()))
        names = (one.name for one in everybody if one.user_id == playlist.owner_id)
        return next(names, None)

    def _known(self, library: Library, track_id: str) -> StandInTrack | None:
        found = self._songs.track(track_id)
        return found or next((t for t in library.tracks() if t.track_id == track_id), None)

    def _by_uri(self, library: Library, uri: str) -> Row:
        kind, _, track_id = uri.removeprefix("spotify:").partition(":")
        track = self._known(library, track_id) if kind == "track" else None
        if track is None:
            raise ApiError(400, f"Invalid track uri: {uri}")
        return track


def _modifying(*, public: bool) -> str:
    """Return the scope that a change of such a playlist needs."""
    return "playlist-modify-public" if public else "playlist-modify-private"


def _top_of(listener: Listener, time_range: str) -> Sequence[StandInTrack]:
    """Return a range's top tracks: the same ones, the longer ranges in another order."""
    orders = {
        "short_term": listener.top[: len(listener.top) // 2],
        "medium_term": listener.top,
        "long_term": tuple(reversed(listener.top)),
    }
    if time_range not in orders:
        raise ApiError(400, "Invalid time range")
    return orders[time_range]


def _gone(status: int) -> Handler:
    async def refuse(call: Call) -> web.Response:
        raise ApiError(status, "Forbidden" if status == 403 else "Not found.")

    return refuse


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
