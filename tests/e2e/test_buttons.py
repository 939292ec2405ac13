"""👍 👎 Why and the pages: for whom they act, what they change, and after a restart."""

import asyncio
import re

import pytest

from bot.sandbox.client import Reply, Visitor
from bot.sandbox.discord.components import walk
from bot.sandbox.listeners import CatalogueSongs, make_listener
from bot.sandbox.spotify.listeners import Library, Listener
from storage.like import Source
from tests.e2e.conftest import Scene
from tests.e2e.test_recommend import ids, tracks


@pytest.fixture
def listener(songs: CatalogueSongs) -> Listener:
    """Somebody with a small library, whose model is quickly trained."""
    return make_listener(songs, "Ana", ("techno", "house"), saved=20, seed=1)


async def rated(scene: Scene, visitor: Visitor, source: Source) -> set[str]:
    likes = await scene.store.likes.of(visitor.user.id)
    return {like.track_id for like in likes if like.source is source}


async def press(visitor: Visitor, reply: Reply, label: str, nth: int = 1) -> Reply:
    return await (await visitor.press(reply, label, nth=nth)).settled()


async def post(scene: Scene, reply: Reply) -> Reply:
    """Show a list to everybody in the channel, as a shared list is."""
    message = reply.message
    message.audience = None
    return reply


