"""Context menus: a cog names its own, whoever adds the cog builds and adds them."""

from dataclasses import dataclass

from discord import AppCommandType, app_commands
from discord.ext import commands

from bot.commands.localising import localised
from bot.commands.places import BY_SERVERS, IN_SERVERS


@dataclass(frozen=True, slots=True)
class Menu:
    """One entry in the menu of a message or of a member.

    `key` is its name's message, `method` what of the cog it calls, `anywhere` whether it is offered
    outside of servers too.
    """

    key: str
    kind: AppCommandType
    method: str
    anywhere: bool = True


def menus_of(cog: commands.Cog | type[commands.Cog]) -> tuple[Menu, ...]:
    """Return the menus that a cog names as `MENUS`."""
    return getattr(cog, "MENUS", ())


def build_menus(cog: commands.Cog) -> list[app_commands.ContextMenu]:
    """Make a cog's menus, bound to it: discord.py lets a cog have none by itself."""
    return [_build(cog, menu) for menu in menus_of(cog)]


def _build(cog: commands.Cog, menu: Menu) -> app_commands.ContextMenu:
    made = app_commands.ContextMenu(
        name=localised(menu.key), callback=getattr(cog, menu.method), type=menu.kind
    )
    if not menu.anywhere:
        made.allowed_contexts, made.allowed_installs = IN_SERVERS, BY_SERVERS
    return made
