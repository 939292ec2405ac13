"""The bases of buttons, selects and forms: found by custom id after any restart, failures told."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Self

from discord import ui

from bot.commands.replies import Interaction, explain_failure
from bot.commands.watching import watch
from bot.services.app import Services


class _Persistent(ui.DynamicItem[Any], template=r"(?!)"):
    """An item whose custom id says everything it needs, `values` by the names of its template.

    discord.py only logs what is raised in a dynamic item, so `callback` hands it to the one error
    handler. The template of this base matches nothing.
    """

    kind: ClassVar[type[ui.Item[Any]]]
    """What stands on the message."""

    def __init__(self, item: Any, values: dict[str, str]) -> None:
        super().__init__(item)
        self.values = values

    @classmethod
    async def from_custom_id(
        cls,
        interaction: Interaction,
        item: ui.Item[Any],
        match: re.Match[str],
        /,
    ) -> Self:
        """Return the item that was used, on whatever message it stands."""
        if not isinstance(item, cls.kind):
            raise TypeError(f"{cls.__name__} is no {type(item).__name__}")
        return cls(item, match.groupdict())

    async def callback(self, interaction: Interaction) -> None:
        """Do what was asked for, and explain where it fails."""
        kind = self.kind.__name__
        name = type(self).__name__.removesuffix(kind)
        watch(interaction, f"{kind} {name}".lower())
        try:
            await self._begin(interaction, interaction.client.services)
        except Exception as error:
            await explain_failure(interaction, error)

    async def _begin(self, interaction: Interaction, services: Services) -> None:
        raise NotImplementedError


class Action(_Persistent, template=r"(?!)"):
    """A persistent button; subclasses write `act`."""

    kind = ui.Button

    async def _begin(self, interaction: Interaction, services: Services) -> None:
        await self.act(interaction, services)

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Do what the button promises."""
        raise NotImplementedError


class Choice(_Persistent, template=r"(?!)"):
    """A persistent select; subclasses write `act`."""

    kind = ui.Select

    async def _begin(self, interaction: Interaction, services: Services) -> None:
        await self.act(interaction, services, [str(value) for value in self.item.values])

    async def act(self, interaction: Interaction, services: Services, chosen: list[str]) -> None:
        """Do what the select promises."""
        raise NotImplementedError


class Form(ui.Modal):
    """The base of modals; subclasses add fields and write `act`.

    discord.py hears only of forms that it opened since it began. So none is left to it: the client
    hands over whatever is sent, found by its custom id, after any restart too.
    """

    sent_as: ClassVar[str]
    """Its custom id."""

    def __init__(self, title: str) -> None:
        super().__init__(title=title, custom_id=self.sent_as)
        self.stop()

    @classmethod
    async def take(cls, interaction: Interaction) -> None:
        """Do what the form was sent for, and explain where it fails."""
        watch(interaction, f"form {cls.__name__.removesuffix('Form').lower()}")
        try:
            values = dict(_fields(interaction.data))
            await cls.act(interaction, interaction.client.services, values)
        except Exception as error:
            await explain_failure(interaction, error)

    @classmethod
    async def act(
        cls, interaction: Interaction, services: Services, values: Mapping[str, str]
    ) -> None:
        """Do what the form promises; `values` are what was typed, by the fields' custom ids."""
        raise NotImplementedError


def _fields(shape: Any) -> Iterator[tuple[str, str]]:
    """Go through the fields in a sent form."""
    for part in shape.get("components", ()):
        yield from _fields(part)
    field = shape.get("component", {})
    if "value" in field:
        yield field["custom_id"], field["value"]
