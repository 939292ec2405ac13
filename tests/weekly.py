"""Participants of weekly posts for tests: members with a taste that nobody had to train."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.results.songs import NamedReason
from bot.sandbox.songs import library
from bot.services.shortlist import Candidate, pack
from models.features import VERSION
from storage.catalogue import Catalogue, CatalogueTrack
from storage.like import Like, Source
from storage.store import Store
from storage.tastes import Taste


async def give_taste(
    store: Store, folder: Path, member_id: int, genres: Sequence[str], *, seed: int, size: int = 300
) -> None:
    """Let a member have a shortlist of songs of some genres, with a reason each."""
    catalogue = Catalogue.open(folder)
    tracks = library(catalogue, genres, size, seed)
    items = pack(
        Candidate.of(
            track.track_id,
            track.song,
            1.0 - place / size,
            0.5,
            NamedReason("genre", genre=genres[0]),
        )
        for place, track in enumerate(tracks)
    )
    generation = (await store.members.ensure(member_id)).generation
    now = datetime.fromisoformat("2026-01-01T00:00:00+00:00")
    taste = Taste(b"", {}, catalogue.version, VERSION, 20, now, items)
    await store.tastes.save(member_id, generation, taste)
    catalogue.close()


async def like_songs(
    store: Store,
    folder: Path,
    member_id: int,
    genres: Sequence[str],
    at: datetime,
    *,
    seed: int,
    count: int = 15,
    source: Source = Source.SAVED,
) -> list[CatalogueTrack]:
    """Let a member have liked songs of some genres at an instant; return them."""
    catalogue = Catalogue.open(folder)
    tracks = library(catalogue, genres, count, seed)
    catalogue.close()
    generation = (await store.members.ensure(member_id)).generation
    likes = [Like(t.track_id, source, t.title, t.artists, liked_at=at, song=t.song) for t in tracks]
    if source is Source.UP:
        for like in likes:
            await store.likes.rate(member_id, replace(like, source=Source.UP))
    else:
        await store.likes.add(member_id, generation, likes)
    return tracks
