"""Lists of songs for a member, their pages, their reasons, and the thumbs under them."""

import asyncio
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from bot.errors import (
    CatalogueMissing,
    ListGone,
    MemberError,
    NothingFits,
    NothingLeft,
    NothingLiked,
    NothingRated,
    NotLinked,
    NotYours,
    SongGone,
    TrainingRunning,
)
from bot.results.songs import Explanation, Song, SongChoice, SongPage
from bot.results.wishes import ListWish
from bot.services.catalogue import CatalogueService, Snapshot, explicit_songs
from bot.services.causes import with_second
from bot.services.clock import Clock
from bot.services.covers import Covers
from bot.services.intake import Intake
from bot.services.membership import Membership
from bot.services.shelf import Shelf, shelf_song
from bot.services.shortlist import Candidate, choose, named_reason, unpack
from bot.services.training import Training
from bot.services.wishes import BALANCES, changed_since, rank_for, reorder
from storage.catalogue import CatalogueTrack
from storage.like import NOT_LIKED, Like, Source
from storage.links import Link, LinkState
from storage.lists import ListItem, ShownList
from storage.store import Store
from storage.tastes import Taste

T = TypeVar("T")

SHOWN_AGAIN = timedelta(days=60)
"""A song that was shown stays away for so long; the window troi uses for heard tracks."""

PAGE = 4
"""Songs a page: with a cover and three buttons a fifth would pass Discord's 40 components."""


