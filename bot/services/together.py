"""Members of a server side by side: what they share, and one list for all of them.

Only who takes part in the server and is still in it is looked at, and only by others who take part
there.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np

from bot.errors import (
    DiscordSilent,
    Foreign,
    NobodyElse,
    NothingLeft,
    NotTakingPart,
    TasteUnknown,
)
from bot.results.songs import GROUP, NamedReason, Song
from bot.results.together import BLEND, Blend, Comparison, Divide, Person
from bot.services.blending import Listener, blend
from bot.services.board import Lost, Unreachable
from bot.services.catalogue import CatalogueService, Snapshot, explicit_songs
from bot.services.clock import Clock
from bot.services.membership import Membership
from bot.services.ranking import Learners, match_likes
from bot.services.recommending import SHOWN_AGAIN
from bot.services.training import Training
from models.compare import SAMPLE, dividing, genre_shares, suitability
from models.profiles import Indices
from models.taste import Likes
from storage.like import NOT_LIKED, Like
from storage.lists import ListItem
from storage.store import Store
from storage.tastes import Taste

MOST: Final = 10
"""Members a list can be for."""
_NAMED: Final = 5
_DIVIDES: Final = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Side:
    """One of the members who are compared."""

    person: Person
    likes: Sequence[Like]
    taste: Taste


class Together:
    """Compares two members and chooses for up to ten."""

    def __init__(
        self,
        store: Store,
        catalogue: CatalogueService,
        training: Training,
        membership: Membership,
        executor: Executor,
        now: Clock,
    ) -> None:
        self._store = store
        self._catalogue = catalogue
        self._training = training
        self._membership = membership
        self._learners = training.learners
        self._executor = executor
        self._now = now

    async def compare(self, guild_id: int, first: Person, second: Person) -> Comparison:
        """Return what two members share and what divides them.

        Raises `NobodyElse`, `NotTakingPart`, `DiscordSilent` and `TasteUnknown`.
        """
        people = await self._willing(guild_id, [first, second])
        tastes = await self._tastes(people)
        sides = [
            _Side(person, await self._store.likes.of(person.member_id), taste)
            for person, taste in zip(people, tastes, strict=True)
        ]
        snapshot = self._catalogue.current()
        return await self._off_loop(lambda: _compare(self._learners, snapshot, *sides))

    async def blend(self, guild_id: int, people: Sequence[Person], count: int) -> Blend:
        """Make and keep one list for several members; it belongs to the first one.

        Nothing in it was shown lately to any of them, or disliked by one. Raises what `compare`
        raises, and `NothingLeft`.
        """
        people = await self._willing(guild_id, people)
        tastes = await self._tastes(people)
        ids = [person.member_id for person in people]
        since = self._now() - SHOWN_AGAIN
        listeners: list[Listener] = []
        for member_id, taste in zip(ids, tastes, strict=True):
            shown = await self._store.lists.songs_since(member_id, since)
            likes = await self._store.likes.of(member_id)
            heard = {like.song for like in likes if like.song is not None}
            listeners.append(Listener(taste.items, shown.union(heard)))
        snapshot = self._catalogue.current()
        clean = (await self._store.servers.of(guild_id)).clean
        without = explicit_songs(snapshot.tracks) if clean else frozenset[int]()
        items, fits = await self._off_loop(lambda: blend(snapshot, listeners, without, count))
        if not items:
            raise NothingLeft
        list_id = await self._store.lists.save(ids[0], BLEND, items, self._now(), wanted=count)
        songs = await self._off_loop(lambda: _songs(snapshot, items))
        return Blend(list_id, songs, tuple(zip(people, fits, strict=True)), count)

    async def _willing(self, guild_id: int, people: Sequence[Person]) -> list[Person]:
        """Return the people, each once, who must be at least two, all here, and all take part.

        The first is the one who asks, by which they are here.
        """
        different = list({person.member_id: person for person in people}.values())
        if len(different) < 2:
            raise NobodyElse
        joined = {one.member_id for one in await self._store.guilds.participants(guild_id)}
        if different[0].member_id not in joined:
            raise NotTakingPart(who="you", name="")
        for person in different[1:]:
            if person.member_id not in joined:
                raise NotTakingPart(who="other", name=Foreign(person.name))
        here = await self._here(guild_id, [person.member_id for person in different[1:]])
        for person in different[1:]:
            if person.member_id not in here:
                raise NotTakingPart(who="gone", name=Foreign(person.name))
        return different

    async def _here(self, guild_id: int, member_ids: Sequence[int]) -> frozenset[int]:
        try:
            return await self._membership.present(guild_id, member_ids)
        except (Lost, Unreachable) as error:
            raise DiscordSilent from error

    async def _tastes(self, people: Sequence[Person]) -> list[Taste]:
        tastes: list[Taste] = []
        for place, person in enumerate(people):
            taste = await self._training.taste(person.member_id)
            if taste is None:
                who = "other" if place else "you"
                raise TasteUnknown(who=who, name=Foreign(person.name))
            tastes.append(taste)
        return tastes

    async def _off_loop(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._executor, work)


def _compare(learners: Learners, snapshot: Snapshot, first: _Side, second: _Side) -> Comparison:
    """Compare two members; work for a thread."""
    titles = {key: _titled(like) for key, like in _loved(first).items() if key in _loved(second)}
    artists = _artists(first), _artists(second)
    shared = sorted(artists[0].keys() & artists[1].keys())
    shared.sort(key=lambda name: -min(artists[0][name], artists[1][name]))
    likes = [match_likes(snapshot.catalogue, side.likes).likes for side in (first, second)]
    genres, names = snapshot.tracks.genres, snapshot.tracks.genre_names
    shares = [genre_shares(genres, one.rows.astype(np.int64), len(names)) for one in likes]
    apart: list[int] = dividing(shares[0], shares[1], _DIVIDES).tolist()
    return Comparison(
        first=first.person,
        second=second.person,
        first_suited=_suited(learners, snapshot, first.taste, *likes),
        second_suited=_suited(learners, snapshot, second.taste, *reversed(likes)),
        songs=len(titles),
        titles=tuple(list(titles.values())[:_NAMED]),
        artists=len(shared),
        names=tuple(shared[:_NAMED]),
        divides=tuple(
            Divide(names[place], float(shares[0][place]), float(shares[1][place]))
            for place in apart
        ),
    )


def _suited(
    learners: Learners, snapshot: Snapshot, taste: Taste, mine: Likes, theirs: Likes
) -> float | None:
    """Return how well somebody's songs suit another one; songs that both like say nothing new."""
    learner = learners.of(snapshot)
    # Trees of another version say nothing here; what all members share still does.
    model = taste.model if taste.features == snapshot.features else b""
    song = snapshot.tracks.song
    foreign = theirs.rows[~np.isin(song[theirs.rows], song[mine.rows])]
    chance = np.random.default_rng(0)
    sample = chance.choice(len(song), min(SAMPLE, len(song)), replace=False)
    sample = sample[~np.isin(song[sample], song[mine.rows])]
    rows: Indices = np.concatenate((foreign.astype(np.int64), np.sort(sample)))
    scores = learner.log_odds(mine, model, rows)
    return suitability(scores[: len(foreign)], scores[len(foreign) :])


def _loved(side: _Side) -> dict[int | str, Like]:
    return {
        like.track_id if like.song is None else like.song: like
        for like in side.likes
        if like.source not in NOT_LIKED
    }


def _artists(side: _Side) -> dict[str, int]:
    """Return how many songs of each first artist somebody likes."""
    counts: dict[str, int] = {}
    for like in _loved(side).values():
        if like.artists:
            counts[like.artists[0]] = counts.get(like.artists[0], 0) + 1
    return counts


def _titled(like: Like) -> str:
    return f"{like.title} — {like.artists[0]}" if like.artists else like.title


def _songs(snapshot: Snapshot, items: Sequence[ListItem]) -> tuple[Song, ...]:
    rows = snapshot.catalogue.resolve([item.track_id for item in items])
    tracks = snapshot.catalogue.tracks([rows[item.track_id] for item in items])
    return tuple(
        Song(track.track_id, track.title, track.artists, item.score, None, NamedReason(GROUP))
        for item, track in zip(items, tracks, strict=True)
    )
