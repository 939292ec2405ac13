"""A client that a script drives: act as a member of the stand-in Discord, read what they see.

A `Visitor` is one person in one channel, or in their messages with the bot. What they do returns a
`Reply`, which follows the bot's answer: its first response, edits in place, follow-ups, a form.
Waiting is by events and always ends; what Discord's own client would refuse raises
`ClientRefused` before it reaches the bot; a bot silent for three seconds raises `DidNotRespond`.

    async with DiscordStandIn() as discord:
        with discord.redirect():
            bot = CratemateBot(...)                            # the real one
            running = asyncio.create_task(bot.start(discord.token))
            await discord.gateway.until_connected()

            ana = Visitor(discord, discord.join("ana", "Ana"))
            reply = await ana.run("recommend", count=5)        # answered or deferred within 3 s
            await reply.settled()                              # more than "is thinking…"
            print(reply.text)                                  # lines, [👍] [👎] [Why]
            why = await ana.press(reply, "Why", nth=2)         # the second song's button
            assert why.ephemeral                               # only Ana sees it

            songs = await ana.choices("similar", "song", "bohem")
            reply = await ana.run("similar", song=songs[0].value)

            form = await ana.press(reply, "Paste the address")
            done = await ana.submit(form, address="http://127.0.0.1/callback?code=…")
            await done.until("You are linked")                 # edits in place and follow-ups

            await ana.run("import", file=Upload("likes.csv", b"..."))
            await ana.run("playlist create", name="Mine", songs=30)
            await ana.in_dm().run("privacy")
            await ana.until("This week")                       # a post nobody asked for
            print(ana.read())                                  # the channel as Ana sees it
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self, TypeVar

from bot.sandbox.discord.components import LINK_STYLE, Kind, walk
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.discord.interactions import RESPONSE_SECONDS, Interaction
from bot.sandbox.discord.options import Value
from bot.sandbox.discord.payloads import Json, part, parts
from bot.sandbox.discord.server import DiscordStandIn
from bot.sandbox.discord.shapes import modal_fields
from bot.sandbox.discord.state import Channel, Member, Message, MessageFlag, Upload, User
from bot.sandbox.discord.text import Reader, button_label

PATIENCE = 30.0
"""Seconds to wait for an answer after the first response."""

Option = Value | bytes | Member | User | Channel
"""What a visitor fills an option with."""

Found = TypeVar("Found")


class DidNotRespond(Exception):
    """The bot gave no first response within three seconds."""


class NotSeen(Exception):
    """What was waited for did not appear; the message says what was seen instead."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of an autocomplete."""

    name: str
    value: str | int | float


class Reply:
    """What the bot makes of one action, as the visitor sees it; it changes as the bot edits."""

    def __init__(self, visitor: "Visitor", interaction: Interaction) -> None:
        self._visitor = visitor
        self.interaction = interaction

    @property
    def messages(self) -> list[Message]:
        """The messages this action made or changed, the first response first."""
        return [message for message in self.interaction.messages() if self._visitor.sees(message)]

    @property
    def message(self) -> Message:
        """The newest of the messages."""
        messages = self.messages
        if not messages:
            raise NotSeen("this reply has no message")
        return messages[-1]

    @property
    def text(self) -> str:
        """All of it as readable text; a form reads as its title and fields."""
        reader = self._visitor.reader
        texts = [reader.read(message) for message in self.messages]
        if self.interaction.modal is not None:
            texts.append(reader.modal(self.interaction.modal))
        return "\n\n".join(texts)

    @property
    def buttons(self) -> list[str]:
        """What stands on the buttons, in reading order."""
        return [button_label(button) for _, button in _buttons(self.messages)]

    @property
    def links(self) -> dict[str, str]:
        """The addresses behind the link buttons, by what stands on them."""
        buttons = [button for _, button in _buttons(self.messages)]
        return {button_label(b): b["url"] for b in buttons if b["style"] == LINK_STYLE}

    @property
    def ephemeral(self) -> bool:
        """Whether only the visitor sees it."""
        messages = self.messages
        return bool(messages) and all(m.has(MessageFlag.EPHEMERAL) for m in messages)

    @property
    def modal(self) -> Json | None:
        """The form that opened, or None."""
        return self.interaction.modal

    @property
    def thinking(self) -> bool:
        """Whether there is a mere defer yet."""
        return self.interaction.is_deferred()

    async def settled(self, within: float = PATIENCE) -> Self:
        """Wait for more than a defer."""
        return await self._until(lambda: not self.thinking, "an answer after the defer", within)

    async def until(self, wanted: str | Callable[[str], bool], within: float = PATIENCE) -> Self:
        """Wait until the text holds `wanted`, or satisfies it."""
        test = _test(wanted)
        return await self._until(lambda: test(self.text), repr(wanted), within)

    async def _until(self, test: Callable[[], bool], what: str, within: float) -> Self:
        await self._visitor.wait(lambda: test() or None, what, lambda: self.text, within)
        return self


