"""What a server has settled, as commands ask for it, and the refusal of closed channels."""

from typing import Any, Final

from bot.commands.replies import Interaction
from bot.errors import ChannelClosed
from bot.render.wording import Wording, wording
from storage.servers import ServerSettings

_EVERYWHERE: Final = frozenset({"settings", "schedule", "weekly", "privacy", "help", "unlink"})
"""What is taken in closed channels too: a way to open them, and a way out for members."""
_SETTLED: Final = "settled"


async def settled(interaction: Interaction) -> ServerSettings:
    """Return the settings of the server where somebody acts; none are settled elsewhere.

    They are read once for an interaction.
    """
    if interaction.guild_id is None or not interaction.is_guild_integration():
        return ServerSettings()
    if _SETTLED not in interaction.extras:
        servers = interaction.client.services.store.servers
        interaction.extras[_SETTLED] = await servers.of(interaction.guild_id)
    return interaction.extras[_SETTLED]


async def common_language(interaction: Interaction) -> Wording:
    """Return the language for what everybody in a place can read."""
    server = await settled(interaction)
    guild = interaction.guild_locale or interaction.locale
    return wording(server.language or guild.value)


async def refuse_closed(interaction: Interaction) -> None:
    """Raise `ChannelClosed` where the server takes no commands in this channel."""
    command: Any = interaction.command
    if command is None or command.qualified_name.split()[0] in _EVERYWHERE:
        return
    open_channels = (await settled(interaction)).channels
    parent = getattr(interaction.channel, "parent_id", None)
    if open_channels and not {interaction.channel_id, parent} & set(open_channels):
        raise ChannelClosed(channels=channel_names(open_channels))


def channel_names(channels: tuple[int, ...]) -> str:
    """Return mentions of channels."""
    return ", ".join(f"<#{one}>" for one in channels)
