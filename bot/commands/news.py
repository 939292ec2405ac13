"""What members are told under the answer to whatever they asked, each thing once."""

from typing import Any

from discord import ui
from discord.ext import commands

from bot.commands.replies import Interaction, language
from bot.render import notes
from bot.render.playlists import keep_news, playlist_news
from bot.services.app import Services


class NewsCog(commands.Cog):
    """Tells of playlists that were finished meanwhile, of kept ones that get no fresh songs, and of
    a link that ends.
    """

    def __init__(self, services: Services) -> None:
        self._services = services

    @commands.Cog.listener()
    async def on_app_command_completion(self, interaction: Interaction, command: Any) -> None:
        """Tell what there is to tell."""
        member_id, say = interaction.user.id, language(interaction)
        if not await self._services.store.news.waits(member_id):
            return

        async def tell(view: ui.LayoutView) -> None:
            await interaction.followup.send(view=view, ephemeral=True)

        async for step in self._services.playlists.news(member_id):
            await tell(playlist_news(say, step))
        async for playlist in self._services.keeping.news(member_id):
            await tell(keep_news(say, playlist))
        # Whoever links anew or unlinks just now need not hear of it.
        if command.qualified_name not in {"link", "unlink"}:
            ends = await self._services.renewal.news(member_id)
            if ends is not None:
                await tell(notes.note(say("link-ends", day=ends.date())))