class Recommending:
    """Serves lists from the shortlist that the last training left in the store."""

    def __init__(
        self,
        store: Store,
        catalogue: CatalogueService,
        training: Training,
        intake: Intake,
        covers: Covers,
        membership: Membership,
        executor: Executor,
        now: Clock,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._training = training
        self._intake = intake
        self._covers = covers
        self._executor = executor
        self._shelf = Shelf(store, membership, executor)
        self._now = now

    async def recommend(
        self, member_id: int, wish: ListWish, guild_id: int | None = None
    ) -> SongPage:
        """Make and keep a list for a wish; return its first page.

        A plain wish in a server may get songs from the server's shelf.
        """
        list_id = await self.make_list(member_id, wish, "recommend", guild_id)
        return await self.page(member_id, list_id, 0)

    async def make_list(
        self, member_id: int, wish: ListWish, kind: str, guild_id: int | None = None
    ) -> str:
        """Make and keep a list for a wish, whose songs count as shown; return its id."""
        shown = await self._shown(member_id)
        chosen = await self._choose(member_id, wish, shown)
        items = [candidate.as_item() for candidate in chosen]
        if guild_id is not None and wish.plain:
            snapshot = self._catalogue.current()
            items = await self._shelf.mix(
                guild_id, member_id, snapshot, items, shown, clean=wish.clean
            )
        return await self._store.lists.save(member_id, kind, items, self._now(), wanted=wish.count)

    async def genres(self) -> tuple[str, ...]:
        """Return the names of the catalogue's genres; none without a catalogue."""
        try:
            return self._catalogue.current().catalogue.genre_names
        except CatalogueMissing:
            return ()

    async def pick(
        self, member_id: int, wish: ListWish, without: Collection[int] = ()
    ) -> list[Candidate]:
        """Return songs for a wish, at least one and none of those in `without`.

        They do not count as shown by this. Raises what `bot.services.wishes.rank_for` raises.
        """
        shown = await self._shown(member_id)
        return await self._choose(member_id, wish, shown.union(without))

    async def _shown(self, member_id: int) -> frozenset[int]:
        return await self._store.lists.songs_since(member_id, self._now() - SHOWN_AGAIN)

    async def _choose(
        self, member_id: int, wish: ListWish, away: Collection[int]
    ) -> list[Candidate]:
        """Return songs for a wish, at least one and none of those that stay away."""
        snapshot = self._catalogue.current()
        taste = await self._taste(member_id)
        if (taste.catalogue, taste.features) != (snapshot.tracks.version, snapshot.features):
            # Still good enough to serve: a shortlist keeps ids, not rows.
            self._training.refresh(member_id)
        likes = await self._store.likes.of(member_id)
        learners = self._training.learners

        def look() -> list[Candidate]:
            if not wish.plain:
                shortlist = rank_for(learners, snapshot, likes, taste, wish)
            elif changed_since(likes, taste):
                shortlist = reorder(learners, snapshot, likes, taste)
            else:
                shortlist = unpack(taste.items)
            out = explicit_songs(snapshot.tracks).union(away) if wish.clean else away
            return choose(snapshot, shortlist, likes, out, wish.count, BALANCES[wish.adventure])

        chosen = await self._off_loop(look)
        if not chosen:
            raise NothingLeft if wish.plain else NothingFits
        return chosen

    async def page(self, member_id: int, list_id: str, first: int) -> SongPage:
        """Return the songs of a kept list from position `first` on, for its owner."""
        kept = await self._owned(member_id, list_id)
        items = kept.items[first : first + PAGE]
        if not items:
            raise ListGone
        tracks = await self._named(items)
        if not tracks:
            raise SongGone
        covers = await self._covers.of(member_id, list(tracks))
        return SongPage(
            list_id=list_id,
            songs=tuple(
                _song(item, tracks[item.track_id], covers.get(item.track_id), place)
                for place, item in enumerate(items, start=first)
                if item.track_id in tracks
            ),
            first=first,
            count=len(kept.items),
            likes=await self._store.tastes.likes(member_id),
            wanted=kept.wanted,
            size=PAGE,
            kind=kept.kind,
            relink=await self._to_renew(member_id),
        )

    async def explain(self, member_id: int, list_id: str, position: int) -> Explanation:
        """Return why the song at a position of a kept list is in it, for the list's owner."""
        kept = await self._owned(member_id, list_id)
        if position >= len(kept.items):
            raise ListGone
        item = kept.items[position]
        tracks = await self._named([item])
        if item.track_id not in tracks:
            raise SongGone
        taste = await self._training.taste(member_id)
        auc, base = _measured(taste, "auc"), _measured(taste, "prevalence_served")
        song = _song(item, tracks[item.track_id], None, position)
        likes = await self._store.likes.of(member_id)
        snapshot, learners = self._catalogue.current(), self._training.learners
        reason = await self._off_loop(
            lambda: with_second(learners, snapshot, likes, taste, item.track_id, song.reason)
        )
        return Explanation(
            song=replace(song, reason=reason),
            times=max(1, round(item.probability / base)) if base and item.probability else 1,
            likes=taste.likes if taste else 0,
            auc=auc,
        )

    async def rate(self, member_id: int, track_id: str, source: Source) -> str:
        """Keep a thumb of whoever pressed it, and let the model learn; return the title."""
        thumb = await self._thumb(track_id, source)
        await self._store.members.ensure(member_id)
        liked = await self._store.likes.songs([member_id], Source.UP)
        if source is Source.KNOWN and thumb.song in liked:
            # Whoever likes a song knows it: the thumb stays.
            return thumb.title
        await self._store.likes.rate(member_id, thumb)
        self._training.refresh(member_id)
        return thumb.title

    async def _thumb(self, track_id: str, source: Source) -> Like:
        """Return a thumb for a song of the catalogue or of a shelf."""
        tracks = await self._tracks([track_id])
        if track_id in tracks:
            return _rating(tracks[track_id], source, self._now())
        like = await self._shelf.rating(track_id, source, self._now())
        if like is None:
            raise SongGone
        return like

    async def _taste(self, member_id: int) -> Taste:
        """Return the member's taste, or the error that says what is missing."""
        taste = await self._training.taste(member_id)
        if taste is not None:
            await self._catch_up(member_id)
            return taste
        job = self._training.job(member_id)
        if job is not None or self._intake.running(member_id) is not None:
            raise TrainingRunning(place=self._training.place(job) if job else 0)
        await self._learn(member_id)
        taste = await self._training.taste(member_id)
        if taste is None:
            raise TrainingRunning(place=0)
        return taste

    async def _catch_up(self, member_id: int) -> None:
        """Begin again a reading of a new link that failed; the older taste serves meanwhile."""
        link = await self._store.links.get(member_id)
        if link is None or link.synced_at is not None or link.state is not LinkState.LINKED:
            return
        if self._intake.learning and self._intake.running(member_id) is None:
            self._intake.start(link)

    async def _learn(self, member_id: int) -> None:
        """Make up for a reading or a training that failed, or that the bot did not live to see."""
        link = await self._store.links.get(member_id)
        if link is not None and link.synced_at is None and self._intake.learning:
            await self._intake.finish(link)
            return
        counts = await self._store.likes.counts(member_id)
        if not sum(count for source, count in counts.items() if source not in NOT_LIKED):
            raise _nothing(link, learning=self._intake.learning)
        await self._training.request(member_id).finished()

    async def _to_renew(self, member_id: int) -> bool:
        """Whether to say now that the member's link needs renewing; it is said once."""
        link = await self._store.links.get(member_id)
        if link is None or link.state is LinkState.LINKED:
            return False
        return await self._store.links.tell(member_id)

    async def _owned(self, member_id: int, list_id: str) -> ShownList:
        kept = await self._store.lists.get(list_id)
        if kept is None:
            raise ListGone
        if kept.member_id != member_id:
            raise NotYours
        return kept

    async def _named(self, items: Sequence[ListItem]) -> dict[str, CatalogueTrack | SongChoice]:
        """Return titles and artists of a list's songs, by track; unknown ones are left out."""
        shelf = {item.track_id: song for item in items if (song := shelf_song(item)) is not None}
        return {**shelf, **await self._tracks([item.track_id for item in items])}

    async def _tracks(self, track_ids: Sequence[str]) -> dict[str, CatalogueTrack]:
        snapshot = self._catalogue.current()
        return await self._off_loop(lambda: _look_up(snapshot, track_ids))

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _nothing(link: Link | None, *, learning: bool) -> MemberError:
    """Return why there is nothing to learn from."""
    if link is None:
        return NotLinked()
    return NothingLiked() if learning else NothingRated()


def _look_up(snapshot: Snapshot, track_ids: Sequence[str]) -> dict[str, CatalogueTrack]:
    rows = snapshot.catalogue.resolve(track_ids)
    tracks = snapshot.catalogue.tracks(list(rows.values()))
    return dict(zip(rows, tracks, strict=True))


def _measured(taste: Taste | None, name: str) -> float | None:
    value = taste.metrics.get(name) if taste else None
    return float(value) if isinstance(value, int | float) else None


def _song(
    item: ListItem, track: CatalogueTrack | SongChoice, cover: str | None, place: int
) -> Song:
    return Song(
        track_id=item.track_id,
        title=track.title,
        artists=track.artists,
        score=item.score,
        probability=item.probability,
        reason=named_reason(item.reason),
        cover=cover,
        place=place,
    )


def _rating(track: CatalogueTrack, source: Source, now: datetime) -> Like:
    return Like(
        track_id=track.track_id,
        source=source,
        title=track.title,
        artists=track.artists,
        isrc=track.isrc,
        duration_ms=track.duration_ms,
        liked_at=now,
        song=track.song,
        explicit=track.explicit,
    )
