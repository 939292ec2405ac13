"""The weekly post, within Discord's limits whatever the songs are called, and notes about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import discord
from discord import ui

from bot.render import ids
from bot.render.parts import ACCENT, Item, button, layout, line, row, text
from bot.render.reasons import reason_text
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.songs import Song
from bot.weekly import PREVIEW, Note, Share, WeeklyPost

PICTURE: Final = "genres.png"
"""The name of the attached picture."""
_MOST_CHARACTERS: Final = 3_900
"""Discord takes 4,000 in all texts of a message together."""


@dataclass(frozen=True, slots=True)
class _Room:
    """How long names may be, and what is left out where they are long."""

    title: int
    artists: int
    reasons: int
    """Songs of each member whose reason is given."""
    shared: bool = True
    """Whether there is room for what was loved and what is rising."""


_ROOMS: Final = (
    _Room(80, 60, 3),
    _Room(48, 36, 3),
    _Room(36, 24, 3),
    _Room(36, 24, 1),
    _Room(28, 20, 0),
    _Room(20, 14, 0, shared=False),
)
"""From roomy to tight; the first one that fits is used, and the last one always does."""


def weekly_post(say: Wording, post: WeeklyPost, *, pictured: bool) -> ui.LayoutView:
    """The post; `pictured` where `PICTURE` is attached."""
    for room in _ROOMS[:-1]:
        view = _post(say, post, room, pictured=pictured)
        if view.content_length() <= _MOST_CHARACTERS:
            return view
    return _post(say, post, _ROOMS[-1], pictured=pictured)


def note_text(say: Wording, note: Note, server: str, channel_id: int) -> str:
    """What an administrator is told about a schedule."""
    return say(f"weekly-note-{note.value}", server=quote(server, 100), channel=f"<#{channel_id}>")


def _post(say: Wording, post: WeeklyPost, room: _Room, *, pictured: bool) -> ui.LayoutView:
    items: list[Item] = [text(say("weekly-title"))]
    items += [_corner(say, corner.name, corner.songs, room) for corner in post.corners]
    if post.group:
        items += [line(), text(_group_heading(say, post))]
        items += [_group_song(say, song, room) for song in post.group]
    if room.shared:
        items += _shared(say, post, room)
    if pictured:
        items.append(_picture(say, post.genres))
    items += [text(say("weekly-footer")), _buttons(say, post)]
    return layout(*items, accent=ACCENT)


def _corner(say: Wording, name: str, songs: Sequence[Song], room: _Room) -> Item:
    lines = [say("weekly-for", name=quote(name, 40))]
    for place, song in enumerate(songs):
        lines.append(_song(say, song, room))
        if place < room.reasons:
            lines.append("-# " + reason_text(say, song.reason))
    return text("\n".join(lines))


def _song(say: Wording, song: Song, room: _Room) -> str:
    artists = ", ".join(quote(name, room.artists) for name in song.artists[:2])
    return say(
        "weekly-song",
        title=quote(song.title, room.title),
        link=song.link,
        artists=artists or say("song-artists-unknown"),
    )


def _group_heading(say: Wording, post: WeeklyPost) -> str:
    fits = [
        say("weekly-fit", name=quote(corner.name, 24), percent=round(100 * corner.fit))
        for corner in post.corners
        if corner.fit is not None
    ]
    heading = say("weekly-together")
    return heading + ("\n-# " + say("weekly-fits", fits=" · ".join(fits)) if fits else "")


def _group_song(say: Wording, song: Song, room: _Room) -> Item:
    up: ui.Button[Any] = ui.Button(label=say("button-up"), custom_id=ids.up(song.track_id))
    section: ui.Section[Any] = ui.Section(_song(say, song, room), accessory=up)
    return section


def _shared(say: Wording, post: WeeklyPost, room: _Room) -> list[Item]:
    """What the server loved, and what is rising in it."""
    items: list[Item] = []
    if post.loved:
        songs = [
            say("weekly-loved-song", song=_song(say, loved.song, room), people=loved.people)
            for loved in post.loved
        ]
        items.append(text("\n".join([say("weekly-loved"), *songs])))
    if post.rising:
        genres = [
            say(
                "weekly-rise",
                genre=quote(share.genre, 40),
                before=round(100 * (share.before or 0.0)),
                lately=round(100 * share.lately),
            )
            for share in post.rising
        ]
        items.append(text("\n".join([say("weekly-rising"), *genres])))
    return [line(), *items] if items else []


def _picture(say: Wording, genres: Sequence[Share]) -> Item:
    named = ", ".join(f"{share.genre[:40]} {share.lately:.0%}" for share in genres)
    alt = say("weekly-picture", genres=named)
    gallery: ui.MediaGallery[Any] = ui.MediaGallery(
        discord.MediaGalleryItem(f"attachment://{PICTURE}", description=alt[:1_000])
    )
    return gallery


def _buttons(say: Wording, post: WeeklyPost) -> Item:
    join = button(say("weekly-join"), ids.join(post.claim_id))
    if not post.group or post.claim_id == PREVIEW:
        return row(join)
    return row(button(say("button-save"), ids.take(post.claim_id)), join)
