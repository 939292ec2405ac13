"""Setting weekly posts, taking part in them, and taking their list along."""

import base64
import hashlib
from datetime import datetime
from typing import Final

from bot.errors import (
    ChannelUnwritable,
    DiscordSilent,
    NobodyTakesPart,
    NoSchedule,
    NothingNew,
    PlaylistNeedsLink,
    PostGone,
    TooManySchedules,
)
from bot.services.board import Lost, Place, Refused, Unreachable
from bot.services.calendar import next_instant
from bot.services.clock import Clock
from bot.services.posting import Posting
from bot.services.weekly import NothingToSay
from bot.services.zones import read_time, read_zone
from bot.weekly import Note, Plan, WeeklyPost
from storage.schedules import Schedule, Slot
from storage.store import Store

MOST: Final = 5
"""Schedules a server may have."""


class Scheduling:
    """What members and administrators do about weekly posts."""

    def __init__(self, store: Store, posting: Posting, now: Clock) -> None:
        self._store = store
        self._posting = posting
        self._now = now

    @property
    def now(self) -> datetime:
        """The time."""
        return self._now()

    async def set(
        self, guild_id: int, channel_id: int, weekday: int, time: str, zone: str, keeper: int
    ) -> Plan:
        """Have a post in a channel every week from now on, in the place of the channel's earlier
        schedule.

        Raises `TimeUnreadable`, `ZoneUnknown`, `ChannelUnwritable` and `TooManySchedules`.
        """
        slot = Slot(weekday, read_time(time), read_zone(zone))
        place = await self._open(channel_id)
        others = [
            one for one in await self._store.schedules.of(guild_id) if one.channel_id != channel_id
        ]
        if len(others) >= MOST:
            raise TooManySchedules(most=MOST)
        schedule = await self._store.schedules.set(guild_id, channel_id, slot, keeper, self._now())
        return self._plan(schedule, place)

    async def plans(self, guild_id: int) -> list[Plan]:
        """Return a server's schedules, oldest first."""
        return [self._plan(schedule) for schedule in await self._store.schedules.of(guild_id)]

    async def pause(self, guild_id: int, which: str | None) -> Plan:
        """Post no more until resumed. Raises `NoSchedule`."""
        schedule = await self._find(guild_id, which)
        await self._store.schedules.pause(schedule.schedule_id)
        return await self._again(schedule)

    async def resume(self, guild_id: int, which: str | None) -> Plan:
        """Post again from now on. Raises `NoSchedule` and `ChannelUnwritable`."""
        schedule = await self._find(guild_id, which)
        place = await self._open(schedule.channel_id)
        await self._store.schedules.resume(schedule.schedule_id, self._now())
        return await self._again(schedule, place)

    async def remove(self, guild_id: int, which: str | None) -> Plan:
        """Forget a schedule and return what it was. Raises `NoSchedule`."""
        schedule = await self._find(guild_id, which)
        await self._store.schedules.remove(schedule.schedule_id)
        return self._plan(schedule)

    async def preview(self, guild_id: int) -> WeeklyPost:
        """Return what a post would say now. Raises `NobodyTakesPart` and `NothingNew`."""
        board = self._posting.board
        try:
            return await self._posting.weekly.preview(
                guild_id, self._now(), lambda ids: board.names(guild_id, ids)
            )
        except NothingToSay as empty:
            raise (NobodyTakesPart if empty.note is Note.NOBODY else NothingNew) from empty
        except (Lost, Unreachable, Refused) as error:
            raise DiscordSilent from error

    async def join(self, guild_id: int, member_id: int) -> tuple[bool, bool]:
        """Let a member take part; return whether that is new, and whether their taste is known."""
        new = await self._store.guilds.join(guild_id, member_id, self._now())
        return new, await self._store.tastes.known(member_id)

    async def leave(self, guild_id: int, member_id: int) -> bool:
        """Let a member take part no longer; False where they did not."""
        return bool(await self._store.guilds.leave(guild_id, [member_id]))

    async def take(self, claim_id: str, member_id: int) -> str:
        """Give a member a list of their own with the songs for all of a post; return its id.

        Taken twice it is the same list. Raises `PlaylistNeedsLink` and `PostGone`.
        """
        if await self._store.links.get(member_id) is None:
            raise PlaylistNeedsLink
        post = await self._store.posts.get(claim_id)
        if post is None or post.content is None or not post.content.group:
            raise PostGone
        digest = hashlib.blake2b(f"{claim_id} {member_id}".encode(), digest_size=9).digest()
        list_id = base64.urlsafe_b64encode(digest).decode()
        if await self._store.lists.get(list_id) is None:
            await self._store.lists.save(
                member_id, "weekly", post.content.group, self._now(), list_id=list_id
            )
        return list_id

    async def _open(self, channel_id: int) -> Place:
        try:
            return await self._posting.board.open(channel_id)
        except Lost as error:
            raise ChannelUnwritable(channel=f"<#{channel_id}>") from error
        except (Unreachable, Refused) as error:
            raise DiscordSilent from error

    async def _find(self, guild_id: int, which: str | None) -> Schedule:
        schedules = await self._store.schedules.of(guild_id)
        found = [one for one in schedules if which in (None, one.schedule_id)]
        if len(found) != 1:
            raise NoSchedule(count=len(schedules))
        return found[0]

    async def _again(self, schedule: Schedule, place: Place | None = None) -> Plan:
        kept = await self._store.schedules.get(schedule.schedule_id)
        return self._plan(kept or schedule, place)

    def _plan(self, schedule: Schedule, place: Place | None = None) -> Plan:
        slot = schedule.slot
        return Plan(
            schedule_id=schedule.schedule_id,
            channel_id=schedule.channel_id,
            weekday=slot.weekday,
            minute=slot.minute,
            zone=slot.zone,
            next_at=None if schedule.paused else next_instant(slot, self._now()),
            trouble=None if schedule.told is None else Note(schedule.told),
            lacks_history=place is not None and not place.may_look,
            lacks_pictures=place is not None and not place.may_attach,
        )
