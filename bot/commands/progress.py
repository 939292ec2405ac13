"""A message that shows how far a link is, edited in place until the end."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator

from discord import ui

from bot.commands.replies import CUT_OFF, Interaction, language, outline
from bot.render import notes
from bot.results.linking import Progress

log = logging.getLogger(__name__)

PACE = 1.0
"""Seconds between edits: Discord allows about five in five seconds on one message."""
_TOKEN_LIFE = 14 * 60
"""Seconds an interaction may be followed; its token dies after 15 minutes."""


class ProgressMessages:
    """At most one followed message a member: the one of the newest interaction."""

    def __init__(self) -> None:
        self._tasks: dict[int, asyncio.Task[None]] = {}

    def follows(self, member_id: int) -> bool:
        """Whether some message of this member is being kept up to date."""
        return member_id in self._tasks

    def show(self, interaction: Interaction, steps: AsyncIterator[Progress]) -> None:
        """Keep the interaction's original response up to date with these steps."""
        member_id = interaction.user.id
        previous = self._tasks.get(member_id)
        if previous is not None:
            previous.cancel()
        task = asyncio.create_task(self._show(interaction, steps))
        self._tasks[member_id] = task
        task.add_done_callback(lambda done: self._forget(member_id, done))

    async def close(self) -> None:
        """Stop following."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _show(self, interaction: Interaction, steps: AsyncIterator[Progress]) -> None:
        say = language(interaction)
        last_edit, last_stage = 0.0, None
        try:
            async with asyncio.timeout(_TOKEN_LIFE):
                async for step in steps:
                    fresh = step.stage is not last_stage or step.final
                    if not fresh and time.monotonic() - last_edit < PACE:
                        continue
                    last_edit, last_stage = time.monotonic(), step.stage
                    await show_step(interaction, notes.progress(say, step))
        except TimeoutError:
            log.info("progress is no longer shown: the interaction's token has run out")

    def _forget(self, member_id: int, task: asyncio.Task[None]) -> None:
        if self._tasks.get(member_id) is task:
            del self._tasks[member_id]


async def show_step(interaction: Interaction, view: ui.LayoutView) -> None:
    """Show a step; one that is lost twice is not worth ending the others for."""
    for attempt in (1, 2):
        try:
            await interaction.edit_original_response(view=view)
        except CUT_OFF as failure:
            log.warning("a step could not be shown: %s, attempt %d", outline(failure), attempt)
        else:
            return
