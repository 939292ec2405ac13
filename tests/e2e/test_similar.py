"""/similar and its context menu through discord.py: choosing, resolving, paging, failing."""

import asyncio
from pathlib import Path

import pytest

from bot.sandbox.client import Reply
from bot.sandbox.discord.errors import ClientRefused
from bot.sandbox.listeners import CatalogueSongs
from storage.catalogue import CatalogueTrack
from tests.e2e.conftest import Scene

MENU = "Similar songs"
NOWHERE = "0123456789abcdefghijkl"


def track_ids(text: str) -> list[str]:
    """The ids of the songs shown, in order."""
    return [part.split(")")[0] for part in text.split("open.spotify.com/track/")[1:]]


@pytest.fixture(scope="module")
def alone(songs: CatalogueSongs) -> list[CatalogueTrack]:
    """Songs whose titles no other song has, each of another artist."""
    catalogue = songs.catalogue
    tracks = catalogue.tracks(range(len(catalogue)))
    titles = [track.title for track in tracks]
    single = [track for track in tracks if titles.count(track.title) == 1]
    first: dict[str, CatalogueTrack] = {}
    for track in single:
        first.setdefault(track.artists[0], track)
    return list(first.values())


def link(track: CatalogueTrack) -> str:
    return f"https://open.spotify.com/track/{track.track_id}"


async def similar(scene: Scene, **options: str | int) -> Reply:
    return await (await scene.ana.run("similar", **options)).settled()


async def from_message(scene: Scene, text: str) -> Reply:
    message = scene.join("Ben").say(text)
    return await (await scene.ana.use_on_message(MENU, message)).settled()


async def test_a_member_who_is_not_linked_gets_songs_like_one(
    scene: Scene, songs: CatalogueSongs, alone: list[CatalogueTrack]
) -> None:
    seed = alone[0]
    reply = await similar(scene, song=seed.track_id, count=4)
    assert reply.ephemeral
    assert f"Similar to “{seed.title} — {seed.artists[0]}”" in reply.text
    assert reply.buttons == ["👍", "👎", "Known", "Why"] * 4 + ["Save as playlist"]
    rows = songs.catalogue.resolve(track_ids(reply.text))
    found = songs.catalogue.tracks(list(rows.values()))
    assert len({track.song for track in found} | {seed.song}) == 5
    assert max(sum(t.artists[0] == track.artists[0] for t in found) for track in found) <= 2


async def test_why_names_the_seed_and_what_both_share(
    scene: Scene, songs: CatalogueSongs, alone: list[CatalogueTrack]
) -> None:
    seed = alone[0]
    reply = await similar(scene, song=seed.track_id, count=4)
    shared = 0
    for place, track_id in enumerate(track_ids(reply.text), start=1):
        why = await scene.press(reply, "Why", place)
        track = songs.catalogue.tracks([songs.catalogue.resolve([track_id])[track_id]])[0]
        assert f"Why {track.title}?" in why.text
        assert f"songs like “{seed.title} — {seed.artists[0]}”" in why.text
        both = set(seed.genres) & set(track.genres)
        assert ("Also " in why.text) == bool(both)
        assert not both or any(f"Also {genre}" in why.text for genre in both)
        shared += bool(both)
    assert shared


async def test_two_songs_together_and_each(scene: Scene, alone: list[CatalogueTrack]) -> None:
    one, other = alone[0], alone[40]
    reply = await similar(scene, song=one.track_id, song2=other.track_id, count=3)
    title = f"Similar to “{one.title} — {one.artists[0]}” and “{other.title} — {other.artists[0]}”"
    assert title in reply.text
    assert len(track_ids(reply.text)) == 3
    assert "Closest to “" in reply.text
    reply = await similar(scene, song=one.track_id, song2=other.track_id, count=3, mode="each")
    before, _, after = reply.text.partition(f"Similar to “{other.title}")
    assert f"Similar to “{one.title}" in before
    assert (len(track_ids(before)), len(track_ids(after))) == (3, 1)
    assert "1–4 of 6" in reply.text


