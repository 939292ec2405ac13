"""The quickest way in: a few songs that a member picks."""

from collections.abc import Sequence

from bot.services.clock import Clock
from bot.services.similar import Similar
from bot.services.training import Training
from storage.like import Like, Source
from storage.store import Store


class Starting:
    """Learns from picks; needs no account anywhere."""

    def __init__(self, store: Store, similar: Similar, training: Training, now: Clock) -> None:
        self._store = store
        self._similar = similar
        self._training = training
        self._now = now

    async def pick(self, member_id: int, asked: Sequence[str]) -> int:
        """Take songs in the place of earlier picks, and learn; return how many they are.

        All else that the member likes stays. Raises what finding the songs and training raise, the
        former before anything is changed.
        """
        tracks = await self._similar.resolve(asked)
        member = await self._store.members.ensure(member_id)
        now = self._now()
        likes = [
            Like(
                track_id=track.track_id,
                source=Source.PICK,
                title=track.title,
                artists=track.artists,
                isrc=track.isrc,
                duration_ms=track.duration_ms,
                liked_at=now,
                song=track.song,
                explicit=track.explicit,
            )
            for track in tracks
        ]
        await self._store.likes.replace(member_id, member.generation, {Source.PICK}, likes)
        await self._training.request(member_id).finished()
        return len(likes)
