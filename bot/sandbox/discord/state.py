"""Who and what there is: users, guilds, channels, messages and their attachments."""

import mimetypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum, IntFlag

from bot.sandbox.discord.payloads import Json
from bot.sandbox.discord.snowflakes import Snowflakes


class ChannelKind(IntEnum):
    """Discord's numbers of the channel types in use."""

    TEXT = 0
    DM = 1
    ANNOUNCEMENT = 5


class Permission(IntFlag):
    """Discord's permission bits that the stand-in looks at."""

    ADMINISTRATOR = 1 << 3
    MANAGE_GUILD = 1 << 5
    VIEW_CHANNEL = 1 << 10
    SEND_MESSAGES = 1 << 11
    MANAGE_MESSAGES = 1 << 13
    EMBED_LINKS = 1 << 14
    ATTACH_FILES = 1 << 15
    READ_MESSAGE_HISTORY = 1 << 16
    USE_APPLICATION_COMMANDS = 1 << 31


EVERYONE = (
    Permission.VIEW_CHANNEL
    | Permission.SEND_MESSAGES
    | Permission.EMBED_LINKS
    | Permission.ATTACH_FILES
    | Permission.READ_MESSAGE_HISTORY
    | Permission.USE_APPLICATION_COMMANDS
)
"""What a member without any role may do."""


class MessageFlag(IntFlag):
    """Discord's message flags in use."""

    CROSSPOSTED = 1 << 0
    SUPPRESS_EMBEDS = 1 << 2
    EPHEMERAL = 1 << 6
    LOADING = 1 << 7
    SUPPRESS_NOTIFICATIONS = 1 << 12
    IS_COMPONENTS_V2 = 1 << 15


@dataclass(slots=True)
class User:
    """An account: a person or the bot."""

    id: int
    username: str
    display_name: str
    bot: bool = False
    locale: str = "en-US"
    accepts_dms: bool = True


@dataclass(slots=True)
class Member:
    """A user in a guild, with what they may do there."""

    user: User
    guild_id: int
    permissions: int
    joined_at: float

    @property
    def id(self) -> int:
        """The user's id."""
        return self.user.id


@dataclass(slots=True)
class Channel:
    """A guild's channel, or the direct messages between the bot and one user."""

    id: int
    kind: ChannelKind
    name: str
    guild_id: int | None
    recipient: User | None = None
    bot_permissions: int = EVERYONE
    """What the bot may do here; take bits away to see it refused."""


@dataclass(slots=True)
class Guild:
    """A server."""

    id: int
    name: str
    owner_id: int
    joined_at: float
    locale: str = "en-US"
    channels: dict[int, Channel] = field(default_factory=dict[int, Channel])
    members: dict[int, Member] = field(default_factory=dict[int, Member])


@dataclass(frozen=True, slots=True)
class Upload:
    """A file on its way in."""

    filename: str
    content: bytes
    content_type: str | None = None
    index: int = 0
    """The n of the multipart field `files[n]`."""


@dataclass(slots=True)
class Attachment:
    """A stored file; served under `/attachments/{channel}/{id}/{filename}`."""

    id: int
    channel_id: int
    filename: str
    content: bytes
    content_type: str
    description: str | None = None
    ephemeral: bool = False


@dataclass(slots=True)
class Message:
    """A message as it stands; edits change it in place."""

    id: int
    channel: Channel
    author: User
    kind: int
    created_at: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list[Json])
    components: list[Json] = field(default_factory=list[Json])
    """In the shape of Discord's answers: every component has its number."""
    attachments: list[Attachment] = field(default_factory=list[Attachment])
    flags: int = 0
    nonce: str | int | None = None
    edited_at: float | None = None
    audience: int | None = None
    """The only user who sees it, or None for everyone in the channel."""
    allowed_mentions: Json | None = None
    mentioned: tuple[int, ...] = ()
    """Users whom the message notifies, after `allowed_mentions`."""
    mentions_everyone: bool = False
    from_interaction: Json | None = None
    reference: Json | None = None
    revision: int = 0
    """How often it was edited."""
    deleted: bool = False

    def has(self, flag: MessageFlag) -> bool:
        """Tell whether a flag is set."""
        return bool(self.flags & flag)


