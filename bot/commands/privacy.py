"""/privacy: what is kept of a member, as a file, and deleted."""

from discord import app_commands
from discord.ext import commands

from bot.commands.buttons import Action
from bot.commands.localising import localised
from bot.commands.replies import Interaction, answer, defer, language, replace
from bot.render import ids, policy, privacy
from bot.services.app import Services


class PrivacyCog(commands.Cog):
    """A member's own data."""

    def __init__(self, services: Services) -> None:
        self._privacy = services.privacy

    @app_commands.command(name="privacy", description=localised("command-privacy"))
    async def privacy(self, interaction: Interaction) -> None:
        """Show what is kept of the member, why and how long."""
        await defer(interaction)
        found = await self._privacy.show(interaction.user.id)
        await answer(interaction, privacy.kept(language(interaction), found))


class ExportButton(Action, template=ids.EXPORT):
    """Hands out everything that is kept of whoever presses it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Send the file in private."""
        await defer(interaction)
        export = await services.privacy.export(interaction.user.id)
        view = privacy.handed_out(language(interaction), export)
        await replace(interaction, view, {export.filename: export.content})


class PolicyButton(Action, template=ids.POLICY):
    """Shows the privacy policy."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Say what the program does with anybody's data."""
        await defer(interaction)
        say, found = language(interaction), services.privacy
        parts = policy.chapters(say, found.days, found.copies)
        await answer(interaction, policy.answer(say, parts, found.page))


class DeleteButton(Action, template=ids.DELETE):
    """Asks whoever presses it whether they mean it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Ask, where there is anything to delete."""
        await services.privacy.show(interaction.user.id)
        await answer(interaction, privacy.confirm(language(interaction)))


class ForgetButton(Action, template=ids.FORGET):
    """Deletes everything of whoever presses it."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Delete, and say so in the place of the question."""
        await defer(interaction, update=True)
        done = await services.privacy.forget(interaction.user.id)
        await replace(interaction, privacy.forgotten(language(interaction), done))
