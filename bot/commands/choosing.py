"""The menus and buttons that say which playlists count."""

from bot.commands.buttons import Action, Choice
from bot.commands.replies import Interaction, answer, defer, language, replace
from bot.render import ids, notes
from bot.render.choosing import playlist_choices
from bot.results.choosing import Verdict
from bot.services.app import Services


class ChoosingButton(Action, template=ids.CHOOSING):
    """Shows its presser's playlists, or turns to another page of them."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Show the page: beside what it was offered by, in the place of another page."""
        turning = self.values["first"] != ids.FIRST
        await defer(interaction, update=turning)
        first = int(self.values["first"]) if turning else 0
        page = await services.choosing.page(interaction.user.id, first)
        view = playlist_choices(language(interaction), page)
        await (replace if turning else answer)(interaction, view)


class VerdictSelect(Choice, template=ids.VERDICT):
    """Says which playlists of one page count as liked, or as disliked."""

    async def act(self, interaction: Interaction, services: Services, chosen: list[str]) -> None:
        """Keep it and show the page as it is now."""
        await defer(interaction, update=True)
        page = await services.choosing.judge(
            interaction.user.id,
            int(self.values["first"]),
            Verdict(self.values["verdict"]),
            chosen,
        )
        await replace(interaction, playlist_choices(language(interaction), page))


class RereadButton(Action, template=ids.REREAD):
    """Reads the library as its presser's choice counts now."""

    async def act(self, interaction: Interaction, services: Services) -> None:
        """Begin, and show how far it is."""
        await defer(interaction)
        steps = await services.choosing.read(interaction.user.id)
        await answer(interaction, notes.note(language(interaction)("sync-begun")))
        interaction.client.progress.show(interaction, steps)
