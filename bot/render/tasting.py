"""A taste in words: what stands on the pictures, beside them, and for who cannot see them."""

from typing import Any, Final

import discord
from discord import ui

from bot.charts.card import CardWords, draw_card
from bot.charts.kinds import Cloud, draw_clouds
from bot.charts.space import draw_space
from bot.charts.style import OTHERS, SERIES
from bot.render.parts import Item, layout, text
from bot.render.similar import enumerate_words
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.tasting import MapGroup, TasteCard, TasteGroup, TasteMap

PICTURE: Final = "taste.png"
MAP: Final = "taste-map.png"
SPACE: Final = "taste-map.html"
_GROUPS: Final = tuple(colour for colour in SERIES if colour != OTHERS)
"""Colours of the groups of likes; what is recommended has the one that is left."""


def card_picture(say: Wording, card: TasteCard) -> bytes:
    """Return the picture; work for a thread."""
    words = CardWords(
        genres=say("taste-genres"),
        decades=say("taste-decades"),
        sound=say("taste-sound"),
        drivers=say("taste-drivers"),
        yours=say("taste-yours"),
        catalogue=say("taste-catalogue"),
        less=say("taste-less"),
        more=say("taste-more"),
    )
    return draw_card(
        words,
        [(one.name, one.mine, one.catalogue) for one in card.genres],
        [(say("taste-decade", year=str(year)), mine, rest) for year, mine, rest in card.decades],
        [(say(f"taste-{measure}"), value) for measure, value in card.sound],
        [(say(f"taste-driver-{kind}"), share) for kind, share in card.drivers],
    )


def card_page(say: Wording, card: TasteCard) -> ui.LayoutView:
    """The card: groups in words, then the picture, which is attached under its name."""
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{PICTURE}", description=_described(say, card))
    )
    parts: list[Item] = [text(say("taste-title", likes=card.likes))]
    if card.groups:
        parts.append(text("\n".join(_group(say, group) for group in card.groups)))
    return layout(*parts, gallery, text(say("taste-footer")))


def _group(say: Wording, group: TasteGroup) -> str:
    songs = [say("reason-title", title=quote(title, 60)) for title in group.songs]
    return say(
        "taste-group",
        share=round(100 * group.share),
        genre=quote(group.genre, 40) if group.genre else "",
        named="yes" if group.genre else "no",
        decade=str(group.decade or 0),
        songs=enumerate_words(say, songs),
    )


def _described(say: Wording, card: TasteCard) -> str:
    """Return the picture in words: the same figures, shortly."""
    genres = [f"{one.name} {one.mine:.0%}" for one in card.genres[:3]]
    sound = [f"{say(f'taste-{measure}')} {value:.0%}" for measure, value in card.sound]
    described = say("taste-described", genres=", ".join(genres), sound=", ".join(sound))
    return described[:1_000]


def map_files(say: Wording, found: TasteMap) -> dict[str, bytes]:
    """Return the map as a picture and as a page to turn, by file name; work for a thread."""
    clouds = [(_map_group(say, group), group.songs) for group in found.groups]
    colours = list(_GROUPS[: len(clouds)])
    if found.recommended.names:
        clouds.append((say("taste-map-recommended"), found.recommended))
        colours.append(OTHERS)
    flat = [Cloud(name, songs.points[:, :2]) for name, songs in clouds]
    near = say("taste-map-near")
    title = say("taste-map-title")
    space = [(name, songs.points, songs.names) for name, songs in clouds]
    return {
        MAP: draw_clouds(title, near, flat, _middles(found), colours),
        SPACE: draw_space(title, space, colours),
    }


def _middles(found: TasteMap) -> list[tuple[str, float, float]]:
    """Return the genre of each group of likes and where its middle lies."""
    return [
        (group.genre, *group.songs.points[:, :2].mean(axis=0).tolist())
        for group in found.groups
        if group.genre and len(group.songs.names)
    ]


def _map_group(say: Wording, group: MapGroup) -> str:
    return say(
        "taste-map-group",
        named="yes" if group.genre else "no",
        genre=(group.genre or "")[:40],
        decade=str(group.decade or 0),
        share=round(100 * group.share),
    )


def map_page(say: Wording, found: TasteMap) -> ui.LayoutView:
    """The map, which is attached under its names, and what it shows."""
    described = say(
        "taste-map-described",
        liked=sum(len(group.songs.names) for group in found.groups),
        recommended=len(found.recommended.names),
        groups="; ".join(_map_group(say, group) for group in found.groups),
    )
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{MAP}", description=described[:1_000])
    )
    space: ui.File[Any] = ui.File(f"attachment://{SPACE}")
    shown = len(found.recommended.names)
    heading = say("taste-map", likes=found.likes, recommended=shown)
    return layout(text(heading), gallery, text(say("taste-map-turn")), space)
