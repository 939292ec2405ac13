"""Comparisons and common lists as layouts."""

from discord import ui

from bot.render import ids
from bot.render.parts import button, layout, line, row, text
from bot.render.similar import enumerate_words
from bot.render.text import quote
from bot.render.wording import Wording
from bot.results.songs import Song
from bot.results.together import Blend, Comparison


def comparison(say: Wording, found: Comparison) -> ui.LayoutView:
    """What two members share and what divides them, told to the first one."""
    name = quote(found.second.name, 40)
    return layout(
        text(f"{say('compare-title', name=name)}\n{_match(say, found, name)}"),
        line(),
        text(f"{_songs(say, found)}\n{_artists(say, found)}"),
        line(),
        text(_divides(say, found)),
    )


def _match(say: Wording, found: Comparison, name: str) -> str:
    if found.match is None:
        return say("compare-match-unknown")
    lines = [say("compare-match", match=found.match)]
    if found.first_suited is not None:
        lines.append(say("compare-suits-you", name=name, share=found.first_suited))
    if found.second_suited is not None:
        lines.append(say("compare-suits-them", name=name, share=found.second_suited))
    return "\n".join(lines)


def _songs(say: Wording, found: Comparison) -> str:
    titles = [say("reason-title", title=quote(title, 90)) for title in found.titles]
    shown = enumerate_words(say, titles) if titles else ""
    return say("compare-songs", count=found.songs, titles=shown)


def _artists(say: Wording, found: Comparison) -> str:
    names = [quote(name, 60) for name in found.names]
    shown = enumerate_words(say, names) if names else ""
    return say("compare-artists", count=found.artists, names=shown)


def _divides(say: Wording, found: Comparison) -> str:
    if not found.divides:
        return say("compare-undivided")
    lines = [
        say("compare-divide", genre=quote(one.genre, 40), first=one.first, second=one.second)
        for one in found.divides
    ]
    return "\n".join([say("compare-divides"), *lines])


def blend(say: Wording, made: Blend) -> ui.LayoutView:
    """One list for several members, with what it is worth to each."""
    names = [quote(person.name, 30) for person, _ in made.fits]
    fits = [
        say("blend-fit", name=quote(person.name, 30), share=share) for person, share in made.fits
    ]
    songs = [_song(say, number, song) for number, song in enumerate(made.songs, start=1)]
    if len(made.songs) < made.wanted:
        songs.append(say("blend-short"))
    return layout(
        text(say("blend-title", names=enumerate_words(say, names))),
        text("\n".join(songs)),
        line(),
        text(say("blend-fits", fits=" · ".join(fits))),
        row(button(say("button-save"), ids.save(made.list_id))),
    )


def _song(say: Wording, number: int, song: Song) -> str:
    # Twenty such lines and all that is around them stay below Discord's 4,000 characters.
    artists = ", ".join(quote(name, 24) for name in song.artists[:2])
    return say(
        "blend-song",
        number=number,
        title=quote(song.title, 60),
        link=song.link,
        artists=artists or say("song-artists-unknown"),
    )
