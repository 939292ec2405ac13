"""Reading a member's Spotify library into likes, page by page."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field

from bot.results.choosing import Verdict
from bot.results.linking import Progress, Stage
from bot.services.clock import Clock
from bot.services.marks import find_mark
from bot.spotify.client import SpotifyClient
from bot.spotify.tokens import TokenKeeper
from bot.spotify.types import Page, SpotifyPlaylist, SpotifyTrack
from storage.errors import Superseded
from storage.like import SPOTIFY, Like, Source
from storage.links import Link
from storage.names import song_key
from storage.store import Store

Report = Callable[[Progress], None]
_Pages = Callable[[str], AsyncIterator[Page[SpotifyTrack]]]


@dataclass(slots=True)
class _Reading:
    """Likes gathered so far, one a track and source."""

    report: Report
    likes: dict[tuple[str, Source], Like] = field(default_factory=dict[tuple[str, Source], Like])
    songs: set[str] = field(default_factory=set[str])

    def take(self, page: Page[SpotifyTrack], source: Source) -> None:
        for track in page.items:
            # The first occurrence is the most recent one: Spotify lists newest first.
            self.likes.setdefault((track.track_id, source), _like(track, source))
            self.songs.add(track.track_id)

    def tell(self, part: str, done: int, total: int) -> None:
        self.report(
            Progress(
                Stage.READING, part=part, done=done, total=max(total, 0), likes=len(self.songs)
            )
        )


class Library:
    """The way from Spotify's pages to rows in the store."""

    def __init__(
        self, store: Store, spotify: SpotifyClient, keeper: TokenKeeper, now: Clock
    ) -> None:
        self._store = store
        self._spotify = spotify
        self._keeper = keeper
        self._now = now

    async def read(self, link: Link, report: Report) -> int:
        """Replace everything that came from Spotify by what it holds now; return the likes.

        All or nothing: until the last page is read the store keeps what it had. Raises the
        errors of `SpotifyClient`, and `Superseded` when the member unlinked meanwhile.
        """
        member = await self._store.members.get(link.member_id)
        if member is None:
            raise Superseded("The member was deleted before the reading began.")
        reading = _Reading(report)
        await self._read(link, reading, Source.SAVED, self._spotify.saved_tracks)
        await self._read(link, reading, Source.TOP, self._spotify.top_tracks)
        await self._read(link, reading, Source.RECENT, self._spotify.recent_tracks)
        await self._read_playlists(link.member_id, reading)
        await self._store.likes.replace(
            link.member_id, member.generation, SPOTIFY, list(reading.likes.values())
        )
        await self._store.links.synced(link.member_id, self._now())
        return len(reading.songs)

    async def _read(self, link: Link, reading: _Reading, source: Source, pages: _Pages) -> None:
        async def all_pages(token: str) -> None:
            done = 0
            async for page in pages(token):
                reading.take(page, source)
                done += len(page.items) + page.skipped
                reading.tell(source.value, done, page.total)

        await self._keeper.call(link.member_id, all_pages)

    async def _read_playlists(self, member_id: int, reading: _Reading) -> None:
        said = await self._store.verdicts.of(member_id)
        found = [
            playlist
            for playlist in await self.playlists(member_id)
            if said.get(playlist.playlist_id) != Verdict.NEITHER
        ]
        total, done = sum(playlist.total for playlist in found), 0

        async def all_tracks(token: str, playlist_id: str) -> int:
            disliked = said.get(playlist_id) == Verdict.DISLIKED
            count = 0
            async for page in self._spotify.playlist_tracks(token, playlist_id):
                reading.take(page, Source.SHUNNED if disliked else Source.PLAYLIST)
                count += len(page.items) + page.skipped
                reading.tell(Source.PLAYLIST.value, done + count, max(total, done + count))
            return count

        for playlist in found:
            done += await self._keeper.call(
                member_id, lambda token, chosen=playlist.playlist_id: all_tracks(token, chosen)
            )

    async def playlists(self, member_id: int) -> list[SpotifyPlaylist]:
        """Return the playlists of a member's own that the bot did not make.

        Raises the errors of `SpotifyClient`.
        """
        ours = await self._store.playlists.ids(member_id)
        found: dict[str, SpotifyPlaylist] = {}

        async def all_playlists(token: str) -> None:
            async for page in self._spotify.playlists(token):
                # What the bot made itself must never come back as a like.
                found.update(
                    {
                        playlist.playlist_id: playlist
                        for playlist in page.items
                        if playlist.own
                        and playlist.playlist_id not in ours
                        and find_mark(playlist.description) is None
                    }
                )

        await self._keeper.call(member_id, all_playlists)
        return list(found.values())


def _like(track: SpotifyTrack, source: Source) -> Like:
    return Like(
        track_id=track.track_id,
        source=source,
        title=track.title,
        artists=track.artists,
        isrc=track.isrc,
        duration_ms=track.duration_ms,
        liked_at=track.added_at,
        song=song_key(track.title, track.artists[0] if track.artists else ""),
        explicit=track.explicit,
    )
