"""A taste in words: what stands on the pictures, beside them, and for who cannot see them."""

from typing import Any, Final

import discord
from discord import ui

from bot.charts.card import CardWords, draw_card
from bot.charts.kinds import Cloud, draw_clouds
from bot.charts.space import draw_space
from bot.render.parts import Item, layout, text
from bot.render.similar import enumerate_words
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.tasting import TasteCard, TasteGroup, TasteMap

PICTURE: Final = "taste.png"
MAP: Final = "taste-map.png"
SPACE: Final = "taste-map.html"


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
    clouds = [(say("taste-map-liked"), found.liked)]
    if found.recommended.names:
        clouds.append((say("taste-map-recommended"), found.recommended))
    flat = [Cloud(name, songs.points[:, :2]) for name, songs in clouds]
    title = say("taste-map-title")
    return {
        MAP: draw_clouds(title, say("taste-map-near"), flat, found.groups),
        SPACE: draw_space(title, [(name, songs.points, songs.names) for name, songs in clouds]),
    }


def map_page(say: Wording, found: TasteMap) -> ui.LayoutView:
    """The map, which is attached under its names, and what it shows."""
    described = say(
        "taste-map-described",
        liked=len(found.liked.names),
        recommended=len(found.recommended.names),
        groups=", ".join(name for name, _, _ in found.groups) or "–",
    )
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{MAP}", description=described[:1_000])
    )
    space: ui.File[Any] = ui.File(f"attachment://{SPACE}")
    shown = len(found.recommended.names)
    heading = say("taste-map", likes=found.likes, recommended=shown)
    return layout(text(heading), gallery, text(say("taste-map-turn")), space)
