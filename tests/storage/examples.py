"""Examples of what the store keeps."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storage.keeps import Refresh
from storage.like import Like, Source
from storage.links import Link
from storage.lists import ListItem
from storage.playlists import Intent, MadePlaylist, WantedSong
from storage.posts import PostContent, PostPart, make_claim_id
from storage.schedules import Schedule, Slot
from storage.store import Store
from storage.tastes import Taste

MEMBER = 2**62 + 0x1234_5678_9ABC
"""An id that SQLite keeps in all eight bytes."""
OTHER = 2**62 + 0x7777_0000_1111
NOW = datetime(2026, 5, 4, 12, 30, 15, 123456, tzinfo=UTC)


def like(track_id: str = "track-1", source: Source = Source.SAVED, song: int | None = None) -> Like:
    return Like(
        track_id=track_id,
        source=source,
        title=f"Title of {track_id}",
        artists=("Mönster", "Second"),
        isrc="GBAYE0601498",
        duration_ms=201_000,
        liked_at=NOW - timedelta(days=3),
        plays=4,
        played_ms=800_000,
        skips=1,
        song=song,
    )


def likes(count: int, source: Source = Source.SAVED, prefix: str = "track") -> list[Like]:
    """Return likes in the order in which the store gives them back."""
    return [replace(like(f"{prefix}-{number:05}", source), song=number) for number in range(count)]


def link(member_id: int = MEMBER, account_id: str = "account-1") -> Link:
    return Link(
        member_id=member_id,
        account_id=account_id,
        display_name="Ada",
        scopes=frozenset({"user-library-read", "user-top-read"}),
        access_token="access-secret",
        refresh_token="refresh-secret",
        expires_at=NOW + timedelta(hours=1),
        consented_at=NOW,
    )


def taste() -> Taste:
    return Taste(
        model=b"UBJ\x00model",
        metrics={"auc": 0.81, "folds": 5, "note": "ok", "prevalence": None},
        catalogue="c1",
        features="f1",
        likes=120,
        trained_at=NOW,
        items=b"shortlist",
    )


def item(track_id: str = "track-1", song: int = 7) -> ListItem:
    return ListItem(track_id, song, 0.9, 0.4, {"kind": "artist", "tracks": ["track-2"]})


def intent(member_id: int = MEMBER, mark: str = "cratemate-1") -> Intent:
    return Intent(
        member_id=member_id,
        mark=mark,
        account_id="account-1",
        origin="create 3",
        name="Three songs",
        description="Made by a bot",
        public=False,
        songs=tuple(WantedSong(f"track-{number}", number - 2**62) for number in range(3)),
        asked=4,
        left_out=1,
        created_at=NOW,
        due_at=NOW,
    )


GUILD, CHANNEL = 900, 901


async def schedule(store: Store, keeper: int = MEMBER, channel_id: int = CHANNEL) -> Schedule:
    """Set a weekly post for Mondays at nine in Berlin."""
    slot = Slot(weekday=0, minute=9 * 60, zone="Europe/Berlin")
    return await store.schedules.set(GUILD, channel_id, slot, keeper, NOW - timedelta(days=30))


async def claim(store: Store, schedule: Schedule, instant: datetime = NOW) -> str:
    """Make a post of a schedule due; return its claim's id."""
    await store.posts.arrange(schedule, [instant], [], instant)
    return make_claim_id(schedule.schedule_id, instant)


async def take_part(store: Store, member_id: int) -> None:
    """Let a member take part in a server, set its schedule, and be in an open post of it."""
    await store.guilds.join(GUILD, member_id, NOW)
    # A channel of their own, whose number is not theirs.
    channel_id = member_id % 2**32
    claim_id = await claim(store, await schedule(store, member_id, channel_id))
    await store.posts.take(claim_id, "me", NOW)
    part = PostPart(member_id, 0, 0.5, (item(),))
    await store.posts.prepare(claim_id, "me", NOW, PostContent(), [part])


async def keep_weekly(store: Store, member_id: int, playlist_id: str = "playlist-1") -> Refresh:
    """Let a playlist that the bot made be kept, and hold the refresh of it that is due now."""
    await store.playlists.add(member_id, MadePlaylist(playlist_id, "Mine", NOW))
    await store.keeps.begin(member_id, playlist_id, "account-1", 3, NOW - timedelta(days=7))
    [keep] = [kept for kept in await store.keeps.of(member_id) if kept.playlist_id == playlist_id]
    await store.keeps.arrange(keep, NOW, NOW, NOW + timedelta(days=7))
    refresh = await store.keeps.take((member_id, playlist_id, NOW), "me", NOW)
    assert refresh is not None
    return refresh
