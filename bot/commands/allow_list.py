"""Asking for a place on the user list of the bot's Spotify app."""

from collections.abc import Mapping
from typing import Any

from discord import ui

from bot.commands.buttons import Action, Form
from bot.commands.replies import Interaction, answer, ask, defer, language
from bot.render import ids, notes
from bot.render.wording import Wording
from bot.services.app import Services


class AllowButton(Action, template=ids.ALLOW):
    """Opens the form for the e-mail of a member's Spotify account."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Ask for the e-mail."""
        await ask(interaction, EmailForm(language(interaction)))


class EmailForm(Form):
    """One field: the e-mail."""

    sent_as = ids.EMAIL

    def __init__(self, say: Wording) -> None:
        super().__init__(say("allow-list-title"))
        email: ui.TextInput[Any] = ui.TextInput(
            custom_id="email", placeholder=say("allow-list-placeholder"), max_length=254
        )
        label = ui.Label(
            text=say("allow-list-label"),
            description=say("allow-list-description"),
            component=email,
        )
        self.add_item(label)

    @classmethod
    async def act(
        cls, interaction: Interaction, services: Services, values: Mapping[str, str]
    ) -> None:
        """Keep the e-mail for the owner."""
        await defer(interaction)
        await services.allow_listing.ask(interaction.user.id, values["email"])
        await answer(interaction, notes.note(language(interaction)("allow-list-asked")))