class Visitor:
    """One person in one channel, or in their messages with the bot where `dm` is true."""

    def __init__(
        self,
        discord: DiscordStandIn,
        member: Member | User,
        channel: Channel | None = None,
        *,
        dm: bool = False,
    ) -> None:
        self._discord = discord
        self._side = discord.member_side
        self.user = member.user if isinstance(member, Member) else member
        self.channel = discord.world.dm(self.user) if dm else channel or discord.channel
        self.reader = Reader(discord.world)

    def in_dm(self) -> "Visitor":
        """Return the same person in their messages with the bot."""
        return Visitor(self._discord, self.user, dm=True)

    def in_channel(self, channel: Channel) -> "Visitor":
        """Return the same person in another channel."""
        return Visitor(self._discord, self.user, channel)

    def commands(self) -> list[str]:
        """Return the names of the commands offered here, context menus included."""
        return [command["name"] for command in self._side.commands(self.user.id, self.channel.id)]

    async def run(self, name: str, /, **options: Option) -> Reply:
        """Run a slash command; a subcommand follows after a blank: `"playlist create"`."""
        values = _values(options)
        return await self._first_response(
            self._side.run(self.user.id, self.channel.id, name, values)
        )

    async def choices(
        self, name: str, option: str, typed: str, /, **options: Option
    ) -> list[Choice]:
        """Type into an option that completes and return what is offered."""
        values = _values(options)
        interaction = self._side.complete(
            self.user.id, self.channel.id, name, option, typed, values
        )
        await self._first_response(interaction)
        return [Choice(c["name"], c["value"]) for c in interaction.choices or ()]

    async def use_on_message(self, name: str, message: Message | Reply) -> Reply:
        """Use a context menu on a message."""
        target = message.message if isinstance(message, Reply) else message
        return await self._first_response(
            self._side.use_on_message(self.user.id, self.channel.id, name, target.id)
        )

    async def use_on_member(self, name: str, member: Member | User) -> Reply:
        """Use a context menu on a member."""
        return await self._first_response(
            self._side.use_on_member(self.user.id, self.channel.id, name, member.id)
        )

    async def press(self, where: Message | Reply, button: str, /, *, nth: int = 1) -> Reply:
        """Press the nth button with this label, emoji or custom_id."""
        found = [
            (message, shown)
            for message, shown in _buttons(_messages(where))
            if button in _names_of_button(shown)
        ]
        if len(found) < nth:
            labels = ", ".join(button_label(shown) for _, shown in _buttons(_messages(where)))
            raise ClientRefused(f"there is no button {button!r} number {nth}; there are: {labels}")
        message, chosen = found[nth - 1]
        if chosen["style"] == LINK_STYLE:
            raise ClientRefused(f"{button!r} is a link to {chosen['url']}")
        return await self._first_response(
            self._side.press(self.user.id, message.channel.id, message.id, chosen["custom_id"])
        )

    async def select(
        self, where: Message | Reply, which: str, /, *choices: str | Member | User | Channel
    ) -> Reply:
        """Choose in the select with this placeholder or custom_id: labels, values or people."""
        for message in _messages(where):
            for shown in walk(message.components):
                if "min_values" in shown and which in (
                    shown["custom_id"],
                    shown.get("placeholder"),
                ):
                    return await self._choose(message, shown, choices)
        raise ClientRefused(f"there is no select {which!r}")

    async def _choose(
        self, message: Message, select: Json, choices: Sequence[str | Member | User | Channel]
    ) -> Reply:
        values = [_select_value(select, choice) for choice in choices]
        return await self._first_response(
            self._side.choose(
                self.user.id, message.channel.id, message.id, select["custom_id"], values
            )
        )

    async def submit(self, form: Reply, /, **fields: str | bytes | Upload | Sequence[str]) -> Reply:
        """Send a form; fields are named by custom_id, or by label with `_` for blanks."""
        if form.modal is None:
            raise ClientRefused("no form opened")
        names = _field_names(form.modal)
        values = {
            names.get(name.casefold(), name): _upload(value) if isinstance(value, bytes) else value
            for name, value in fields.items()
        }
        return await self._first_response(self._side.submit(self.user.id, form.interaction, values))

    def say(self, text: str, *files: Upload) -> Message:
        """Post a message in the channel."""
        return self._side.say(self.user.id, self.channel.id, text, files)

    def sees(self, message: Message) -> bool:
        """Tell whether this person sees a message."""
        return self._discord.world.sees(self.user.id, message)

    def history(self) -> list[Message]:
        """Return the channel's messages as this person sees them, oldest first."""
        return self._side.history(self.user.id, self.channel.id)

    def read(self) -> str:
        """Return the channel as text, as this person sees it."""
        return "\n\n".join(self.reader.signed(message) for message in self.history())

    def files(self, where: Message | Reply) -> dict[str, bytes]:
        """Return the files attached to a message or a reply, by name."""
        attached = [file for message in _messages(where) for file in message.attachments]
        return {file.filename: file.content for file in attached}

    async def until(self, wanted: str | Callable[[str], bool], within: float = PATIENCE) -> Message:
        """Wait for a message in the channel whose text holds `wanted`, or satisfies it."""
        test = _test(wanted)

        def find() -> Message | None:
            history = reversed(self.history())
            return next((m for m in history if test(self.reader.read(m))), None)

        return await self.wait(find, repr(wanted), self.read, within)

    async def wait(
        self,
        find: Callable[[], Found | None],
        what: str,
        seen: Callable[[], str],
        within: float,
    ) -> Found:
        """Wait until `find` gives something; raises `NotSeen` with what `seen` gives then."""
        try:
            return await self._discord.changes.until(find, within)
        except TimeoutError:
            raise NotSeen(f"{what} did not appear in {within:g} s; seen:\n{seen()}") from None

    async def _first_response(self, interaction: Interaction) -> Reply:
        try:
            await self._discord.changes.until(lambda: interaction.answered, RESPONSE_SECONDS)
        except TimeoutError:
            refused = "".join(f"; refused: {reason}" for reason in interaction.refused)
            raise DidNotRespond(f"The application did not respond{refused}") from None
        return Reply(self, interaction)


