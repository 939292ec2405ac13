"""/help: what there is to use, read off the commands themselves."""

from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.places import ELSEWHERE, MESSAGES, places
from bot.commands.replies import Interaction, answer, language
from bot.render.helping import AREAS, OTHER, Entry, help_page
from bot.render.wording import Wording
from bot.services.app import Services

_Command = app_commands.Command[Any, ..., Any] | app_commands.Group


class HelpCog(commands.Cog):
    """The way to everything else."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="help", description=localised("command-help"))
    async def help(self, interaction: Interaction) -> None:
        """List what this member can use here."""
        say = language(interaction)
        areas: dict[str, list[Entry]] = {area: [] for area in (*AREAS, OTHER)}
        for command in interaction.client.tree.get_commands():
            if not isinstance(command, app_commands.ContextMenu) and _offered(command, interaction):
                area = next((area for area in AREAS if command.name in AREAS[area]), OTHER)
                areas[area].append(_entry(command, say, interaction.client.command_ids))
        await answer(interaction, help_page(say, areas))


def _offered(command: _Command, interaction: Interaction) -> bool:
    """Whether Discord offers a command here, as far as the command itself says."""
    offered = places(command.allowed_contexts, command.allowed_installs)
    if interaction.guild_id is None:
        return MESSAGES in offered
    if not interaction.is_guild_integration():
        return ELSEWHERE in offered
    needed = command.default_permissions
    return needed is None or interaction.permissions >= needed


def _entry(command: _Command, say: Wording, command_ids: dict[str, int]) -> Entry:
    inside = command.commands if isinstance(command, app_commands.Group) else [command]
    number = command_ids.get(command.name, 0)
    mentions = tuple(f"</{one.qualified_name}:{number}>" for one in inside)
    return Entry(mentions, _description(command, say))


def _description(command: _Command, say: Wording) -> str:
    text: app_commands.locale_str | None = getattr(command, "_locale_description", None)
    if text is None or "key" not in text.extras:
        return command.description
    return say(text.extras["key"])


def numbers(synced: list[app_commands.AppCommand]) -> dict[str, int]:
    """Return the ids by which slash commands are mentioned, by name."""
    return {one.name: one.id for one in synced if one.type is discord.AppCommandType.chat_input}
