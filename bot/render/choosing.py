"""A member's playlists, with the menus that say which of them count."""

from typing import Any

import discord
from discord import ui

from bot.render import ids
from bot.render.parts import Item, button, layout, row, text
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.choosing import PlaylistChoices, Verdict


def playlist_choices(say: Wording, page: PlaylistChoices) -> ui.LayoutView:
    """One page of playlists: a menu for those liked, one for those disliked."""
    lines = [
        say(
            f"choosing-{playlist.verdict.value}",
            name=quote(playlist.name, 60),
            total=playlist.total,
        )
        for playlist in page.playlists
    ]
    return layout(
        text(say("choosing-title")),
        text("\n".join(lines)),
        _menu(say, page, Verdict.LIKED),
        _menu(say, page, Verdict.DISLIKED),
        _below(say, page),
    )


def _menu(say: Wording, page: PlaylistChoices, verdict: Verdict) -> Item:
    options = [
        discord.SelectOption(
            label=(playlist.name.strip() or "…")[:100],
            value=playlist.playlist_id,
            default=playlist.verdict is verdict,
        )
        for playlist in page.playlists
    ]
    menu: ui.Select[Any] = ui.Select(
        custom_id=ids.verdict(verdict.value, page.first),
        placeholder=say(f"choosing-menu-{verdict.value}"),
        options=options,
        min_values=0,
        max_values=len(options),
    )
    return row(menu)


def _below(say: Wording, page: PlaylistChoices) -> Item:
    read = button(say("choosing-read"), ids.reread())
    if page.count <= page.size:
        return row(read)
    before, after = max(0, page.first - page.size), page.first + page.size
    return row(
        button(say("list-previous"), ids.choosing(before), disabled=page.first == 0),
        button(say("list-next"), ids.choosing(after), disabled=after >= page.count),
        read,
    )
