"""Discord's channels as the services post to them."""

import asyncio
import io
import logging
from collections.abc import AsyncGenerator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, Final

import aiohttp
import discord

from bot.render.notes import note as short_note
from bot.render.picture import draw_genres
from bot.render.posts import PICTURE, note_text, weekly_post
from bot.render.wording import DEFAULT_LOCALE, wording
from bot.services.board import Lost, Overgrown, Place, Refused, Unreachable
from bot.weekly import Note, WeeklyPost
from storage.servers import Servers

log = logging.getLogger(__name__)

MOST_READ: Final = 5_000
"""Messages looked through for a post; a hundred a request."""
_NO_MEMBER: Final = frozenset({10007, 10013})
"""Discord's codes for an unknown member and an unknown user."""
_OUR_FAULT: Final = frozenset({400, 413})


class DiscordBoard:
    """A `bot.services.board.Board` by discord.py."""

    def __init__(self, bot: discord.Client, servers: Servers) -> None:
        self._bot = bot
        self._servers = servers

    async def open(self, channel_id: int) -> Place:
        """Ask Discord itself: what the client remembers may be from before a reconnect."""
        channel = await self._channel(channel_id)
        guild = channel.guild
        if guild.me is None:  # pyright: ignore[reportUnnecessaryComparison]
            raise Lost("the bot is not in this server")
        may = channel.permissions_for(guild.me)
        if not (may.view_channel and may.send_messages):
            raise Lost("the bot may not write in this channel")
        return Place(
            channel_id=channel_id,
            guild_id=guild.id,
            locale=await self._locale(guild),
            may_look=may.read_message_history,
            may_attach=may.attach_files,
        )

    async def names(self, guild_id: int, member_ids: Sequence[int]) -> dict[int, str]:
        """Ask for each member on their own: without a privileged intent nobody else knows."""
        guild = self._bot.get_guild(guild_id)
        if guild is None:
            raise Lost("the bot is not in this server")
        names: dict[int, str] = {}
        for member_id in member_ids:
            async with _explained():
                try:
                    names[member_id] = (await guild.fetch_member(member_id)).display_name
                except discord.NotFound as error:
                    if error.code not in _NO_MEMBER:
                        raise
        return names

    async def newest(self, place: Place) -> int:
        """Return the id of the channel's newest message, 0 where there is none."""
        async with _explained():
            async for message in self._messages(place).history(limit=1):
                return message.id
        return 0

    async def find(self, place: Place, claim_id: str, after: int | datetime) -> int | None:
        """Look through the channel's history, oldest first."""
        history = self._messages(place).history
        since = discord.Object(after) if isinstance(after, int) else after
        read = 0
        async with _explained():
            async for message in history(limit=MOST_READ, after=since, oldest_first=True):
                read += 1
                if message.author == self._bot.user and _holds(message, claim_id):
                    return message.id
        if read >= MOST_READ:
            raise Overgrown
        return None

    async def send(self, place: Place, post: WeeklyPost, may_send: Callable[[], bool]) -> int:
        """Post; its picture goes along where it may."""
        say = wording(place.locale)
        pictured = bool(post.genres) and place.may_attach
        view = weekly_post(say, post, pictured=pictured)
        files = [_file(await genre_picture(post))] if pictured else []
        if not may_send():
            raise Unreachable("too late")
        async with _explained():
            sent = await self._messages(place).send(view=view, files=files, nonce=post.claim_id)
        return sent.id

    async def tell(self, guild_id: int, channel_id: int, keeper: int | None, note: Note) -> None:
        """Write to whoever set the schedule, or to the server's owner; closed messages stay so."""
        guild = self._bot.get_guild(guild_id)
        reader = keeper or (guild.owner_id if guild else None)
        if reader is None:
            return
        say = wording(await self._locale(guild) if guild else DEFAULT_LOCALE)
        server = guild.name if guild else ""
        view = short_note(note_text(say, note, server, channel_id))
        try:
            async with _explained():
                await (await self._bot.create_dm(discord.Object(reader))).send(view=view)
        except (Lost, Unreachable, Refused):
            log.info("nobody could be told of a schedule's trouble: %s", note.value)

    async def _locale(self, guild: discord.Guild) -> str:
        settled = (await self._servers.of(guild.id)).language
        return settled or guild.preferred_locale.value

    async def _channel(self, channel_id: int) -> discord.TextChannel:
        async with _explained():
            channel = await self._bot.fetch_channel(channel_id)
        if not isinstance(channel, discord.TextChannel):
            raise Lost("this is no text channel")
        return channel

    def _messages(self, place: Place) -> discord.PartialMessageable:
        return self._bot.get_partial_messageable(place.channel_id, guild_id=place.guild_id)


async def genre_picture(post: WeeklyPost) -> bytes:
    """Draw the post's picture, a PNG."""
    return await asyncio.to_thread(draw_genres, post.genres)


def _file(picture: bytes) -> discord.File:
    return discord.File(io.BytesIO(picture), PICTURE)


@asynccontextmanager
async def _explained() -> AsyncGenerator[None]:
    """Turn discord.py's errors into those of a board."""
    try:
        yield
    except (discord.NotFound, discord.Forbidden) as error:
        raise Lost(f"status={error.status} code={error.code}") from error
    except discord.HTTPException as error:
        if error.status in _OUR_FAULT:
            raise Refused(f"status={error.status} code={error.code}") from error
        raise Unreachable(f"status={error.status}") from error
    except (aiohttp.ClientError, OSError) as error:
        raise Unreachable(type(error).__name__) from error


def _holds(message: discord.Message, claim_id: str) -> bool:
    return any(
        custom_id.endswith(f":{claim_id}")
        for component in message.components
        for custom_id in _custom_ids(component.to_dict())
    )


def _custom_ids(component: Mapping[str, Any]) -> Iterator[str]:
    """Go through the custom ids in a component and in everything inside it."""
    if "custom_id" in component:
        yield component["custom_id"]
    inside: list[Mapping[str, Any]] = list(component.get("components") or ())
    if component.get("accessory"):
        inside.append(component["accessory"])
    for part in inside:
        yield from _custom_ids(part)
