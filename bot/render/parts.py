"""The components that layouts are made of, typed once: discord.py's are generic over the view."""

from collections.abc import Sequence
from typing import Any

import discord
from discord import ui

Item = ui.Item[Any]

ACCENT = discord.Colour(0x1E8E6E)
WARNING = discord.Colour(0xC0562F)


def layout(*items: Item, accent: discord.Colour = ACCENT) -> ui.LayoutView:
    """Put items into one container.

    The view is stopped: its buttons are persistent ones, found by custom id, so that discord.py
    need not keep every sent view in memory for ever.
    """
    view = ui.LayoutView(timeout=None)
    view.add_item(ui.Container(*items, accent_colour=accent))
    view.stop()
    return view


def text(content: str) -> Item:
    """A paragraph of markdown."""
    return ui.TextDisplay(content)


def line() -> Item:
    """A line between two parts."""
    return ui.Separator()


def beside_picture(content: str, url: str, alt: str) -> Item:
    """A paragraph with a picture at its right."""
    picture: ui.Thumbnail[Any] = ui.Thumbnail(url, description=alt)
    section: ui.Section[Any] = ui.Section(content, accessory=picture)
    return section


def button(label: str, custom_id: str, *, disabled: bool = False) -> Item:
    """A button of ours; see `bot.render.ids`."""
    return ui.Button(label=label, custom_id=custom_id, disabled=disabled)


def link(label: str, url: str) -> Item:
    """A button that opens a page."""
    return ui.Button(label=label, url=url)


def select(custom_id: str, placeholder: str, options: Sequence[tuple[str, str]]) -> Item:
    """A menu in a row of its own, for one of several (label, value)."""
    menu: ui.Select[Any] = ui.Select(
        custom_id=custom_id,
        placeholder=placeholder[:150],
        options=[discord.SelectOption(label=label[:100], value=value) for label, value in options],
    )
    return row(menu)


def row(*items: Item) -> Item:
    """Up to five buttons beside each other."""
    buttons: ui.ActionRow[Any] = ui.ActionRow(*items)
    return buttons
