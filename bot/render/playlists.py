"""What is said about a playlist while it is made, when it is there, and while it is kept."""

from collections.abc import Iterable

from discord import app_commands, ui
from discord.utils import format_dt

from bot.errors import LinkExpired, MemberError, NotAllowListed, PlaylistNeedsLink
from bot.render.notes import note
from bot.render.parts import ACCENT, WARNING, Item, layout, link, row, text
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.playlists import PlaylistStage, PlaylistStep, Shelf, ShelfPlaylist

_LINKING_MENDS = (LinkExpired, NotAllowListed, PlaylistNeedsLink)


def playlist_step(say: Wording, step: PlaylistStep) -> ui.LayoutView:
    """How far a playlist is, with a button to it where it exists."""
    items = [text(_words(say, step)), *_opening(say, step)]
    worried = step.stage in {PlaylistStage.WAITING, PlaylistStage.GIVEN_UP}
    return layout(*items, accent=WARNING if worried else ACCENT)


def playlist_news(say: Wording, step: PlaylistStep) -> ui.LayoutView:
    """How a playlist ended while the member was away."""
    items = [text(say("playlist-meanwhile")), text(_words(say, step)), *_opening(say, step)]
    return layout(*items, accent=ACCENT if step.stage is PlaylistStage.DONE else WARNING)


def shelf(say: Wording, shown: Shelf) -> ui.LayoutView:
    """The playlists that the bot made, and which of them get fresh songs every week."""
    lines: list[str] = []
    if shown.unread is not None:
        lines.append("-# " + say("shelf-unread", sentence=_sentence(say, shown.unread)))
    if not shown.playlists:
        return note("\n".join([say("shelf-none"), *lines]))
    entries = [line for playlist in shown.playlists for line in _entry(say, playlist)]
    if shown.older:
        lines.append("-# " + say("shelf-older", count=shown.older))
    return note("\n".join([say("shelf-title"), *entries, *lines]))


def kept(say: Wording, playlist: ShelfPlaylist) -> ui.LayoutView:
    """A playlist that was made before and is kept from now on."""
    words = _kept(say, "keep-done", playlist)
    if playlist.clean:
        words += "\n-# " + say("playlist-clean")
    return layout(text(words), row(_opener(say, playlist)))


def stopped(say: Wording, playlist: ShelfPlaylist) -> ui.LayoutView:
    """A playlist that is kept no longer."""
    sentence = say("keep-stopped", name=quote(playlist.name, 100))
    return layout(text(sentence), row(_opener(say, playlist)))


def keep_news(say: Wording, playlist: ShelfPlaylist) -> ui.LayoutView:
    """Why a kept playlist gets no fresh songs."""
    sentence = say("keep-trouble", name=quote(playlist.name, 100), trouble=playlist.trouble or "")
    return layout(text(sentence), accent=WARNING)


def playlist_choices(found: Iterable[tuple[str, str]]) -> list[app_commands.Choice[str]]:
    """Playlists as choices of an autocomplete; Discord shows 25."""
    return [
        app_commands.Choice(name=(name.strip() or playlist_id)[:100], value=playlist_id)
        for playlist_id, name in list(found)[:25]
    ]


def _entry(say: Wording, playlist: ShelfPlaylist) -> list[str]:
    known = "no" if playlist.songs is None else "yes"
    name = quote(playlist.name, 80)
    lines = [
        say("shelf-entry", name=name, link=playlist.link, known=known, songs=playlist.songs or 0)
    ]
    if playlist.trouble is not None:
        lines.append("-# " + say("shelf-trouble", trouble=playlist.trouble))
    elif playlist.size is not None:
        clean = [say("shelf-clean")] if playlist.clean else []
        lines.append("-# " + " · ".join([_kept(say, "shelf-kept", playlist), *clean]))
    return lines


def _kept(say: Wording, key: str, playlist: ShelfPlaylist) -> str:
    due = playlist.next_at
    return say(
        key,
        name=quote(playlist.name, 100),
        size=playlist.size or 0,
        due="yes" if due is None else "no",
        when="" if due is None else format_dt(due, "f"),
    )


def _opener(say: Wording, playlist: ShelfPlaylist) -> Item:
    return link(say("playlist-open"), playlist.link)


def _opening(say: Wording, step: PlaylistStep) -> list[Item]:
    if step.playlist_id is None:
        return []
    return [row(link(say("playlist-open"), step.link))]


def _words(say: Wording, step: PlaylistStep) -> str:
    values = {"name": quote(step.name, 100), "added": step.added, "total": step.total}
    match step.stage:
        case PlaylistStage.CREATING:
            return say("playlist-creating", name=values["name"])
        case PlaylistStage.FILLING:
            return say("playlist-filling", **values)
        case PlaylistStage.DRAWING:
            return say("playlist-drawing", name=values["name"])
        case PlaylistStage.DONE:
            return "\n".join(_done(say, step))
        case PlaylistStage.WAITING:
            return _waiting(say, step)
        case PlaylistStage.GIVEN_UP:
            if step.error is not None:
                return _sentence(say, step.error)
            if step.playlist_id is None:
                return say("playlist-given-up-unmade", name=values["name"])
            return say("playlist-given-up", **values)


def _done(say: Wording, step: PlaylistStep) -> list[str]:
    name = quote(step.name, 100)
    if step.again:
        return [say("playlist-again", name=name, total=step.total)]
    visible = "yes" if step.public else "no"
    lines = [say("playlist-done", name=name, total=step.total, public=visible)]
    if step.refreshed_at is not None:
        lines.append(say("playlist-weekly", when=format_dt(step.refreshed_at, "f")))
    found = step.total + step.left_out
    if found < step.asked:
        lines.append("-# " + say("playlist-short", found=found, asked=step.asked))
    if step.left_out:
        lines.append("-# " + say("playlist-left-out", count=step.left_out))
    if step.clean:
        lines.append("-# " + say("playlist-clean"))
    if not step.cover:
        lines.append("-# " + say("playlist-no-cover"))
    return lines


def _waiting(say: Wording, step: PlaylistStep) -> str:
    values = {"name": quote(step.name, 100), "added": step.added, "total": step.total}
    if isinstance(step.error, _LINKING_MENDS):
        sentence = _sentence(say, step.error)
        if step.playlist_id is None:
            return say("playlist-uncertain-link", sentence=sentence, name=values["name"])
        return say("playlist-partly-link", sentence=sentence, **values)
    # Discord words it in the reader's language and keeps it right: "in 2 minutes".
    when = format_dt(step.due_at, "R") if step.due_at else ""
    if step.playlist_id is None:
        return say("playlist-uncertain", name=values["name"], when=when)
    return say("playlist-partly", when=when, **values)


def _sentence(say: Wording, error: MemberError) -> str:
    values = {
        name: quote(value) if isinstance(value, str) else value
        for name, value in error.values.items()
    }
    return say(error.key, **values)
