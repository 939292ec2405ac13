"""Likes that no table holds, with a provider that tells how they sound."""

from collections.abc import Mapping, Sequence

from bot.providers import Sound
from bot.sandbox.listeners import CatalogueSongs
from bot.services.sounds import Sounds
from storage.like import Like, Source
from tests.e2e.conftest import Scene


class Heard:
    """A provider that heard one song of the catalogue under another id."""

    name = "heard"

    def __init__(self, sound: Sound) -> None:
        self.sound = sound
        self.asked: list[str] = []

    async def sounds(self, track_ids: Sequence[str]) -> Mapping[str, Sound | None]:
        self.asked += track_ids
        return dict.fromkeys(track_ids, self.sound)


async def test_import_of_songs_outside_learns_from_their_sound_and_asks_once(
    scene: Scene, songs: CatalogueSongs
) -> None:
    sound = tuple(float(value) for value in songs.catalogue.arrays.audio[100])
    provider = Heard(sound)
    training = scene.services.training
    training._sounds = Sounds(scene.store, provider, training._executor, scene.clock)
    member = await scene.store.members.ensure(scene.ana.user.id)
    strange = [
        Like(f"outside{number:015d}", Source.IMPORT, f"Song {number}", ("Nobody",))
        for number in range(3)
    ]
    await scene.store.likes.add(member.member_id, member.generation, strange)
    fitted = await training.request(member.member_id).finished()
    assert fitted.unmatched == 3
    assert sorted(provider.asked) == [like.track_id for like in strange]
    await training.request(member.member_id).finished()
    assert len(provider.asked) == 3
    assert await scene.store.sounds.of({like.track_id for like in strange})
    await scene.store.members.forget(member.member_id)
    assert not await scene.store.sounds.of({like.track_id for like in strange})
