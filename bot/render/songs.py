"""Lists of songs: a page of at most four, because a fifth passes Discord's 40 components."""

from discord import ui

from bot.render import ids
from bot.render.notes import layout
from bot.render.reasons import reason_text
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results import Song, SongPage

PAGE = 4


def song_page(say: Wording, page: SongPage) -> ui.LayoutView:
    """One page of a list, with the buttons of each song and of the list."""
    items: list[ui.Item[ui.LayoutView]] = [
        ui.TextDisplay(say("list-title-one" if page.count == 1 else "list-title"))
    ]
    for offset, song in enumerate(page.songs):
        items += [_song(say, song), _buttons(say, page.list_id, page.first + offset, song)]
    items += [ui.Separator(), ui.TextDisplay(_footer(say, page))]
    if page.count > PAGE:
        items.append(_turning(say, page))
    return layout(*items)


def _song(say: Wording, song: Song) -> ui.Item[ui.LayoutView]:
    artists = ", ".join(quote(name, 60) for name in song.artists[:4])
    text = say(
        "song-line",
        title=quote(song.title),
        link=song.link,
        artists=artists or say("song-artists-unknown"),
        reason=reason_text(say, song.reason),
    )
    if song.cover is None:
        return ui.TextDisplay(text)
    alt = say("song-cover", title=song.title[:120], artists=", ".join(song.artists)[:120])
    return ui.Section(text, accessory=ui.Thumbnail(song.cover, description=alt))


def _buttons(say: Wording, list_id: str, position: int, song: Song) -> ui.ActionRow[ui.LayoutView]:
    return ui.ActionRow(
        ui.Button(label=say("button-up"), custom_id=ids.up(song.track_id)),
        ui.Button(label=say("button-down"), custom_id=ids.down(song.track_id)),
        ui.Button(label=say("button-why"), custom_id=ids.why(list_id, position)),
    )


def _footer(say: Wording, page: SongPage) -> str:
    lines = [
        say(
            "list-footer",
            first=page.first + 1,
            last=page.first + len(page.songs),
            count=page.count,
            likes=page.likes,
        )
    ]
    if page.count < page.wanted:
        lines.append(say("list-short", count=page.count))
    return "\n".join(lines)


def _turning(say: Wording, page: SongPage) -> ui.ActionRow[ui.LayoutView]:
    after = page.first + len(page.songs)
    return ui.ActionRow(
        ui.Button(
            label=say("list-previous"),
            custom_id=ids.page(page.list_id, max(0, page.first - PAGE)),
            disabled=page.first == 0,
        ),
        ui.Button(
            label=say("list-next"),
            # A disabled button still needs an id of its own.
            custom_id=ids.page(page.list_id, after),
            disabled=after >= page.count,
        ),
    )