class World:
    """Everything the stand-in knows, without any rule of the API."""

    def __init__(self, now: Callable[[], float], history: int) -> None:
        self.now = now
        self.ids = Snowflakes(now)
        self.application_id = self.ids.next()
        self.bot = User(self.application_id, "cratemate", "Cratemate", bot=True)
        self.owner = User(self.ids.next(), "operator", "Operator")
        self.users: dict[int, User] = {self.bot.id: self.bot, self.owner.id: self.owner}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.attachments: dict[int, Attachment] = {}
        self._messages: dict[int, dict[int, Message]] = {}
        self._history = history
        self._dms: dict[int, Channel] = {}

    def add_guild(self, name: str, owner: User | None = None, *, bot: bool = True) -> Guild:
        """Add a guild, with the bot in it unless said otherwise."""
        now = self.now()
        guild = Guild(self.ids.next(), name, (owner or self.owner).id, now)
        self.guilds[guild.id] = guild
        if bot:
            guild.members[self.bot.id] = Member(self.bot, guild.id, EVERYONE, now)
        return guild

    def has_bot(self, guild_id: int) -> bool:
        """Tell whether the bot is in a guild."""
        return self.bot.id in self.guilds[guild_id].members

    def add_channel(self, guild: Guild, name: str, kind: ChannelKind = ChannelKind.TEXT) -> Channel:
        """Add a channel to a guild."""
        channel = Channel(self.ids.next(), kind, name, guild.id)
        guild.channels[channel.id] = self.channels[channel.id] = channel
        return channel

    def add_user(
        self, username: str, display_name: str | None = None, locale: str = "en-US"
    ) -> User:
        """Add a person who is in no guild yet."""
        user = User(self.ids.next(), username, display_name or username.title(), locale=locale)
        self.users[user.id] = user
        return user

    def add_member(self, guild: Guild, user: User, permissions: int = EVERYONE) -> Member:
        """Let a user into a guild."""
        member = Member(user, guild.id, permissions, self.now())
        guild.members[user.id] = member
        return member

    def dm(self, user: User) -> Channel:
        """Return the direct messages between the bot and a user."""
        channel = self._dms.get(user.id)
        if channel is None:
            channel = Channel(self.ids.next(), ChannelKind.DM, user.display_name, None, user)
            self._dms[user.id] = self.channels[channel.id] = channel
        return channel

    def remove_channel(self, channel: Channel) -> None:
        """Forget a channel and what was said in it."""
        del self.channels[channel.id]
        for message in self._messages.pop(channel.id, {}).values():
            self._forget(message)
        if channel.guild_id is not None:
            self.guilds[channel.guild_id].channels.pop(channel.id, None)

    def remove_guild(self, guild: Guild) -> None:
        """Forget a guild and its channels."""
        for channel in tuple(guild.channels.values()):
            self.remove_channel(channel)
        del self.guilds[guild.id]

    def guild_of(self, channel: Channel) -> Guild | None:
        """Return a channel's guild, or None for direct messages."""
        return None if channel.guild_id is None else self.guilds[channel.guild_id]

    def store(self, channel: Channel, upload: Upload, *, ephemeral: bool = False) -> Attachment:
        """Keep a file and give it an id."""
        # As Discord does, by the name first: discord.py calls every file a stream of bytes.
        guessed = mimetypes.guess_type(upload.filename)[0] or upload.content_type
        attachment = Attachment(
            id=self.ids.next(),
            channel_id=channel.id,
            filename=upload.filename,
            content=upload.content,
            content_type=guessed or "application/octet-stream",
            ephemeral=ephemeral,
        )
        self.attachments[attachment.id] = attachment
        while len(self.attachments) > self._history:
            del self.attachments[next(iter(self.attachments))]
        return attachment

    def keep(self, message: Message) -> None:
        """Add a message to its channel; the oldest go when the history is full."""
        messages = self._messages.setdefault(message.channel.id, {})
        messages[message.id] = message
        while len(messages) > self._history:
            self._forget(messages.pop(next(iter(messages))))

    def drop(self, message: Message) -> None:
        """Take a message out of its channel."""
        self._messages.get(message.channel.id, {}).pop(message.id, None)
        self._forget(message)

    def message(self, channel: Channel, message_id: int) -> Message | None:
        """Return a message that still exists."""
        return self._messages.get(channel.id, {}).get(message_id)

    def messages(self, channel: Channel) -> Iterator[Message]:
        """Go through a channel's messages, oldest first."""
        return iter(self._messages.get(channel.id, {}).values())

    def sees(self, user_id: int, message: Message) -> bool:
        """Tell whether a user can see a message."""
        if message.deleted or message.audience not in (None, user_id):
            return False
        return self.may_enter(user_id, message.channel)

    def may_enter(self, user_id: int, channel: Channel) -> bool:
        """Tell whether a user can open a channel."""
        if channel.recipient is not None:
            return user_id in (channel.recipient.id, self.bot.id)
        guild = self.guild_of(channel)
        return guild is not None and user_id in guild.members

    def _forget(self, message: Message) -> None:
        message.deleted = True
        for attachment in message.attachments:
            self.attachments.pop(attachment.id, None)
