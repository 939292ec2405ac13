"""A stand-in for ListenBrainz and Last.fm on loopback: what listeners there love and play most."""

from collections.abc import Iterable, Sequence
from types import TracebackType
from typing import Any, Final, Self

from aiohttp import web

from bot.sandbox.spotify.listeners import Listener, StandInTrack

KEY: Final = "a-key-of-the-stand-in"
"""The only key that Last.fm's part takes."""
_LOVED_AT: Final = 1_700_000_000
_PLAYS: Final = 40

Json = dict[str, Any]


class ProfilesStandIn:
    """`async with ProfilesStandIn(listeners):` serves each listener's profile under their name."""

    def __init__(self, listeners: Iterable[Listener]) -> None:
        self._listeners = {one.name.casefold(): one for one in listeners}
        self._runner: web.AppRunner | None = None
        self._base = ""

    @property
    def listenbrainz_url(self) -> str:
        """Where ListenBrainz answers."""
        return self._base

    @property
    def lastfm_url(self) -> str:
        """Where Last.fm answers."""
        return f"{self._base}/2.0/"

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_get("/1/feedback/user/{name}/get-feedback", self._loved)
        app.router.add_get("/1/stats/user/{name}/recordings", self._played)
        app.router.add_get("/2.0/", self._lastfm)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _loved(self, request: web.Request) -> web.Response:
        listener = self._listeners.get(request.match_info["name"].casefold())
        if listener is None:
            return web.json_response({"code": 404, "error": "Cannot find user"}, status=404)
        rows = [
            {
                "created": _LOVED_AT + place,
                "score": 1,
                "track_metadata": {"track_name": track.title, "artist_name": track.artists[0]},
            }
            for place, track in enumerate(_page(request, listener.top))
        ]
        return web.json_response({"feedback": rows, "total_count": len(listener.top)})

    async def _played(self, request: web.Request) -> web.Response:
        listener = self._listeners.get(request.match_info["name"].casefold())
        if listener is None:
            return web.json_response({"code": 404, "error": "Cannot find user"}, status=404)
        rows = [
            {
                "track_name": track.title,
                "artist_name": track.artists[0],
                "listen_count": max(_PLAYS - place, 2),
            }
            for place, track in enumerate(_page(request, listener.recent))
        ]
        return web.json_response({"payload": {"recordings": rows}})

    async def _lastfm(self, request: web.Request) -> web.Response:
        if request.query["api_key"] != KEY:
            return web.json_response({"error": 10, "message": "Invalid API key"}, status=403)
        listener = self._listeners.get(request.query["user"].casefold())
        if listener is None:
            return web.json_response({"error": 6, "message": "User not found"}, status=404)
        kind = request.query["method"].removeprefix("user.get")
        tracks = listener.top if kind == "lovedtracks" else listener.recent
        told: Json = {"playcount": str(_PLAYS)}
        if kind == "lovedtracks":
            told = {"date": {"uts": str(_LOVED_AT)}}
        first = (int(request.query["page"]) - 1) * int(request.query["limit"])
        shown = tracks[first : first + int(request.query["limit"])]
        rows = [{"name": one.title, "artist": {"name": one.artists[0]}, **told} for one in shown]
        return web.json_response({kind: {"track": rows, "@attr": {"total": str(len(tracks))}}})


def _page(request: web.Request, tracks: Sequence[StandInTrack]) -> Sequence[StandInTrack]:
    offset, count = int(request.query["offset"]), int(request.query["count"])
    return tracks[offset : offset + count]
