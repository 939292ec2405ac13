"""Which songs a playlist still lacks."""

from collections.abc import Iterable

from bot.services.playlist_writing import missing_from
from bot.spotify.types import SpotifyTrack
from storage.names import song_key
from storage.playlists import WantedSong


def wanted(*titles: str) -> tuple[WantedSong, ...]:
    return tuple(WantedSong(f"id{title}", song_key(title, "Someone")) for title in titles)


def rows(*titles: str, place: str = "id") -> list[SpotifyTrack]:
    return [SpotifyTrack(f"{place}{title}", title, ("Someone",)) for title in titles]


def titles(songs: Iterable[WantedSong]) -> list[str]:
    return [song.track_id.removeprefix("id") for song in songs]


def test_what_is_not_there_is_missing_in_order() -> None:
    assert titles(missing_from(wanted("A", "B", "C", "D"), rows("C", "A"))) == ["B", "D"]
    assert missing_from(wanted("A"), rows("A")) == ()
    assert titles(missing_from(wanted("A", "B"), [])) == ["A", "B"]


def test_another_id_of_a_song_is_that_song_once() -> None:
    assert titles(missing_from(wanted("A", "B"), rows("A", place="other"))) == ["B"]
    twice = (*wanted("A"), WantedSong("idLive", song_key("A", "Someone")))
    assert titles(missing_from(twice, rows("A", place="other"))) == ["Live"]


def test_two_versions_of_a_song_are_both_wanted() -> None:
    both = (*wanted("A"), WantedSong("idLive", song_key("A", "Someone")))
    assert titles(missing_from(both, rows("A"))) == ["Live"]


def test_songs_of_the_member_are_no_obstacle() -> None:
    assert titles(missing_from(wanted("A", "B"), rows("X", "A", "Y"))) == ["B"]
