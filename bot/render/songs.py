"""Lists of songs: a page of at most four, because a fifth passes Discord's 40 components."""

from discord import ui

from bot.render import ids
from bot.render.parts import Item, beside_picture, button, layout, row, select, text
from bot.render.reasons import reason_text
from bot.render.similar import seed_names
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.songs import SHELF, SIMILAR, Song, SongPage


def song_page(say: Wording, page: SongPage) -> ui.LayoutView:
    """One page of a list, with the buttons of each song and of the list."""
    # Headings stand in the songs' own texts: four songs fill Discord's 40 components.
    items: list[Item] = []
    heading, seeds = f"{_title(say, page)}\n", page.songs[0].reason.seeds
    for song in page.songs:
        if song.reason.seeds != seeds:
            heading, seeds = f"{_similar_to(say, song)}\n", song.reason.seeds
        items += [_song(say, song, heading), _buttons(say, page.list_id, song)]
        heading = ""
    items += [*_more(say, page), text(_footer(say, page)), _below(say, page)]
    return layout(*items)


def _title(say: Wording, page: SongPage) -> str:
    if page.kind == SIMILAR:
        return _similar_to(say, page.songs[0])
    return say("list-title-one" if page.count == 1 else "list-title")


def _similar_to(say: Wording, song: Song) -> str:
    return say("similar-title", seeds=seed_names(say, song.reason.seeds))


def _song(say: Wording, song: Song, heading: str) -> Item:
    artists = ", ".join(quote(name, 60) for name in song.artists[:4])
    content = heading + say(
        "song-line",
        title=quote(song.title),
        link=song.link,
        artists=artists or say("song-artists-unknown"),
        reason=reason_text(say, song.reason),
    )
    if song.cover is None:
        return text(content)
    alt = say("song-cover", title=song.title[:120], artists=", ".join(song.artists)[:120])
    return beside_picture(content, song.cover, alt)


def _buttons(say: Wording, list_id: str, song: Song) -> Item:
    return row(
        button(say("button-up"), ids.up(song.track_id)),
        button(say("button-down"), ids.down(song.track_id)),
        button(say("button-known"), ids.known(song.track_id)),
        button(say("button-why"), ids.why(list_id, song.place)),
    )


def _more(say: Wording, page: SongPage) -> list[Item]:
    """The menu that asks for songs like one of these; a menu holds no markdown, nor pings.

    Of a song from the shelf nothing is known that others could be like.
    """
    known = [song for song in page.songs if song.reason.kind != SHELF]
    songs = [(song.title or "…", song.track_id) for song in known]
    different = list({track_id: (title, track_id) for title, track_id in songs}.values())
    return [select(ids.more(page.list_id), say("more-like"), different)] if different else []


def _footer(say: Wording, page: SongPage) -> str:
    first, last = page.first + 1, min(page.first + page.size, page.count)
    short = page.count < page.wanted
    if page.kind == SIMILAR:
        lines = [say("similar-footer", first=first, last=last, count=page.count)]
        lines += [say("similar-short", count=page.count)] if short else []
    else:
        lines = [say("list-footer", first=first, last=last, count=page.count, likes=page.likes)]
        lines += [say("list-short", count=page.count)] if short else []
    if page.relink:
        lines.append(say("list-relink"))
    return "\n".join(lines)


def _below(say: Wording, page: SongPage) -> Item:
    save = button(say("button-save"), ids.save(page.list_id))
    if page.count <= page.size:
        return row(save)
    before, after = max(0, page.first - page.size), page.first + page.size
    return row(
        button(say("list-previous"), ids.page(page.list_id, before), disabled=page.first == 0),
        button(say("list-next"), ids.page(page.list_id, after), disabled=after >= page.count),
        save,
    )
