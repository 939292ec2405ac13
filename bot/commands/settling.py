"""/settings: what those who manage a server settle for it."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.places import BY_SERVERS, IN_SERVERS
from bot.commands.replies import Interaction, answer, language
from bot.render.settling import settings_page
from bot.render.wording import DEFAULT_LOCALE, languages
from bot.results.wishes import Adventure
from bot.services.app import Services

_AS_DISCORD = "server"
_LANGUAGES = [
    app_commands.Choice(name=localised("command-settings-language-server"), value=_AS_DISCORD),
    *(
        app_commands.Choice(name=say("language-name"), value=locale)
        for locale, say in sorted(languages().items(), key=lambda one: one[0] != DEFAULT_LOCALE)
    ),
]
_ADVENTURES = [
    app_commands.Choice(name=localised(f"command-recommend-{level}"), value=level.value)
    for level in Adventure
]


class SettingsCog(commands.Cog):
    """A server's settings."""

    settings = app_commands.Group(
        name="settings",
        description=localised("command-settings"),
        default_permissions=discord.Permissions(manage_guild=True),
        allowed_contexts=IN_SERVERS,
        allowed_installs=BY_SERVERS,
    )

    def __init__(self, services: Services) -> None:
        self._servers = services.store.servers

    @settings.command(name="show", description=localised("command-settings-show"))
    async def show(self, interaction: Interaction) -> None:
        """Show what is settled."""
        await self._settle(interaction)

    @settings.command(name="set", description=localised("command-settings-set"))
    @app_commands.describe(
        tongue=localised("command-settings-set-language"),
        explicit=localised("command-settings-set-explicit"),
        adventure=localised("command-settings-set-adventure"),
    )
    @app_commands.rename(tongue="language")
    @app_commands.choices(tongue=_LANGUAGES, adventure=_ADVENTURES)
    async def change(
        self,
        interaction: Interaction,
        tongue: str | None = None,
        explicit: bool | None = None,
        adventure: str | None = None,
    ) -> None:
        """Settle what is given, leave the rest."""
        values: dict[str, Any] = {}
        if tongue is not None:
            values["language"] = None if tongue == _AS_DISCORD else tongue
        if explicit is not None:
            values["clean"] = not explicit
        if adventure is not None:
            values["adventure"] = adventure
        await self._settle(interaction, **values)

    @settings.command(name="channels", description=localised("command-settings-channels"))
    @app_commands.describe(
        channel=localised("command-settings-channels-channel"),
        channel2=localised("command-settings-channels-more"),
        channel3=localised("command-settings-channels-more"),
    )
    async def channels(
        self,
        interaction: Interaction,
        channel: discord.TextChannel | None = None,
        channel2: discord.TextChannel | None = None,
        channel3: discord.TextChannel | None = None,
    ) -> None:
        """Take commands in these channels only; in all of them where none is given."""
        given = [one.id for one in (channel, channel2, channel3) if one is not None]
        await self._settle(interaction, channels=tuple(dict.fromkeys(given)))

    async def _settle(self, interaction: Interaction, **values: Any) -> None:
        if interaction.guild_id is None:
            raise app_commands.NoPrivateMessage
        guild_id = interaction.guild_id
        change, look = self._servers.change, self._servers.of
        server = await (change(guild_id, **values) if values else look(guild_id))
        await answer(interaction, settings_page(language(interaction), server))
