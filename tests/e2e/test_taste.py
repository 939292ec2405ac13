"""/taste: the card and the map of a member's taste."""

import io
import re

import numpy as np
from PIL import Image

from bot.charts.space import draw_space
from bot.sandbox.listeners import CatalogueSongs
from bot.sandbox.songs import library
from storage.like import Like, Source
from tests.e2e.conftest import PATIENCE, Scene


async def love(scene: Scene, songs: CatalogueSongs, genres: tuple[str, ...], count: int) -> None:
    likes = [
        Like(t.track_id, Source.PICK, t.title, t.artists, song=t.song)
        for genre in genres
        for t in library(songs.catalogue, (genre,), count, 3)
    ]
    member = await scene.store.members.ensure(scene.ana.user.id)
    await scene.store.likes.add(member.member_id, member.generation, likes)


async def test_a_card_shows_the_genres_and_groups_of_a_member(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await love(scene, songs, ("jazz", "metal"), 14)
    await scene.services.training.request(scene.ana.user.id).finished()
    reply = await (await scene.ana.run("taste card")).settled()
    assert reply.ephemeral
    assert "28 songs" in reply.text
    # Two tastes as far apart as these are told apart, each by its own genre.
    assert {"jazz", "metal"} <= set(reply.text.replace("*", " ").split())
    picture = Image.open(io.BytesIO(scene.ana.files(reply)["taste.png"]))
    assert picture.width == 1100
    [described] = [
        item["description"]
        for shown in reply.message.components
        for part in shown["components"]
        for item in part.get("items", ())
    ]
    assert "jazz" in described


async def test_a_card_needs_likes_but_no_model(scene: Scene, songs: CatalogueSongs) -> None:
    nothing = await (await scene.ana.run("taste card")).settled()
    assert "/start" in nothing.text or "/link" in nothing.text
    await love(scene, songs, ("jazz",), 2)
    reply = await (await scene.ana.run("taste card")).settled()
    assert "**100 %** jazz" in reply.text
    assert scene.ana.files(reply)["taste.png"]


async def test_a_map_shows_likes_and_recommendations_as_a_picture_and_a_page(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await love(scene, songs, ("jazz", "metal"), 14)
    await scene.services.training.request(scene.ana.user.id).finished()
    reply = await (await scene.ana.run("taste map")).settled()
    assert reply.ephemeral
    assert "likes: 28 · recommended to you: 100" in reply.text
    files = scene.ana.files(reply)
    assert sorted(files) == ["taste-map.html", "taste-map.png"]
    assert Image.open(io.BytesIO(files["taste-map.png"])).width == 1100
    page = files["taste-map.html"].decode()
    assert len(page) < 10_000_000
    # The script is in the page: nothing is fetched.
    assert "<script src=" not in page
    liked = (await scene.store.likes.of(scene.ana.user.id))[0]
    assert liked.title.replace("&", "\\u0026amp;") in page


async def test_a_map_needs_no_model(scene: Scene, songs: CatalogueSongs) -> None:
    await love(scene, songs, ("jazz",), 1)
    reply = await (await scene.ana.run("taste map")).settled()
    assert "likes: 1 · recommended to you: 0" in reply.text
    assert len(scene.ana.files(reply)) == 2


def test_names_in_the_page_cannot_end_its_script() -> None:
    points = np.zeros((1, 3), dtype=np.float32)
    page = draw_space("Map", [("likes", points, ["</script><img src=x onerror=alert(1)>"])])
    assert b"</script><img" not in page
    assert b"<img" not in page.rpartition(b"Plotly.newPlot")[2]


async def test_a_report_judges_on_hidden_likes_and_says_the_prevalence(
    scene: Scene, songs: CatalogueSongs
) -> None:
    await love(scene, songs, ("jazz",), 4)
    refused = await (await scene.ana.run("taste report")).settled()
    assert "at least 10 of your likes" in refused.text
    await love(scene, songs, ("jazz", "metal"), 16)
    reply = await (await scene.ana.run("taste report")).settled(PATIENCE)
    assert reply.ephemeral
    assert "precision  recall" in reply.text
    # Likes of two planted genres are found far better than blindly.
    found = re.search(r"In (\d+) of 100 cases", reply.text)
    assert found is not None
    assert int(found[1]) > 75
    files = scene.ana.files(reply)
    assert len(files) == 6
    assert all(Image.open(io.BytesIO(png)).width == 1100 for png in files.values())
    described = [
        item["description"]
        for shown in reply.message.components
        for part in shown["components"]
        for item in part.get("items", ())
    ]
    assert len(described) == 6
    assert "picking blindly" in described[0]
