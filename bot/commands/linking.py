"""/link and /unlink, and the modal for a pasted address."""

from collections.abc import Mapping
from typing import Any

from discord import app_commands, ui
from discord.ext import commands

from bot.commands.buttons import Action, Form
from bot.commands.localising import localised
from bot.commands.replies import Interaction, answer, ask, defer, language
from bot.render import ids, notes
from bot.render.text import quote
from bot.render.wording import Wording
from bot.services.app import Services
from bot.services.linking import LOGIN_LIFE


class LinkCog(commands.Cog):
    """A member's way in and out."""

    def __init__(self, services: Services) -> None:
        self._services = services

    @app_commands.command(name="link", description=localised("command-link"))
    async def link(self, interaction: Interaction) -> None:
        """Offer Spotify's consent page and follow what comes of it."""
        services, say = self._services, language(interaction)
        url = await services.linking.begin(interaction.user.id, interaction.user.name)
        minutes = int(LOGIN_LIFE.total_seconds() // 60)
        offer = notes.link_offer(say, url, minutes, learning=bool(services.linking.learning))
        # From here on: whoever is quick has confirmed before Discord says that the offer is shown.
        steps = services.intake.follow(interaction.user.id)
        await answer(interaction, offer)
        interaction.client.progress.show(interaction, steps)

    @app_commands.command(name="sync", description=localised("command-sync"))
    async def sync(self, interaction: Interaction) -> None:
        """Read the library anew and show how far it is."""
        await defer(interaction)
        steps = await self._services.syncing.begin(interaction.user.id)
        await answer(interaction, notes.note(language(interaction)("sync-begun")))
        interaction.client.progress.show(interaction, steps)

    @app_commands.command(name="unlink", description=localised("command-unlink"))
    async def unlink(self, interaction: Interaction) -> None:
        """Delete tokens and what came from Spotify."""
        await defer(interaction)
        done = await self._services.unlink(interaction.user.id)
        say = language(interaction)
        text = say("unlink-done", removed=done.removed, kept=done.kept, playlists=done.playlists)
        await answer(interaction, notes.note(text))


class PasteButton(Action, template=ids.PASTE):
    """Opens the modal for the address of the page Spotify sent the member to."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Ask for the address."""
        await ask(interaction, PasteForm(language(interaction)))


class PasteForm(Form):
    """One field: the whole address."""

    sent_as = ids.PASTED

    def __init__(self, say: Wording) -> None:
        super().__init__(say("link-modal-title"))
        address: ui.TextInput[Any] = ui.TextInput(
            custom_id="address", placeholder=say("link-modal-placeholder"), max_length=2_000
        )
        self.add_item(ui.Label(text=say("link-modal-label"), component=address))

    @classmethod
    async def act(
        cls, interaction: Interaction, services: Services, values: Mapping[str, str]
    ) -> None:
        """Finish the login that the address belongs to."""
        await defer(interaction)
        say = language(interaction)
        given = services.linking.read_address(values["address"])
        followed = interaction.client.progress.follows(interaction.user.id)
        if not followed:
            # The message of /link is from before a restart: this one shows the progress instead.
            interaction.client.progress.show(
                interaction, services.intake.follow(interaction.user.id)
            )
        link = await services.finish_login(given.state, given.code, by=interaction.user.id)
        if followed:
            confirmed = say("link-confirmed", name=quote(link.display_name))
            await answer(interaction, notes.note(confirmed))