async def test_the_same_song_twice_is_one_song(scene: Scene, alone: list[CatalogueTrack]) -> None:
    seed = alone[0]
    other = alone[40]
    reply = await similar(
        scene,
        song=seed.track_id,
        song2=other.title,
        song5=link(seed),
        mode="each",
        count=2,
    )
    assert len(track_ids(reply.text)) == 4
    assert reply.text.index(f"Similar to “{seed.title}") < reply.text.index(
        f"Similar to “{other.title}"
    )


async def test_the_answer_is_the_same_for_everybody(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    first = await similar(scene, song=alone[3].track_id)
    theirs = await scene.join("Ben").run("similar", song=alone[3].track_id)
    assert track_ids(first.text) == track_ids((await theirs.settled()).text)


async def test_asked_once_more_the_next_nearest_come(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    first = track_ids((await similar(scene, song=alone[3].track_id, count=4)).text)
    more = track_ids((await similar(scene, song=alone[3].track_id, count=4)).text)
    assert len(more) == 4
    assert not set(first) & set(more)
    scene.clock.forward(days=61)
    assert track_ids((await similar(scene, song=alone[3].track_id, count=4)).text) == first


async def test_choices_forgive_a_typo(scene: Scene, alone: list[CatalogueTrack]) -> None:
    seed = alone[0]
    word = max(seed.title.split(), key=len)
    typed = seed.title.replace(word, word[:2] + word[3] + word[2] + word[4:])
    assert typed != seed.title
    for option in ("song", "song2", "song5"):
        choices = await scene.ana.choices("similar", option, typed, **_before(option, seed))
        assert seed.track_id in [choice.value for choice in choices]
        assert len(choices) <= 25
    reply = await similar(scene, song=str(choices[0].value))
    assert seed.title in reply.text


def _before(option: str, seed: CatalogueTrack) -> dict[str, str]:
    return {} if option == "song" else {"song": seed.track_id}


async def test_choices_are_the_popular_ones_before_and_while_typing(
    scene: Scene, songs: CatalogueSongs
) -> None:
    nothing = await scene.ana.choices("similar", "song", "")
    popular = songs.catalogue.tracks(range(25))
    assert [choice.value for choice in nothing] == [track.track_id for track in popular]
    some = await scene.ana.choices("similar", "song", "so")
    ids = [str(choice.value) for choice in some]
    rows = songs.catalogue.resolve(ids)
    assert [rows[track_id] for track_id in ids] == sorted(rows.values())
    assert all(1 <= len(choice.name) <= 100 for choice in some)
    assert len({choice.name for choice in some}) == len(some)


async def test_a_pasted_link_is_offered_by_its_name(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    (choice,) = await scene.ana.choices("similar", "song", f"{link(alone[5])}?si=abc")
    assert (choice.value, alone[5].title in choice.name) == (alone[5].track_id, True)


@pytest.mark.parametrize(
    "form",
    [
        "{title}",
        "{title} — {artist}",
        "{artist} {title}",
        "  {title}  ",
        "{id}",
        "https://open.spotify.com/track/{id}?si=0f1e2d",
        "https://open.spotify.com/intl-de/track/{id}",
        "open.spotify.com/track/{id}",
        "<https://open.spotify.com/embed/track/{id}?utm=1>",
        "spotify:track:{id}",
        "listen: https://open.spotify.com/track/{id} !",
    ],
)
async def test_free_text_and_links_are_resolved(
    scene: Scene, alone: list[CatalogueTrack], form: str
) -> None:
    seed = alone[7]
    text = form.format(title=seed.title, artist=seed.artists[0], id=seed.track_id)
    reply = await similar(scene, song=text)
    assert f"Similar to “{seed.title} — {seed.artists[0]}”" in reply.text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("zzzz qqqq", "I know no song called “zzzz qqqq”"),
        ("**@everyone** <@1>", "I know no song called “"),
        (f"https://open.spotify.com/track/{NOWHERE}", "My catalogue does not hold that song"),
        (NOWHERE, "My catalogue does not hold that song"),
        (f"https://open.spotify.com/album/{NOWHERE}", "no link to a song"),
        ("https://spotify.link/a1B2c3", "open a short link first"),
    ],
)
async def test_what_cannot_be_resolved_gets_a_sentence(
    scene: Scene, text: str, sentence: str
) -> None:
    reply = await similar(scene, song=text)
    assert sentence in reply.text
    assert reply.ephemeral
    assert "@everyone" not in reply.text
    assert "<@" not in reply.text


async def test_one_unknown_song_of_several_is_named(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    reply = await similar(scene, song=alone[0].track_id, song2="zzzz qqqq")
    assert "“zzzz qqqq”" in reply.text


@pytest.mark.parametrize("options", [{"count": 0}, {"count": 21}, {"mode": "both"}])
async def test_discord_refuses_what_the_options_do_not_allow(
    scene: Scene, options: dict[str, str | int]
) -> None:
    with pytest.raises(ClientRefused):
        await scene.ana.run("similar", song="x", **options)


async def test_pages_turn_and_buttons_work_after_a_restart(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    reply = await similar(scene, song=alone[0].track_id, song2=alone[40].track_id, count=6)
    first = track_ids(reply.text)
    await scene.stage.restart()
    await scene.ana.press(reply, "Next")
    await reply.until("5–6 of 6")
    assert not set(track_ids(reply.text)) & set(first)
    assert f"Similar to “{alone[0].title} — {alone[0].artists[0]}” and" in reply.text
    why = await scene.press(reply, "Why", 2)
    assert "You asked for songs like" in why.text
    await scene.ana.press(reply, "Previous")
    await reply.until("1–4 of 6")
    assert track_ids(reply.text) == first


async def test_headings_follow_the_pages_of_each(scene: Scene, alone: list[CatalogueTrack]) -> None:
    one, other = alone[0], alone[40]
    reply = await similar(scene, song=one.track_id, song2=other.track_id, count=4, mode="each")
    assert other.title not in reply.text.partition("Similar to")[2].partition("\n")[2]
    await scene.ana.press(reply, "Next")
    await reply.until("5–8 of 8")
    assert f"Similar to “{other.title}" in reply.text
    assert f"Similar to “{one.title}" not in reply.text


async def test_the_longest_list_fits_into_discord(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    others = {f"song{number}": alone[10 * number].track_id for number in (2, 3, 4, 5)}
    reply = await similar(scene, song=alone[0].track_id, **others, count=1, mode="each")
    assert reply.text.count("Similar to “") == 4
    reply = await similar(scene, song=alone[0].track_id, **others, count=20, mode="each")
    assert "1–4 of 100" in reply.text
    for page in range(1, 25):
        await scene.ana.press(reply, "Next")
        await reply.until(f"{4 * page + 1}–{4 * page + 4} of 100")
    assert "[Next, disabled]" in reply.text


async def test_a_thumb_down_stays_away(scene: Scene, alone: list[CatalogueTrack]) -> None:
    reply = await similar(scene, song=alone[0].track_id)
    gone = track_ids(reply.text)[0]
    done = await scene.press(reply, "👎")
    assert "will not come again" in done.text
    again = await similar(scene, song=alone[0].track_id)
    assert gone not in track_ids(again.text)
    # Somebody else's list is not touched by it.
    ben = scene.join("Ben")
    theirs = await (await ben.run("similar", song=alone[0].track_id)).settled()
    assert track_ids(theirs.text)[0] == gone


async def test_what_was_shown_counts_for_recommend(scene: Scene) -> None:
    await scene.link()
    best, *_ = track_ids((await scene.recommend(1)).text)
    near, *_ = track_ids((await similar(scene, song=best, count=1)).text)
    scene.clock.forward(days=61)
    reply = await similar(scene, song=near, count=20)
    shown = await _all_ids(scene, reply)
    assert best in shown
    assert not set(shown) & set(await _all_ids(scene, await scene.recommend(20)))
    scene.clock.forward(days=61)
    assert best in track_ids((await scene.recommend(1)).text)


async def _all_ids(scene: Scene, reply: Reply) -> list[str]:
    """Turn all pages of a list of twenty."""
    ids = track_ids(reply.text)
    for first in range(5, 21, 4):
        await scene.ana.press(reply, "Next")
        await reply.until(f"{first}–{first + 3} of 20")
        ids += track_ids(reply.text)
    return ids


async def test_a_menu_on_a_message_with_a_link(scene: Scene, alone: list[CatalogueTrack]) -> None:
    seed = alone[9]
    reply = await from_message(scene, f"listen to this <{link(seed)}?si=1> !")
    assert reply.ephemeral
    assert f"Similar to “{seed.title} — {seed.artists[0]}”" in reply.text
    asked = await (await scene.join("Cleo").run("similar", song=seed.track_id)).settled()
    assert track_ids(reply.text) == track_ids(asked.text)


async def test_a_menu_takes_the_first_tracks_it_knows(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    links = [f"https://open.spotify.com/track/{NOWHERE}", *map(link, alone[:7]), link(alone[0])]
    reply = await from_message(scene, " ".join(links))
    title = reply.text.partition("\n**")[0]
    assert [track.title in title for track in alone[:7]] == [True] * 5 + [False] * 2


async def test_a_menu_on_the_bots_own_list(scene: Scene, alone: list[CatalogueTrack]) -> None:
    listed = await similar(scene, song=alone[0].track_id, count=2)
    reply = await (await scene.ana.use_on_message(MENU, listed)).settled()
    assert "Similar to “" in reply.text
    assert not set(track_ids(reply.text)) & set(track_ids(listed.text))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("what a lovely day", "no link to a song"),
        (f"https://open.spotify.com/playlist/{NOWHERE}", "no link to a song"),
        (f"https://open.spotify.com/track/{NOWHERE}", "does not hold that song"),
    ],
)
async def test_a_menu_on_a_message_without_a_known_track(
    scene: Scene, text: str, sentence: str
) -> None:
    assert sentence in (await from_message(scene, text)).text


async def test_it_works_in_direct_messages(scene: Scene, alone: list[CatalogueTrack]) -> None:
    dm = scene.ana.in_dm()
    reply = await (await dm.run("similar", song=alone[0].track_id)).settled()
    assert len(track_ids(reply.text)) == 4


@pytest.mark.stage(catalogue=Path("/nonexistent/catalogue"))
async def test_without_a_catalogue_there_is_a_sentence_and_no_choice(scene: Scene) -> None:
    assert await scene.ana.choices("similar", "song", "love") == []
    reply = await similar(scene, song="love")
    assert "no catalogue of songs that I can read" in reply.text
    assert (
        "no catalogue of songs that I can read"
        in (await from_message(scene, link_to_nothing())).text
    )


def link_to_nothing() -> str:
    return f"https://open.spotify.com/track/{NOWHERE}"


async def test_many_members_at_once_are_all_answered(
    scene: Scene, alone: list[CatalogueTrack]
) -> None:
    visitors = [scene.join(f"Member{number}") for number in range(8)]
    replies = await asyncio.gather(
        *(v.run("similar", song=alone[n].track_id) for n, v in enumerate(visitors))
    )
    for number, reply in enumerate(replies):
        await reply.settled()
        assert alone[number].title in reply.text


async def test_deleting_a_member_leaves_no_list(scene: Scene, alone: list[CatalogueTrack]) -> None:
    reply = await similar(scene, song=alone[0].track_id)
    await scene.store.members.forget(scene.ana.user.id)
    gone = await scene.press(reply, "Why")
    assert "no longer kept" in gone.text
