"""A server's settings as its managers read them."""

from discord import ui

from bot.render.parts import layout, text
from bot.render.wording import Wording, wording
from bot.results.settling import Settled


def settings_page(say: Wording, server: Settled) -> ui.LayoutView:
    """Everything that is settled, a line each."""
    spoken = wording(server.language)("language-name") if server.language else "server"
    level = say(f"command-recommend-{server.adventure or 'usual'}")
    lines = [
        say("settings-title"),
        say("settings-language", language=spoken),
        say("settings-explicit", clean="yes" if server.clean else "no"),
        say("settings-adventure", level=level),
        say(
            "settings-channels",
            count=len(server.channels),
            channels=", ".join(f"<#{one}>" for one in server.channels),
        ),
    ]
    return layout(text("\n".join(lines)))
