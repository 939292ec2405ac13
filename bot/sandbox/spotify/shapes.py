"""Spotify's JSON as Development Mode answers it: what was removed in 2026 is absent.

Fields follow the description of the Web API; those it requires are all there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.sandbox.spotify.covers import SIZES
from bot.sandbox.spotify.listeners import (
    Listener,
    Oddity,
    Playlist,
    Row,
    StandInTrack,
    make_id,
)

Json = dict[str, Any]


class Shapes:
    """Builds the objects of the Web API; addresses begin with that of the stand-in."""

    def __init__(self, base_url: str) -> None:
        self._base = base_url
        self._tracks: dict[StandInTrack, Json] = {}

    def private_user(self, listener: Listener) -> Json:
        """GET me."""
        return {
            "account_id": listener.account_id,
            "display_name": listener.name,
            "images": [],
            **self._reference("user", listener.user_id),
        }

    def track(self, track: StandInTrack) -> Json:
        """A full track; kept, since libraries are read again and again."""
        if track not in self._tracks:
            self._tracks[track] = self._new_track(track)
        return self._tracks[track]

    def _new_track(self, track: StandInTrack) -> Json:
        return {
            "album": self._album(track),
            "artists": [self._artist(name) for name in track.artists],
            "disc_number": 1,
            "duration_ms": track.duration_ms,
            "explicit": track.explicit,
            "external_ids": {"isrc": track.isrc} if track.isrc else {},
            "is_local": False,
            "is_playable": True,
            "name": track.title,
            "preview_url": None,
            "track_number": 1,
            **self._reference("track", track.track_id),
        }

    def saved_row(self, row: Row, added_at: datetime) -> Json | None:
        """A row of me/tracks, which still carries `track`."""
        return self._row(row, "track", {"added_at": _stamp(added_at)})

    def playlist_row(self, row: Row, playlist: Playlist, added_at: datetime) -> Json | None:
        """A row of playlists/{id}/items."""
        fields = {
            "added_at": _stamp(added_at),
            "added_by": self._reference("user", playlist.owner_id),
            "is_local": row is Oddity.LOCAL,
        }
        return self._row(row, playlist.row_key, fields)

    def play(self, track: StandInTrack, played_at: datetime) -> Json:
        """A row of me/player/recently-played."""
        shape = self.track(track)
        album: Json = shape["album"]
        return {
            "track": shape,
            "played_at": _stamp(played_at),
            "context": {key: album[key] for key in ("type", "href", "external_urls", "uri")},
        }

    def playlist_summary(self, playlist: Playlist, owner_name: str | None) -> Json:
        """A playlist in a list."""
        href = f"{self._base}/v1/playlists/{playlist.playlist_id}/items"
        return {
            "collaborative": playlist.collaborative,
            "description": playlist.description,
            "images": self._images(playlist.playlist_id),
            "items": {"href": href, "total": len(playlist.rows)},
            "name": playlist.name,
            "owner": {
                "display_name": owner_name,
                **self._reference("user", playlist.owner_id),
            },
            "public": playlist.public,
            "snapshot_id": playlist.snapshot_id,
            **self._reference("playlist", playlist.playlist_id),
        }

    def page(
        self,
        path: str,
        items: Sequence[object],
        total: int,
        offset: int,
        limit: int,
        query: str = "",
    ) -> Json:
        """A page of a list that is walked by offsets."""

        def address(start: int) -> str:
            return f"{self._base}/v1/{path}?offset={start}&limit={limit}{query}"

        return {
            "href": address(offset),
            "items": list(items),
            "limit": limit,
            "next": address(offset + limit) if offset + limit < total else None,
            "offset": offset,
            "previous": address(max(0, offset - limit)) if offset > 0 else None,
            "total": total,
        }

    def _row(self, row: Row, key: str, fields: Json) -> Json | None:
        match row:
            case Oddity.NULL:
                return None
            case Oddity.EMPTY:
                return {**fields, key: None}
            case Oddity.LOCAL:
                return {**fields, key: self._local()}
            case Oddity.EPISODE:
                return {**fields, key: self._episode()}
            case _:
                return {**fields, key: self.track(row)}

    def _album(self, track: StandInTrack) -> Json:
        first = track.artists[0] if track.artists else ""
        album_id = make_id("album", first, track.album)
        return {
            "album_type": "album",
            "artists": [self._artist(first)],
            "available_markets": [],
            "images": self._images(album_id),
            "name": track.album,
            "release_date": str(track.year),
            "release_date_precision": "year",
            "total_tracks": 12,
            **self._reference("album", album_id),
        }

    def _artist(self, name: str) -> Json:
        return {"name": name, **self._reference("artist", make_id("artist", name))}

    def _images(self, name: str) -> list[Json]:
        return [
            {"url": f"{self._base}/covers/{name}/{size}.png", "height": size, "width": size}
            for size in SIZES
        ]

    def _local(self) -> Json:
        """A local file: an address of its own, no id, no links."""
        return {
            "album": {**self._bare_album(), "name": "Rehearsals"},
            "artists": [{"name": "Us", "type": "artist", "external_urls": {}}],
            "disc_number": 0,
            "duration_ms": 61_000,
            "explicit": False,
            "external_ids": {},
            "external_urls": {},
            "id": None,
            "is_local": True,
            "name": "Demo tape",
            "track_number": 0,
            "type": "track",
            "uri": "spotify:local:Us:Rehearsals:Demo+tape:61",
        }

    def _bare_album(self) -> Json:
        return {"artists": [], "images": [], "external_urls": {}, "type": "album", "id": None}

    def _episode(self) -> Json:
        return {
            "audio_preview_url": None,
            "description": "Two people talk.",
            "duration_ms": 2_400_000,
            "explicit": False,
            "html_description": "Two people talk.",
            "images": [],
            "is_externally_hosted": False,
            "is_playable": True,
            "languages": ["en"],
            "name": "Episode one",
            "release_date": "2026-01-05",
            "release_date_precision": "day",
            "show": self._show(),
            **self._reference("episode", make_id("episode", "Episode one")),
        }

    def _show(self) -> Json:
        return {
            "available_markets": [],
            "copyrights": [],
            "description": "Two people talk about things.",
            "explicit": False,
            "html_description": "Two people talk about things.",
            "images": [],
            "is_externally_hosted": False,
            "languages": ["en"],
            "media_type": "audio",
            "name": "Two people",
            "publisher": "Two people",
            "total_episodes": 1,
            **self._reference("show", make_id("show", "Two people")),
        }

    def _reference(self, kind: str, identifier: str) -> Json:
        """The fields by which every object names itself."""
        return {
            "external_urls": {"spotify": f"https://open.spotify.com/{kind}/{identifier}"},
            "href": f"{self._base}/v1/{kind}s/{identifier}",
            "id": identifier,
            "type": kind,
            "uri": f"spotify:{kind}:{identifier}",
        }


def _stamp(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
