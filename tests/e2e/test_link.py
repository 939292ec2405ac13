"""/link: consent, the confirming page or a pasted address, reading page by page, learning."""

import re
from collections import Counter
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.sandbox.discord.changes import Change, ChangeKind
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import (
    Library,
    Listener,
    Oddity,
    Playlist,
    StandInPlaylist,
    StandInTrack,
    make_id,
    sprinkle,
)
from storage.like import Source
from storage.playlists import MadePlaylist
from tests.e2e.conftest import LEARNED, PATIENCE, Scene

STAGES = ("Link Spotify", "Linked", "Reading your likes", "Learning your taste", "Ready")


def made_up(*names: str) -> tuple[StandInTrack, ...]:
    """Tracks that no catalogue holds."""
    return tuple(StandInTrack(make_id("track", name), name, ("Nobody",)) for name in names)


async def test_the_callback_page_links_and_ends_in_try_recommend(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    assert offer.ephemeral
    assert offer.buttons == ["Open Spotify", "Paste the address"]
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    assert await scene.store.links.get(scene.ana.user.id) is None
    status, page = await scene.stage.confirm(address)
    assert status == 200
    assert page.startswith("Linked")
    await offer.until(LEARNED, PATIENCE)
    link = await scene.store.links.get(scene.ana.user.id)
    assert link is not None
    assert (link.account_id, link.display_name) == (scene.listener.account_id, "Ana")
    assert link.synced_at == scene.clock()


async def test_progress_is_one_message_edited_in_place(scene: Scene) -> None:
    reply = await scene.ana.run("link")
    seen: list[str] = [reply.text]

    def note(change: Change) -> None:
        if change.message is not None:
            assert change.kind is ChangeKind.EDITED
            assert change.message is reply.interaction.original
            seen.append(scene.ana.reader.read(change.message))

    scene.stage.discord.changes.listen(note)
    await scene.stage.link(reply.links["Open Spotify"], scene.listener)
    await reply.until(LEARNED, PATIENCE)
    shown = [next(place for place, name in enumerate(STAGES) if name in text) for text in seen]
    assert shown == sorted(shown)
    assert {0, 1, 2, 4} <= set(shown)
    assert len(reply.messages) == 1
    assert "try `/recommend`." in seen[-1]


async def test_the_login_asks_for_what_is_needed_with_pkce_and_fits_a_button(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    url = offer.links["Open Spotify"]
    query = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
    assert len(url) <= 512
    assert query["code_challenge_method"] == "S256"
    assert len(query["state"]) >= 32
    assert "user-library-read" in query["scope"].split()
    assert "client_secret" not in url


async def test_a_pasted_address_links(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    address = await scene.stage.consent(offer.links["Open Spotify"], scene.listener)
    done = await scene.paste(offer, f"  {address}\n".strip())
    assert "Linked to Spotify as **Ana**" in done.text
    assert done.ephemeral
    await offer.until(LEARNED, PATIENCE)


async def test_in_direct_messages_all_of_it_works(scene: Scene) -> None:
    dm = scene.ana.in_dm()
    await scene.link(dm)
    reply = await scene.recommend(2, dm)
    assert reply.text.count("[👍]") == 2
    assert "counts as liked" in (await (await dm.press(reply, "👍")).settled()).text
    assert "Unlinked" in (await (await dm.run("unlink")).settled()).text


async def test_every_part_of_a_library_is_read_to_its_last_page(
    scene: Scene, songs: CatalogueSongs
) -> None:
    loved = songs.catalogue.tracks(list(range(400)))
    tracks = [found for one in loved if (found := songs.track(one.track_id)) is not None]
    listener = Listener(
        account_id="manypages1",
        name="Ana",
        saved=sprinkle(tracks[:130], every=7),
        top=tuple(tracks[130:190]),
        recent=tuple(tracks[190:240]),
        playlists=(
            StandInPlaylist("p" * 22, "new rows", (*tracks[240:350], *Oddity)),
            StandInPlaylist("q" * 22, "old rows", tuple(tracks[350:390]), row_key="track"),
            StandInPlaylist("r" * 22, "followed", made_up("theirs"), owner_id="somebody"),
        ),
    )
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    await scene.link(listener=listener)
    likes = await scene.store.likes.of(scene.ana.user.id)
    by_source = {
        source: {like.track_id for like in likes if like.source is source} for source in Source
    }
    assert by_source[Source.SAVED] == {track.track_id for track in tracks[:130]}
    assert by_source[Source.TOP] == {track.track_id for track in tracks[130:190]}
    assert by_source[Source.RECENT] == {track.track_id for track in tracks[190:240]}
    assert by_source[Source.PLAYLIST] == {track.track_id for track in tracks[240:390]}
    assert scene.asked("/me/tracks") == 3
    assert scene.asked(f"/playlists/{'p' * 22}/items") == 3
    assert scene.asked(f"/playlists/{'r' * 22}") == 0


async def test_the_bots_own_playlists_are_never_likes(scene: Scene) -> None:
    await scene.link()
    ours, track = make_id("playlist", "ours"), made_up("Recommended once")[0]
    await scene.store.playlists.add(scene.ana.user.id, MadePlaylist(ours, "For Ana", scene.clock()))
    scene.library().playlists.append(Playlist(ours, "For Ana", scene.listener.user_id, [track]))
    await scene.link()
    likes = await scene.store.likes.of(scene.ana.user.id)
    assert track.track_id not in {like.track_id for like in likes}
    assert any(like.source is Source.PLAYLIST for like in likes)
    assert scene.asked(f"/playlists/{ours}") == 0


async def test_likes_no_catalogue_holds_are_kept_and_told(scene: Scene) -> None:
    reply = await scene.link()
    unknown = {row.track_id for row in scene.library().tracks() if row.title.startswith("Basement")}
    assert f"{len(unknown)} more are kept but not in the catalogue" in reply.text
    kept = {like.track_id for like in await scene.store.likes.of(scene.ana.user.id)}
    assert unknown <= kept


async def test_a_library_without_songs_is_told_and_can_be_read_again(scene: Scene) -> None:
    bare = Listener(account_id="bareshelf1", name="Ana")
    scene.stage.spotify.libraries[bare.account_id] = Library.of(bare)
    reply = await scene.start_link(listener=bare)
    await reply.until("holds no songs", PATIENCE)
    assert "run `/link` again" in reply.text
    assert "holds no songs" in (await scene.recommend()).text


async def test_likes_of_which_the_catalogue_holds_none(scene: Scene) -> None:
    rare = Listener(account_id="raretaste1", name="Ana", saved=made_up("One", "Two", "Three"))
    scene.stage.spotify.libraries[rare.account_id] = Library.of(rare)
    reply = await scene.start_link(listener=rare)
    await reply.until("3 likes, but none of them is in my catalogue", PATIENCE)
    assert len(await scene.store.likes.of(scene.ana.user.id)) == 3
    assert "none of them is in my catalogue" in (await scene.recommend()).text


async def test_a_new_link_reads_anew_and_keeps_ratings(scene: Scene) -> None:
    await scene.link()
    shown = await scene.recommend(2)
    await scene.press(shown, "👍")
    await scene.press(shown, "👎", nth=2)
    await scene.learned()
    before = await scene.store.likes.of(scene.ana.user.id)
    gone = scene.library().saved.pop(0)
    assert isinstance(gone, StandInTrack)
    await scene.link()
    after = await scene.store.likes.of(scene.ana.user.id)
    assert Counter(like.source for like in after)[Source.SAVED] == (
        Counter(like.source for like in before)[Source.SAVED] - 1
    )
    thumbs = {Source.UP, Source.DOWN}
    assert {like.track_id for like in before if like.source in thumbs} == {
        like.track_id for like in after if like.source in thumbs
    }


async def test_linking_again_while_a_reading_runs_shows_the_new_one_to_its_end(
    scene: Scene,
) -> None:
    first = await scene.start_link()
    second = await scene.link()
    assert LEARNED in second.text
    assert "did not work" not in second.text
    assert first.message is not second.message


async def test_an_account_of_another_member_is_refused(scene: Scene) -> None:
    await scene.link()
    ben = scene.join("Ben")
    reply = await ben.run("link")
    status, page = await scene.stage.link(reply.links["Open Spotify"], scene.listener)
    assert status == 400
    assert "already linked by another member" in page
    assert "/unlink" in page
    assert await scene.store.links.get(ben.user.id) is None
    assert "Run `/link`" in (await scene.recommend(visitor=ben)).text


async def test_two_members_at_once_are_never_mixed(scene: Scene, songs: CatalogueSongs) -> None:
    listener = make_listener(songs, "Ben", ("folk", "country"), saved=60, seed=2)
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    ben = scene.join("Ben")
    offers = await scene.ana.run("link"), await ben.run("link")
    theirs = (scene.listener, listener)
    addresses = [
        await scene.stage.consent(offer.links["Open Spotify"], one)
        for offer, one in zip(offers, theirs, strict=True)
    ]
    # The second to begin confirms first.
    for address in reversed(addresses):
        assert (await scene.stage.confirm(address))[0] == 200
    for offer, visitor, one in zip(offers, (scene.ana, ben), theirs, strict=True):
        await offer.until(LEARNED, PATIENCE)
        link = await scene.store.links.get(visitor.user.id)
        assert link is not None
        assert link.account_id == one.account_id
        kept = {like.track_id for like in await scene.store.likes.of(visitor.user.id)}
        assert kept == {track.track_id for track in scene.library(one).tracks()}
    lists = [await scene.recommend(4, visitor) for visitor in (scene.ana, ben)]
    assert scene.listener.name not in re.findall(r"\w+", lists[1].text)
    assert lists[0].text != lists[1].text


@pytest.mark.stage(spotify_client_id="")
async def test_without_spotify_set_up_link_says_so(scene: Scene) -> None:
    reply = await scene.ana.run("link")
    assert "has not set up Spotify" in reply.text
    assert "cratemate doctor" in reply.text
    assert reply.ephemeral


@pytest.mark.stage(learning=None)
async def test_with_learning_undecided_link_is_closed_and_says_why(scene: Scene) -> None:
    reply = await scene.ana.run("link")
    assert "not yet decided" in reply.text
    assert "CRATEMATE_SPOTIFY_LEARNING" in reply.text
    assert scene.stage.spotify.token_requests == {}


@pytest.mark.stage(learning=False)
async def test_with_learning_off_nothing_of_the_library_is_read(scene: Scene) -> None:
    offer = await scene.ana.run("link")
    assert "switched learning from Spotify off" in offer.text
    await scene.stage.link(offer.links["Open Spotify"], scene.listener)
    await offer.until("I read nothing of your library")
    assert {exchange.path for exchange in scene.stage.spotify.exchanges} <= {"/me", "/me/"}
    assert await scene.store.likes.of(scene.ana.user.id) == []
    told = (await scene.recommend()).text
    assert "holds no songs" not in told
    assert "switched learning from Spotify off" in told