async def test_thumbs_are_kept_and_confirmed_in_private(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(2)
    up, down = ids(reply)
    liked = await press(scene.ana, reply, "👍")
    hated = await press(scene.ana, reply, "👎", nth=2)
    assert "counts as liked" in liked.text
    assert "will not come again" in hated.text
    assert liked.ephemeral
    assert hated.ephemeral
    assert await rated(scene, scene.ana, Source.UP) == {up}
    assert await rated(scene, scene.ana, Source.DOWN) == {down}
    assert len(ids(reply)) == 2


async def test_a_second_thumb_replaces_the_first(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(1)
    await press(scene.ana, reply, "👍")
    await press(scene.ana, reply, "👎")
    await press(scene.ana, reply, "👎")
    assert await rated(scene, scene.ana, Source.UP) == set()
    assert await rated(scene, scene.ana, Source.DOWN) == set(ids(reply))


async def test_thumbs_work_in_the_very_next_list_and_after_retraining(
    scene: Scene, songs: CatalogueSongs
) -> None:
    """A thumb before anything is retrained, and the model that has learned from it."""
    await scene.link()
    reply = await scene.recommend(4)
    rated_ids = ids(reply)
    for nth in (1, 2):
        await press(scene.ana, reply, "👍", nth=nth)
        await press(scene.ana, reply, "👎", nth=nth + 2)
    # Long enough for them to be shown again, were they not rated.
    scene.clock.forward(days=61)
    keys = {track.song for track in tracks(songs, rated_ids)}
    for _ in range(2):
        shown = ids(await scene.recommend(20))
        assert not {track.song for track in tracks(songs, shown)} & keys
        await scene.learned()
        scene.clock.forward(days=61)
    taste = await scene.store.tastes.get(scene.ana.user.id)
    assert taste is not None
    known = set(songs.catalogue.resolve(_liked(scene)))
    assert taste.likes == len(known) + 2


def _liked(scene: Scene) -> list[str]:
    return [track.track_id for track in scene.library().tracks()]


async def test_thumbs_down_change_the_model_and_its_shortlist(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await scene.link()
    before = await scene.store.tastes.get(scene.ana.user.id)
    reply = await scene.recommend(4)
    for nth in (1, 2, 3, 4):
        await press(scene.ana, reply, "👎", nth=nth)
    await scene.learned()
    after = await scene.store.tastes.get(scene.ana.user.id)
    assert before is not None
    assert after is not None
    assert before.model != after.model
    assert before.items != after.items


async def test_why_gives_the_owner_a_true_reason(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(4)
    for nth in (1, 2, 3, 4):
        why = await press(scene.ana, reply, "Why", nth=nth)
        assert why.ephemeral
        assert re.search(r"### Why .+\?", why.text)
        assert "learned from" in why.text
        reason = why.text.splitlines()[2].removeprefix("│ ")
        assert reason in reply.text


async def test_why_and_the_pages_answer_only_the_owner(scene: Scene) -> None:
    await scene.link()
    reply = await post(scene, await scene.recommend(5))
    ben = scene.join("Ben")
    for label in ("Why", "Next"):
        before = reply.text
        refused = await press(ben, reply, label)
        assert "answers only the member the list was made for" in refused.text
        assert refused.messages[-1].audience == ben.user.id
        assert reply.text == before


async def test_a_thumb_by_another_member_acts_for_that_member(scene: Scene) -> None:
    await scene.link()
    reply = await post(scene, await scene.recommend(2))
    ben = scene.join("Ben")
    answer = await press(ben, reply, "👍")
    assert "counts as liked" in answer.text
    assert answer.messages[-1].audience == ben.user.id
    assert await rated(scene, ben, Source.UP) == {ids(reply)[0]}
    assert await rated(scene, scene.ana, Source.UP) == set()
    # One like is enough for a first list of Ben's own.
    await scene.learned(ben)
    own = await scene.recommend(3, ben)
    assert len(ids(own)) == 3
    assert ids(reply)[0] not in ids(own)


async def test_members_who_only_dislike_are_told_what_is_missing(scene: Scene) -> None:
    await scene.link()
    reply = await post(scene, await scene.recommend(1))
    ben = scene.join("Ben")
    await press(ben, reply, "👎")
    await scene.learned(ben)
    assert "Run `/link`" in (await scene.recommend(1, ben)).text


async def test_old_buttons_work_after_a_restart(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(5)
    first_page = ids(reply)
    await scene.stage.restart()
    assert "counts as liked" in (await press(scene.ana, reply, "👍")).text
    assert "will not come again" in (await press(scene.ana, reply, "👎", nth=2)).text
    assert "### Why" in (await press(scene.ana, reply, "Why", nth=3)).text
    before = reply.text
    await scene.ana.press(reply, "Next")
    await reply.until(lambda text: text != before)
    assert len(ids(reply)) == 1
    assert not set(ids(reply)) & set(first_page)
    assert await rated(scene, scene.ana, Source.UP) == {first_page[0]}


async def test_buttons_of_a_member_who_unlinked_still_speak(scene: Scene) -> None:
    await scene.link()
    reply = await scene.recommend(5)
    await (await scene.ana.run("unlink")).settled()
    assert "### Why" in (await press(scene.ana, reply, "Why")).text
    assert "counts as liked" in (await press(scene.ana, reply, "👍")).text


async def test_two_members_pressing_at_once_rate_for_themselves(
    scene: Scene, songs: CatalogueSongs
) -> None:
    listener = make_listener(songs, "Ben", ("folk", "country"), saved=60, seed=2)
    scene.stage.spotify.libraries[listener.account_id] = Library.of(listener)
    ben = scene.join("Ben")
    await scene.link()
    await scene.link(ben, listener)
    lists = await asyncio.gather(scene.recommend(4), scene.recommend(4, ben))
    await asyncio.gather(
        *(press(scene.ana, lists[0], "👍", nth=nth) for nth in (1, 2, 3, 4)),
        *(press(ben, lists[1], "👎", nth=nth) for nth in (1, 2, 3, 4)),
    )
    assert await rated(scene, scene.ana, Source.UP) == set(ids(lists[0]))
    assert await rated(scene, ben, Source.DOWN) == set(ids(lists[1]))
    assert await rated(scene, ben, Source.UP) == set()
    assert await rated(scene, scene.ana, Source.DOWN) == set()


@pytest.mark.parametrize(
    "custom_id", ["crate:up:nothing", "crate:why:unknownlist:0", "crate:page:unknownlist:4"]
)
async def test_buttons_of_what_is_gone_say_so(scene: Scene, custom_id: str) -> None:
    """A song of an older catalogue, a list that is no longer kept."""
    await scene.link()
    reply = await scene.recommend(1)
    thumb = next(part for part in walk(reply.message.components) if part.get("custom_id"))
    thumb["custom_id"] = custom_id
    answer = await press(scene.ana, reply, custom_id)
    assert "no longer" in answer.text
    assert "for a new" in answer.text
