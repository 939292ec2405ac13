"""Uploads as services write them, with made-up songs."""

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

SECRETS = ("ana.planted@example.org", "203.0.113.77", "planted-street-12")
"""What an export holds of its owner besides music; none of it may be seen anywhere."""


@dataclass(frozen=True)
class Song:
    track_id: str
    title: str
    artist: str
    isrc: str = ""


def packed(files: Mapping[str, str | bytes]) -> bytes:
    """Return a zip."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def library(songs: Sequence[Song]) -> str:
    """Return YourLibrary.json."""
    tracks = [
        {"artist": s.artist, "album": "?", "track": s.title, "uri": f"spotify:track:{s.track_id}"}
        for s in songs
    ]
    return json.dumps({"tracks": tracks, "albums": [], "shows": [], "bannedTracks": []})


def playlists(songs: Sequence[Song]) -> str:
    """Return Playlist1.json."""
    items = [
        {
            "track": {
                "trackName": s.title,
                "artistName": s.artist,
                "albumName": "?",
                "trackUri": f"spotify:track:{s.track_id}",
            },
            "episode": None,
            "localTrack": None,
            "addedDate": "2024-05-01",
        }
        for s in songs
    ]
    items.append({"track": None, "episode": {"episodeName": "A talk"}, "addedDate": "2024-05-01"})
    return json.dumps({"playlists": [{"name": "Mine", "items": items, "collaborators": []}]})


def extended(songs: Sequence[Song], plays: int = 3, played_ms: int = 180_000) -> str:
    """Return Streaming_History_Audio_*.json, with an address in every play."""
    rows = [
        {
            "ts": f"2024-03-0{1 + play}T10:00:00Z",
            "ms_played": played_ms,
            "ip_addr": SECRETS[1],
            "master_metadata_track_name": s.title,
            "master_metadata_album_artist_name": s.artist,
            "spotify_track_uri": f"spotify:track:{s.track_id}",
            "episode_name": None,
            "reason_end": "trackdone",
            "skipped": False,
        }
        for s in songs
        for play in range(plays)
    ]
    return json.dumps(rows)


def history(songs: Sequence[Song], plays: int = 2) -> str:
    """Return StreamingHistory_music_0.json."""
    rows = [
        {
            "endTime": "2024-02-01 18:30",
            "artistName": s.artist,
            "trackName": s.title,
            "msPlayed": 99_000,
        }
        for s in songs
        for _ in range(plays)
    ]
    return json.dumps(rows)


def account(songs: Sequence[Song]) -> bytes:
    """Return the zip of an account's data."""
    return packed(
        {
            "Spotify Account Data/YourLibrary.json": library(songs),
            "Spotify Account Data/Userdata.json": json.dumps(
                {"email": SECRETS[0], "address": SECRETS[2]}
            ),
            "Spotify Account Data/Payments.json": json.dumps({"street": SECRETS[2]}),
        }
    )


def exportify(songs: Sequence[Song]) -> str:
    lines = [
        '"Track URI","Track Name","Artist URI(s)","Artist Name(s)","Added At","Track Duration (ms)"'
    ]
    lines += [
        f'"spotify:track:{s.track_id}","{s.title}","spotify:artist:x","{s.artist}",'
        '"2023-01-31T08:00:00Z","200000"'
        for s in songs
    ]
    return "\n".join(lines)


def tune_my_music(songs: Sequence[Song]) -> str:
    lines = ["Track name,Artist name,Album,Playlist name,Type,ISRC,Spotify - id"]
    lines += [f'"{s.title}","{s.artist}",?,Liked,Favorite,{s.isrc},{s.track_id}' for s in songs]
    return "\n".join([*lines, "An album,Somebody,An album,,Album,,"])


def soundiiz(songs: Sequence[Song]) -> str:
    lines = ["title;artist;album;isrc"]
    return "\r\n".join([*lines, *(f'"{s.title}";"{s.artist}";;{s.isrc}' for s in songs)])
