"""Following an interaction from its arrival to its end, for the log and for the figures."""

import asyncio
import time
from typing import Any, Final

import discord

from bot import log as logs
from bot.metrics import Metrics

Interaction = discord.Interaction[Any]

_BEGUN: Final = "begun"
_WHAT: Final = "what"
_OUTCOME: Final = "outcome"
_RESPONDED: Final = "responded"


def watch(interaction: Interaction, what: str | None = None) -> None:
    """Give an interaction an id that its log lines carry, and count it when its task ends.

    `what` names a button or a form; a command names itself. To be called first of all, in the
    task that handles the interaction.
    """
    logs.begin_interaction()
    interaction.extras[_BEGUN] = time.monotonic()
    interaction.extras[_WHAT] = what or _command(interaction)
    task = asyncio.current_task()
    if task is not None:
        task.add_done_callback(lambda ended: _count(interaction, ended))


def mark(interaction: Interaction, outcome: str) -> None:
    """Say how an interaction ended; one of which nothing is said ended well."""
    interaction.extras[_OUTCOME] = outcome


def note_response(interaction: Interaction) -> None:
    """Note that Discord has been answered, where that was the first time."""
    begun = interaction.extras.get(_BEGUN)
    if begun is None or _RESPONDED in interaction.extras:
        return
    interaction.extras[_RESPONDED] = True
    _metrics(interaction).time_first_response(
        interaction.extras[_WHAT], time.monotonic() - float(begun)
    )


def _count(interaction: Interaction, task: asyncio.Task[Any]) -> None:
    if task.cancelled():
        outcome = "cancelled"
    elif task.exception() is not None:
        outcome = "fault"
    else:
        outcome = interaction.extras.get(_OUTCOME, "ok")
    seconds = time.monotonic() - float(interaction.extras[_BEGUN])
    _metrics(interaction).count_interaction(interaction.extras[_WHAT], outcome, seconds)


def _command(interaction: Interaction) -> str:
    command = interaction.command
    if command is None:
        return "unknown"
    if interaction.type is discord.InteractionType.autocomplete:
        return f"{command.qualified_name} autocomplete"
    return command.qualified_name


def _metrics(interaction: Interaction) -> Metrics:
    return interaction.client.services.metrics
