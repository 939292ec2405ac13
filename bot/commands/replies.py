"""Answering an interaction, whatever state its response is in, and what is said when it fails."""

import io
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aiohttp
import discord
from discord import app_commands, ui

from bot import log as logs
from bot.commands.watching import mark, note_response
from bot.errors import MemberError
from bot.render import notes
from bot.render.wording import Wording, wording
from bot.tellable import tellable

log = logging.getLogger(__name__)

Interaction = discord.Interaction[Any]

_ANSWERED = 40060
"""Discord has a first response already: an earlier attempt got through, its receipt was lost."""
_GONE = frozenset({10062, 10015, 50027, _ANSWERED})
"""Unknown interaction, unknown webhook, token expired, already answered: nobody can be told."""

_PROMISED = "promised"
"""Where an interaction keeps a promise that discord.py does not know of."""
_FOR_ALL = "for all"
"""Where an interaction notes that its promised answer is for everybody in the channel."""
_MESSAGE = discord.InteractionResponseType.deferred_channel_message
_UPDATE = discord.InteractionResponseType.deferred_message_update

CUT_OFF = (discord.HTTPException, aiohttp.ClientError, TimeoutError)
"""How a request to Discord fails."""


def language(interaction: Interaction) -> Wording:
    """Return the messages in the language of whoever acts."""
    return wording(interaction.locale.value)


async def defer(interaction: Interaction, *, update: bool = False, private: bool = True) -> None:
    """Promise an answer, or an update of the message whose button was pressed."""
    hidden = private and not update
    interaction.extras[_FOR_ALL] = not private
    try:
        await _send(lambda: interaction.response.defer(ephemeral=hidden, thinking=not update))
    except discord.HTTPException as error:
        if error.code != _ANSWERED:
            raise
        log.info("a promise was made already")
        interaction.extras[_PROMISED] = _UPDATE if update else _MESSAGE
    note_response(interaction)


async def answer(interaction: Interaction, view: ui.LayoutView) -> None:
    """Send a private answer: the first response, what a deferred one becomes, or one beside."""
    promised = interaction.extras.get(_PROMISED, interaction.response.type)
    if promised is None:
        try:
            await _send(lambda: interaction.response.send_message(view=view, ephemeral=True))
        except discord.HTTPException as error:
            if error.code != _ANSWERED:
                raise
            await replace(interaction, view)
    elif promised is _MESSAGE:
        await replace(interaction, view)
    else:
        # The original is a list or an offer that still serves: say it beside, not instead.
        await _send(lambda: interaction.followup.send(view=view, ephemeral=True))
    note_response(interaction)


async def ask(interaction: Interaction, form: ui.Modal) -> None:
    """Open a form."""
    await _send(lambda: interaction.response.send_modal(form))
    note_response(interaction)


async def replace(
    interaction: Interaction, view: ui.LayoutView, files: Mapping[str, bytes] | None = None
) -> None:
    """Show a view in the place of the first answer, or of the message a button stands on.

    `files` by their names take the place of those that were attached.
    """

    async def request() -> None:
        if files is None:
            await interaction.edit_original_response(view=view)
            return
        # Anew for each attempt: discord.py closes what it could not send.
        attached = [discord.File(io.BytesIO(content), name) for name, content in files.items()]
        await interaction.edit_original_response(view=view, attachments=attached)

    await _send(request)


async def _send(request: Callable[[], Awaitable[object]]) -> None:
    """Send once more where the connection was cut; discord.py repeats what was answered alone."""
    try:
        await request()
    except aiohttp.ClientError as failure:
        log.info("sending again: %s", outline(failure))
        await request()


async def explain_failure(interaction: Interaction, error: Exception) -> None:
    """Tell a member what happened and what to do; log what is our fault."""
    if isinstance(error, app_commands.CommandInvokeError):
        error = error.original
    if isinstance(error, discord.HTTPException) and error.code in _GONE:
        log.warning("interaction is gone: code=%s", error.code)
        mark(interaction, "gone")
        return
    say = language(interaction)
    told = tellable(error)
    if told is None:
        log.error("fault in an interaction", exc_info=error)
        view = notes.fault(say, logs.interaction_id())
    else:
        log.info("refused: %s", type(told).__name__)
        view = notes.failure(say, told, logs.interaction_id())
    mark(interaction, "refused" if isinstance(error, MemberError) else "fault")
    try:
        if interaction.extras.get(_FOR_ALL):
            # What stands in the way is nobody else's business; the promise cannot be made private.
            await interaction.delete_original_response()
            await _send(lambda: interaction.followup.send(view=view, ephemeral=True))
        else:
            await answer(interaction, view)
    except CUT_OFF as failure:
        log.warning("a failure could not be told: %s", outline(failure))


def outline(failure: Exception) -> str:
    """Describe a failed request to Discord without its address, which holds a token."""
    if isinstance(failure, discord.HTTPException):
        return f"status={failure.status} code={failure.code}"
    return type(failure).__name__
