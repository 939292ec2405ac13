"""Pages of the stand-in for people: whose playlists there are, and what is in them."""

from collections.abc import Iterator, Mapping
from html import escape

from aiohttp import web

from bot.sandbox.spotify.listeners import Library, Playlist, Songs, StandInTrack

_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 4vh auto; padding: 0 1rem;
       color: #eceff1; background: #16191c; }
a { color: #5fd3a5; } li { margin: .3rem 0; } .faint { color: #b3bcc4; }
img { width: 9rem; border-radius: .5rem; }
select, button { font: inherit; padding: .4rem .9rem; margin: .3rem .3rem .3rem 0; }
"""


def page(title: str, body: str) -> str:
    """Return a whole page; `body` is HTML, `title` is text."""
    return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title><link rel="icon" href="data:,"><style>{_STYLE}</style></head>
<body><main><p class="faint">This page stands in for Spotify's. Accounts and playlists are made
up.</p>
<h1>{escape(title)}</h1>
{body}</main></body></html>"""


class Views:
    """What a browser can open: all playlists, one of them, one track."""

    def __init__(self, libraries: Mapping[str, Library], songs: Songs) -> None:
        self._libraries = libraries
        self._songs = songs

    def add_routes(self, router: web.UrlDispatcher) -> None:
        """Serve the pages below /open."""
        router.add_get("/open", self._overview)
        router.add_get("/open/playlist/{id}", self._playlist)
        router.add_get("/open/playlist/{id}/cover.jpg", self._cover)
        router.add_get("/open/track/{id}", self._track)

    async def _overview(self, _: web.Request) -> web.Response:
        parts = [
            f"<h2>{escape(library.listener.name)}</h2><ul>{_links(library)}</ul>"
            for library in self._libraries.values()
        ]
        return _shown("Playlists", "".join(parts))

    async def _playlist(self, request: web.Request) -> web.Response:
        found = self._find(request)
        cover = ""
        if found.cover is not None:
            address = f"/open/playlist/{escape(found.playlist_id)}/cover.jpg"
            cover = f'<img src="{address}" alt="Cover of this playlist">'
        about = f"<p>{escape(found.description)}</p>" if found.description else ""
        songs = "".join(f"<li>{_line(track)}</li>" for track in _tracks(found))
        kind = "public" if found.public else "private"
        counted = f'<p class="faint">{len(found.rows)} songs, {kind}</p>'
        back = '<p><a href="/open">All playlists</a></p>'
        return _shown(found.name, f"{cover}{about}{counted}<ol>{songs}</ol>{back}")

    async def _cover(self, request: web.Request) -> web.Response:
        cover = self._find(request).cover
        if cover is None:
            raise web.HTTPNotFound
        return web.Response(body=cover, content_type="image/jpeg")

    async def _track(self, request: web.Request) -> web.Response:
        track = self._songs.track(request.match_info["id"]) or self._liked(request)
        if track is None:
            raise web.HTTPNotFound
        about = f"{', '.join(track.artists)} · {track.album} · {track.year}"
        image = f'<img src="/covers/{escape(track.track_id)}/300.png" alt="Cover of this song">'
        return _shown(track.title, f"{image}<p>{escape(about)}</p>")

    def _liked(self, request: web.Request) -> StandInTrack | None:
        wanted = request.match_info["id"]
        tracks = (track for library in self._libraries.values() for track in library.tracks())
        return next((track for track in tracks if track.track_id == wanted), None)

    def _find(self, request: web.Request) -> Playlist:
        wanted = request.match_info["id"]
        for library in self._libraries.values():
            for playlist in library.playlists:
                if playlist.playlist_id == wanted:
                    return playlist
        raise web.HTTPNotFound


def _links(library: Library) -> str:
    return "".join(
        f'<li><a href="/open/playlist/{escape(one.playlist_id)}">{escape(one.name)}</a> '
        f'<span class="faint">{len(one.rows)} songs</span></li>'
        for one in library.playlists
    )


def _tracks(playlist: Playlist) -> Iterator[StandInTrack]:
    return (row for row in playlist.rows if isinstance(row, StandInTrack))


def _line(track: StandInTrack) -> str:
    artists = f'<span class="faint">{escape(", ".join(track.artists))}</span>'
    return f'<a href="/open/track/{escape(track.track_id)}">{escape(track.title)}</a> {artists}'


def _shown(title: str, body: str) -> web.Response:
    return web.Response(text=page(title, body), content_type="text/html")
