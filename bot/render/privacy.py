"""What is kept of a member as layouts: shown, handed out, deleted."""

from typing import Any

import discord
from discord import ui

from bot.render import ids
from bot.render.parts import WARNING, Item, button, layout, line, row, text
from bot.render.wording import Wording
from bot.results.privacy import Copies, Export, Forgotten, Holding, Kept


def kept(say: Wording, found: Kept) -> ui.LayoutView:
    """Everything that is kept, why and how long, with the buttons that hand it out or delete it."""
    parts: list[Item] = [text(say("privacy-title"))]
    if found.likes:
        parts.append(text(_likes(say, found)))
    if found.holdings:
        parts.append(text("\n".join(_holding(say, one) for one in found.holdings)))
    parts += [
        line(),
        text(f"{say('privacy-lasts')}\n{say('privacy-outside')} {_copies(say, found.copies)}"),
        row(
            button(say("privacy-button-export"), ids.export()),
            button(say("privacy-button-policy"), ids.policy()),
            _delete(say),
        ),
    ]
    return layout(*parts)


def _likes(say: Wording, found: Kept) -> str:
    lines = [
        say(f"privacy-likes-{source.value}", count=count) for source, count in found.likes.items()
    ]
    return "\n".join([say("privacy-likes"), *lines])


def _holding(say: Wording, one: Holding) -> str:
    life = one.life.total_seconds() if one.life else 0
    return say(
        f"privacy-kept-{one.table.replace('_', '-')}",
        count=one.count,
        days=round(life / 86_400),
        minutes=round(life / 60),
    )


def _copies(say: Wording, copies: Copies | None) -> str:
    if copies is None:
        return say("privacy-no-copies")
    return say("privacy-copies", count=copies.count, every=copies.every, days=copies.gone)


def _delete(say: Wording) -> Item:
    return _red(say("privacy-button-delete"), ids.delete())


def _red(label: str, custom_id: str) -> Item:
    danger = discord.ButtonStyle.danger
    red: ui.Button[Any] = ui.Button(label=label, custom_id=custom_id, style=danger)
    return red


def handed_out(say: Wording, export: Export) -> ui.LayoutView:
    """The file with everything; it is attached under its own name."""
    file: ui.File[Any] = ui.File(f"attachment://{export.filename}")
    return layout(text(say("privacy-exported")), file)


def confirm(say: Wording) -> ui.LayoutView:
    """Ask once more before anything is deleted."""
    confirmed = _red(say("privacy-button-confirm"), ids.forget())
    return layout(text(say("privacy-confirm")), row(confirmed), accent=WARNING)


def forgotten(say: Wording, done: Forgotten) -> ui.LayoutView:
    """Say what is gone and what is not."""
    told = [say("privacy-forgotten")]
    if not done.scrubbed:
        told.append(say("privacy-bytes-remain"))
    told.append(f"{say('privacy-outside')} {_copies(say, done.copies)}")
    if done.linked:
        told.append(say("privacy-spotify"))
    return layout(text("\n".join(told)))
