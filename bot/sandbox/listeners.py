"""Members of the stand-in Spotify whose libraries come from a catalogue."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bot.sandbox.songs import library
from bot.sandbox.spotify.listeners import Listener, StandInPlaylist, StandInTrack, make_id, sprinkle
from storage.catalogue import Catalogue, CatalogueTrack

_UNKNOWN = 0.05
"""The share of a library that no catalogue holds, so that unmatched likes are seen."""


class CatalogueSongs:
    """A catalogue as the stand-in Spotify serves it."""

    def __init__(self, folder: Path) -> None:
        """Raises `CatalogueError` where the folder holds none."""
        self.catalogue = Catalogue.open(folder)

    def track(self, track_id: str) -> StandInTrack | None:
        """Return a track by its id."""
        row = self.catalogue.resolve([track_id]).get(track_id)
        return None if row is None else _stand_in(self.catalogue.tracks([row])[0])

    def search(self, text: str, offset: int, limit: int) -> tuple[Sequence[StandInTrack], int]:
        """Return some of the tracks that match a text, and how many match at least."""
        found = self.catalogue.search(text, offset + limit)
        return [_stand_in(track) for track in found[offset:]], len(found)


def make_listener(
    songs: CatalogueSongs, name: str, genres: Sequence[str], *, saved: int = 120, seed: int = 0
) -> Listener:
    """Return a listener with a taste for some genres: likes, top and recent tracks, a playlist.

    A few of the likes are in no catalogue, and some rows are as odd as Spotify's really are.
    """
    chance = np.random.default_rng(seed)
    count = saved + saved // 2
    loved = [_stand_in(t) for t in library(songs.catalogue, genres, count, seed)]
    unknown = [_unheard(name, number) for number in range(max(1, round(saved * _UNKNOWN)))]
    likes = [*loved[: saved - len(unknown)], *unknown]
    chance.shuffle(likes)  # pyright: ignore[reportArgumentType, reportCallIssue]
    playlist = StandInPlaylist(
        playlist_id=make_id("playlist", name),
        name=f"{name}'s evenings",
        rows=tuple(loved[saved // 2 :]),
    )
    return Listener(
        account_id=make_id("account", name)[:10],
        name=name,
        saved=sprinkle(likes, every=40),
        top=tuple(loved[:30]),
        recent=tuple(loved[10:40]),
        playlists=(playlist,),
    )


def _stand_in(track: CatalogueTrack) -> StandInTrack:
    return StandInTrack(
        track_id=track.track_id,
        title=track.title,
        artists=track.artists,
        album=track.album or "Single",
        duration_ms=track.duration_ms or 200_000,
        isrc=track.isrc,
        explicit=bool(track.explicit),
        year=track.year or 2000,
    )


def _unheard(name: str, number: int) -> StandInTrack:
    return StandInTrack(
        track_id=make_id("unheard", name, str(number)),
        title=f"Basement Tape {number + 1}",
        artists=(f"{name}'s neighbours",),
    )
