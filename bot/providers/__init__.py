"""Where the sound of songs may come from that no table holds: one module a provider.

A provider has one method, `sounds`, and is chosen by a setting; none is asked unless the owner of
the bot has named it.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

Sound = tuple[float | None, ...]
"""Values of `models.tracks.AUDIO`, in order, None where the provider does not say."""


class SoundProvider(Protocol):
    """Tells how songs sound."""

    name: str

    async def sounds(self, track_ids: Sequence[str]) -> Mapping[str, Sound | None]:
        """Return what is known of some tracks, by their Spotify ids; None where nothing is.

        A track that could not be asked for is left out, so that it is asked for again.
        """
        ...
