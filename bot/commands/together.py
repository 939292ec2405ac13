"""/compare and /blend, and the same in a member's menu."""

from collections.abc import Sequence

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.menus import Menu
from bot.commands.replies import Interaction, answer, defer, language
from bot.commands.servers import common_language
from bot.render import together
from bot.results.together import Person
from bot.services.app import Services

_DEFAULT_COUNT = 10
_MEMBERS = {
    "member": localised("command-blend-member"),
    **{f"member{number}": localised("command-blend-member") for number in range(2, 10)},
}

_Count = app_commands.Range[int, 1, 20]
_Person = discord.Member | discord.User
"""Whoever is named by an id may have left the server, or never have been in it."""


class TogetherCog(commands.Cog):
    """What members of a server have in common, for those who take part there."""

    MENUS = (
        Menu("menu-compare", discord.AppCommandType.user, "compare_with", anywhere=False),
        Menu("menu-blend", discord.AppCommandType.user, "blend_with", anywhere=False),
    )

    def __init__(self, services: Services) -> None:
        self._together = services.together

    @app_commands.command(name="compare", description=localised("command-compare"))
    @app_commands.describe(member=localised("command-compare-member"))
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def compare(self, interaction: Interaction, member: _Person) -> None:
        """Compare two members."""
        await self.compare_with(interaction, member)

    @app_commands.command(name="blend", description=localised("command-blend"))
    @app_commands.describe(
        **_MEMBERS,
        count=localised("command-blend-count"),
        private=localised("command-recommend-private"),
    )
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def blend(
        self,
        interaction: Interaction,
        member: _Person,
        member2: _Person | None = None,
        member3: _Person | None = None,
        member4: _Person | None = None,
        member5: _Person | None = None,
        member6: _Person | None = None,
        member7: _Person | None = None,
        member8: _Person | None = None,
        member9: _Person | None = None,
        count: _Count = _DEFAULT_COUNT,
        private: bool = True,
    ) -> None:
        """Choose songs for all who are named and whoever asks."""
        others = (member, member2, member3, member4, member5, member6, member7, member8, member9)
        await self._blend(interaction, [one for one in others if one is not None], count, private)

    async def compare_with(self, interaction: Interaction, member: _Person) -> None:
        """Compare whoever asks with a member, for the eyes of the one who asks."""
        await defer(interaction)
        found = await self._together.compare(
            _guild(interaction), _person(interaction.user), _person(member)
        )
        await answer(interaction, together.comparison(language(interaction), found))

    async def blend_with(self, interaction: Interaction, member: _Person) -> None:
        """Choose songs for whoever asks and a member."""
        await self._blend(interaction, [member], _DEFAULT_COUNT, private=True)

    async def _blend(
        self, interaction: Interaction, others: Sequence[_Person], count: int, private: bool
    ) -> None:
        await defer(interaction, private=private)
        people = [_person(one) for one in (interaction.user, *others)]
        made = await self._together.blend(_guild(interaction), people, count)
        say = language(interaction) if private else await common_language(interaction)
        await answer(interaction, together.blend(say, made))


def _person(member: _Person) -> Person:
    return Person(member.id, member.display_name)


def _guild(interaction: Interaction) -> int:
    """Return the server; none of these commands is offered elsewhere."""
    if interaction.guild_id is None:
        raise app_commands.NoPrivateMessage
    return interaction.guild_id
