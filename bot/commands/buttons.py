"""The base of persistent buttons: found by custom id after any restart, failures told."""

import re
from typing import Any, Self

import discord
from discord import ui

from bot.commands.replies import Interaction, explain_failure
from bot.commands.watching import watch
from bot.services.app import Services


class Action(ui.DynamicItem[ui.Button[Any]], template=r"(?!)"):
    """A button whose custom id says everything it needs; subclasses write `act`.

    discord.py only logs what is raised in a dynamic item, so `callback` hands it to the one error
    handler. The template of this base matches nothing.
    """

    def __init__(self, button: ui.Button[Any], values: dict[str, str]) -> None:
        super().__init__(button)
        self.values = values

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Return the button that was pressed, on whatever message it stands."""
        if not isinstance(item, ui.Button):
            raise TypeError(f"{cls.__name__} is a button, not {type(item).__name__}")
        return cls(item, match.groupdict())

    async def callback(self, interaction: Interaction) -> None:
        """Act, and explain where it fails."""
        watch(interaction, f"button {type(self).__name__.removesuffix('Button').lower()}")
        try:
            await self.act(interaction, interaction.client.services)
        except Exception as error:
            await explain_failure(interaction, error)

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Do what the button promises."""
        raise NotImplementedError


class Choice(ui.DynamicItem[ui.Select[Any]], template=r"(?!)"):
    """The base of persistent selects, for all else like `Action`."""

    def __init__(self, select: ui.Select[Any], values: dict[str, str]) -> None:
        super().__init__(select)
        self.values = values

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Return the select that was used, on whatever message it stands."""
        if not isinstance(item, ui.Select):
            raise TypeError(f"{cls.__name__} is a select, not {type(item).__name__}")
        return cls(item, match.groupdict())

    async def callback(self, interaction: Interaction) -> None:
        """Act on what was chosen, and explain where it fails."""
        watch(interaction, f"select {type(self).__name__.removesuffix('Select').lower()}")
        try:
            chosen = [str(value) for value in self.item.values]
            await self.act(interaction, interaction.client.services, chosen)
        except Exception as error:
            await explain_failure(interaction, error)

    async def act(self, interaction: Interaction, services: Services, chosen: list[str]) -> None:
        """Do what the select promises."""
        raise NotImplementedError


class Form(ui.Modal):
    """The base of modals: what goes wrong after sending is explained the same way."""

    async def interaction_check(self, interaction: discord.Interaction, /) -> bool:
        """Give the interaction an id before anything else happens."""
        watch(interaction, f"form {type(self).__name__.removesuffix('Form').lower()}")
        return True

    async def on_error(self, interaction: discord.Interaction, error: Exception, /) -> None:
        """Explain the failure to whoever sent the form."""
        await explain_failure(interaction, error)
