"""Asking for a place on the user list of the bot's Spotify app, and the news that a link ends."""

from collections.abc import Mapping
from typing import Any

from discord import ui
from discord.ext import commands

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


class RenewalCog(commands.Cog):
    """Tells members that their link ends, under the answer to whatever they asked."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:
        """Tell once; whoever links anew or unlinks just now need not hear of it."""
        if command.qualified_name in {"link", "unlink"}:
            return
        ends = await self._services.renewal.news(interaction.user.id)
        if ends is not None:
            text = language(interaction)("link-ends", day=ends.date())
            await interaction.followup.send(view=notes.note(text), ephemeral=True)
