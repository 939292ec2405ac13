"""Trying a bot's token at Discord, and the address that invites its bot."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

import aiohttp

_SECONDS: Final = 15.0

# The bits of Discord's permissions that the bot uses, each with what for.
_PERMISSIONS: Final = (
    1 << 10,  # View Channels: to see where the weekly post goes
    1 << 11,  # Send Messages: to post it
    1 << 15,  # Attach Files: its picture
    1 << 16,  # Read Message History: never to post twice after a failure
)
PERMISSIONS: Final = sum(_PERMISSIONS)
PERMISSION_NAMES: Final = "View Channels, Send Messages, Attach Files, Read Message History"


class TokenRefused(Exception):
    """Discord does not know the token."""


class DiscordUnreachable(Exception):
    """Discord could not be asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Application:
    """Whose token it is."""

    application_id: int
    name: str


async def ask_whose(token: str, api: str) -> Application:
    """Ask Discord whose token it is; raises `TokenRefused` and `DiscordUnreachable`."""
    headers = {"Authorization": f"Bot {token}"}
    timeout = aiohttp.ClientTimeout(total=_SECONDS)
    address = f"{api.rstrip('/')}/applications/@me"
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, headers=headers) as session,
            session.get(address, allow_redirects=False) as answer,
        ):
            if answer.status == 401:
                raise TokenRefused
            if answer.status != 200:
                raise DiscordUnreachable(f"it answers {answer.status}")
            found = await answer.json(content_type=None)
            return Application(int(found["id"]), str(found["name"]))
    except (aiohttp.ClientError, TimeoutError) as error:
        raise DiscordUnreachable(str(error) or type(error).__name__) from error
    except (KeyError, TypeError, ValueError) as error:
        raise DiscordUnreachable("its answer cannot be read") from error


def invite_address(application_id: int) -> str:
    """Return where a server's owner invites the bot, with no permission it does not use."""
    asked = {
        "client_id": application_id,
        "scope": "bot applications.commands",
        "permissions": PERMISSIONS,
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(asked)}"
