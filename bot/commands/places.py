"""Where commands are offered: to everybody who installed the bot, or in its servers alone."""

from typing import Final

from discord.app_commands import AppCommandContext, AppInstallationType

ANYWHERE: Final = AppCommandContext(guild=True, dm_channel=True, private_channel=True)
ANYBODY: Final = AppInstallationType(guild=True, user=True)
"""What holds unless a command says otherwise. Members who install the bot for themselves have it in
servers that do not.
"""

IN_SERVERS: Final = AppCommandContext(guild=True, dm_channel=False, private_channel=False)
BY_SERVERS: Final = AppInstallationType(guild=True, user=False)
"""For what is about a server: only where that has the bot."""

SERVERS: Final = "servers"
MESSAGES: Final = "direct messages"
ELSEWHERE: Final = "other servers"


def places(
    contexts: AppCommandContext | None = None, installs: AppInstallationType | None = None
) -> list[str]:
    """Return where something is offered that allows these."""
    contexts, installs = contexts or ANYWHERE, installs or ANYBODY
    offered = {
        SERVERS: contexts.guild,
        MESSAGES: contexts.dm_channel,
        ELSEWHERE: contexts.guild and installs.user,
    }
    return [place for place, allowed in offered.items() if allowed]
