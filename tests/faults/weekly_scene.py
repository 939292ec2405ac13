"""Where weekly posts are due: servers in the stand-in Discord, their members, their weeks."""

import random
import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.sandbox.discord.components import walk
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.discord.state import EVERYONE, Channel, Message, Permission
from bot.sandbox.songs import make_catalogue
from bot.services.calendar import instants
from storage.posts import make_claim_id
from storage.schedules import Schedule, Slot
from storage.store import Store
from tests.weekly import give_taste

START = datetime(2026, 3, 2, tzinfo=UTC)
"""Summer time begins in the weeks that follow, on different days in different places."""
MEMBERS = 2
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "Asia/Kolkata",
    "Pacific/Auckland",
    "America/Sao_Paulo",
    "UTC",
    "Africa/Casablanca",
    "Australia/Lord_Howe",
)
GENRES = ("techno", "house", "folk", "country", "jazz", "soul", "rock", "punk")


@dataclass(frozen=True, slots=True)
class Due:
    """A post that has to come."""

    claim_id: str
    instant: datetime
    channel: Channel


@dataclass
class WeeklyScene:
    """Servers with a weekly post each."""

    discord: DiscordStandIn
    database: Path
    due: list[Due] = field(default_factory=list[Due])
    secluded: set[int] = field(default_factory=set[int])
    """Channels whose history the bot may not read now."""

    @classmethod
    async def build(
        cls,
        discord: DiscordStandIn,
        store: Store,
        catalogue: Path,
        posts: int,
        chance: random.Random,
    ) -> "WeeklyScene":
        """Set schedules so that `posts` posts are due, some of them at the same instants."""
        scene = cls(discord, store.database.path)
        servers = max(2, min(20, posts // 5))
        weeks = -(-posts // servers)
        end = START + timedelta(weeks=weeks)
        slot = Slot(0, 0, "UTC")
        for number in range(servers):
            if number % 3 != 1:
                slot = Slot(chance.randrange(7), chance.randrange(1440), chance.choice(ZONES))
            schedule, channel = await scene._add_server(store, catalogue, number, slot)
            for instant in instants(schedule.slot, START, end):
                claim_id = make_claim_id(schedule.schedule_id, instant)
                scene.due.append(Due(claim_id, instant, channel))
        scene.due.sort(key=lambda due: due.instant)
        del scene.due[posts:]
        return scene

    async def _add_server(
        self, store: Store, catalogue: Path, number: int, slot: Slot
    ) -> tuple[Schedule, Channel]:
        guild = self.discord.add_guild(f"Server {number}")
        (channel,) = guild.channels.values()
        for place in range(MEMBERS):
            member = self.discord.join(f"m{number}-{place}", f"M{place}", guild=guild)
            seed = number * MEMBERS + place
            genre = GENRES[seed % len(GENRES)]
            await give_taste(store, catalogue, member.id, (genre,), seed=seed)
            await store.guilds.join(guild.id, member.id, START)
        keeper = next(iter(guild.members))
        schedule = await store.schedules.set(guild.id, channel.id, slot, keeper, START)
        return schedule, channel

    def seclude(self, channel: Channel, *, away: bool) -> None:
        """Take the history of a channel away from the bot, or give it back."""
        rights = EVERYONE & ~Permission.READ_MESSAGE_HISTORY if away else EVERYONE
        self.discord.restrict(channel, rights)
        (self.secluded.add if away else self.secluded.discard)(channel.id)

    def messages(self) -> Counter[str]:
        """Count the posts that stand in all channels, by claim."""
        return Counter(claim_of(message) for message in self.posted())

    def posted(self) -> list[Message]:
        """Return every message of the bot."""
        world = self.discord.world
        return [
            message
            for channel in world.channels.values()
            for message in world.messages(channel)
            if message.author is world.bot
        ]

    def statuses(self) -> dict[str, str]:
        """Return how far each post is by the store; a due one that somebody holds is `claimed`."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            rows = connection.execute("SELECT claim_id, status, holder FROM posts")
            return {
                claim_id: "claimed" if status == "due" and holder else status
                for claim_id, status, holder in rows
            }

    def integrity(self) -> str:
        """Return what SQLite says of the store: ok."""
        with closing(sqlite3.connect(self.database, timeout=10)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        return str(found) if not broken else "foreign keys"


def claim_of(message: Message) -> str:
    """Return the claim in a message's buttons."""
    ids = [str(part["custom_id"]) for part in walk(message.components) if part.get("custom_id")]
    return next((custom_id.rpartition(":")[2] for custom_id in ids if ":join:" in custom_id), "")


def build_catalogue(folder: Path) -> Path:
    """Build a small catalogue of made-up songs."""
    make_catalogue(folder, count=2_000)
    return folder