def _messages(where: Message | Reply) -> list[Message]:
    return where.messages if isinstance(where, Reply) else [where]


def _buttons(messages: list[Message]) -> Iterator[tuple[Message, Json]]:
    for message in messages:
        for component in walk(message.components):
            if component["type"] == Kind.BUTTON:
                yield message, component


def _names_of_button(button: Json) -> tuple[str | None, ...]:
    emoji = part(button, "emoji").get("name")
    return button_label(button), button.get("label"), emoji, button.get("custom_id")


def _test(wanted: str | Callable[[str], bool]) -> Callable[[str], bool]:
    return (lambda text: wanted in text) if isinstance(wanted, str) else wanted


def _upload(content: bytes) -> Upload:
    return Upload("upload.bin", content)


def _values(options: Mapping[str, Option]) -> dict[str, Value]:
    return {name: _value(option) for name, option in options.items()}


def _value(option: Option) -> Value:
    if isinstance(option, Member | User | Channel):
        return option.id
    return _upload(option) if isinstance(option, bytes) else option


def _select_value(select: Json, choice: str | Member | User | Channel) -> str | int:
    if not isinstance(choice, str):
        return choice.id
    options = parts(select, "options")
    return next((o["value"] for o in options if choice in (o["label"], o["value"])), choice)


def _field_names(modal: Json) -> dict[str, str]:
    names: dict[str, str] = {}
    for label, field in modal_fields(modal["components"]):
        names[re.sub(r"\W+", "_", label).strip("_").casefold()] = field["custom_id"]
        names[field["custom_id"].casefold()] = field["custom_id"]
    return names
