"""Whom a killed bot serves, what it has promised them, and whether store and Spotify keep it."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.sandbox.client import Visitor
from bot.sandbox.spotify.listeners import Listener, Playlist, StandInTrack
from bot.sandbox.spotify.server import SpotifyStandIn
from storage.schema import MEMBER_TABLES


@dataclass
class Person:
    """A member, and what the bot has told them that it did."""

    visitor: Visitor
    listener: Listener | None
    """Their account at Spotify, where they have one."""
    linked: bool = False
    unlinked: bool = False
    learned: bool = False
    forgotten: bool = False
    likes: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])
    """Sources and track ids."""
    playlists: dict[str, int] = field(default_factory=dict[str, int])
    """Songs by the name of the playlist; each name is used once in a run."""
    recorded: set[str] = field(default_factory=set[str])
    """Those of the playlists that the store has to know as well."""

    @property
    def member_id(self) -> int:
        """Their id in Discord."""
        return self.visitor.user.id

    def doubt_everything(self) -> None:
        """Forget what was promised, since it is about to be deleted; playlists stay at Spotify."""
        self.linked = self.learned = False
        self.likes.clear()
        self.recorded.clear()

    def doubt_sources(self, *sources: str) -> None:
        """Forget promises about likes that are about to be replaced."""
        self.likes = {like for like in self.likes if like[0] not in sources}


@dataclass(frozen=True, slots=True)
class Findings:
    """What is not as it has to be, one sentence each."""

    lost: list[str] = field(default_factory=list[str])
    duplicates: list[str] = field(default_factory=list[str])
    corrupt: list[str] = field(default_factory=list[str])
    plain_tokens: list[str] = field(default_factory=list[str])

    def add(self, more: "Findings") -> None:
        """Take in what another look found."""
        self.lost.extend(more.lost)
        self.duplicates.extend(more.duplicates)
        self.corrupt.extend(more.corrupt)
        self.plain_tokens.extend(more.plain_tokens)

    def sentences(self) -> list[str]:
        """Return all of them."""
        return [*self.lost, *self.duplicates, *self.corrupt, *self.plain_tokens]


@dataclass
class KillScene:
    """The members, the folder that the bot writes into, and the account service."""

    folder: Path
    spotify: SpotifyStandIn
    people: Sequence[Person]
    secrets: set[bytes]
    """What may stand nowhere on the disk, beside Spotify's tokens."""

    def look_for_tokens(self) -> Findings:
        """Search every byte that the bot has written for what has to be sealed."""
        grants = self.spotify._grants
        tokens = {token for grant in grants._tokens.values() for token in (grant.refresh_token,)}
        tokens |= grants._tokens.keys() | grants._codes.keys()
        wanted = self.secrets | {token.encode() for token in tokens}
        findings = Findings()
        for file in self.folder.rglob("*"):
            if file.is_file():
                data = file.read_bytes()
                found = sum(token in data for token in wanted)
                if found:
                    findings.plain_tokens.append(f"{found} secrets in plain text in {file.name}")
        return findings

    def look(self) -> Findings:
        """Hold the store and Spotify against the promises."""
        findings = Findings()
        path = f"{(self.folder / 'cratemate.sqlite').as_uri()}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=10)) as store:
            findings.corrupt.extend(_damage(store))
            for person in self.people:
                findings.lost.extend(_broken_promises(store, person))
        for person in self.people:
            self._look_at_playlists(person, findings)
        return findings

    def playlists(self) -> int:
        """Count what was made at Spotify."""
        accounts = [person.listener for person in self.people if person.listener is not None]
        return sum(
            playlist.name.startswith("Crate ")
            for account in accounts
            for playlist in self.spotify.playlists_of(account)
        )

    def unfinished(self) -> int:
        """Count the playlists that the bot still has to finish."""
        path = f"{(self.folder / 'cratemate.sqlite').as_uri()}?mode=ro"
        with closing(sqlite3.connect(path, uri=True, timeout=10)) as store:
            (count,) = store.execute(
                "SELECT count(*) FROM playlist_intents JOIN links USING (member_id)"
                " WHERE status IN ('begun', 'created', 'filled') AND state = 'linked'"
            ).fetchone()
        return int(count)

    def _look_at_playlists(self, person: Person, findings: Findings) -> None:
        if person.listener is None:
            return
        who, made = person.visitor.user.display_name, self.spotify.playlists_of(person.listener)
        times = Counter(playlist.name for playlist in made)
        findings.duplicates.extend(
            f"{who} has {count} playlists {name!r}" for name, count in times.items() if count > 1
        )
        findings.duplicates.extend(
            f"{who}'s playlist {playlist.name!r} holds a song twice"
            for playlist in made
            if playlist.name.startswith("Crate ") and _has_repeats(playlist)
        )
        sizes = {playlist.name: len(playlist.rows) for playlist in made}
        findings.lost.extend(
            f"{who}'s playlist {name!r} holds {sizes.get(name, 0)} songs of {count}"
            for name, count in person.playlists.items()
            if sizes.get(name) != count
        )


def _has_repeats(playlist: Playlist) -> bool:
    ids = [row.track_id for row in playlist.rows if isinstance(row, StandInTrack)]
    return len(ids) != len(set(ids))


def _damage(store: sqlite3.Connection) -> list[str]:
    """Look through the file, its foreign keys, and rows whose member is gone."""
    faults = [f"integrity: {row[0]}" for row in store.execute("PRAGMA integrity_check")]
    faults = [fault for fault in faults if fault != "integrity: ok"]
    faults += [f"foreign key of {row[0]}" for row in store.execute("PRAGMA foreign_key_check")]
    for table in MEMBER_TABLES:
        (count,) = store.execute(
            f"SELECT count(*) FROM {table.name}"
            " WHERE member_id NOT IN (SELECT member_id FROM members)"
        ).fetchone()
        if count:
            faults.append(f"{count} orphans in {table.name}")
    return faults


def _broken_promises(store: sqlite3.Connection, person: Person) -> list[str]:
    """Return what the store should hold of a member, or should not, and does otherwise."""
    who = person.visitor.user.display_name

    def count(table: str) -> int:
        (found,) = store.execute(
            f"SELECT count(*) FROM {table} WHERE member_id = ?", (person.member_id,)
        ).fetchone()
        return int(found)

    faults: list[str] = []
    if person.linked and not count("links"):
        faults.append(f"{who}'s link is lost")
    if person.unlinked and count("links"):
        faults.append(f"{who}'s unlinking is lost")
    if person.learned and not count("tastes"):
        faults.append(f"{who}'s model is lost")
    if person.forgotten:
        faults.extend(
            f"{who} was deleted and stands in {table.name}"
            for table in MEMBER_TABLES
            if count(table.name)
        )
    rows = store.execute(
        "SELECT source, track_id FROM likes WHERE member_id = ?", (person.member_id,)
    )
    missing = person.likes - {(source, track_id) for source, track_id in rows}
    if missing:
        faults.append(f"{who}'s likes are lost: {sorted(missing)[:3]} of {len(missing)}")
    names = store.execute("SELECT name FROM playlists WHERE member_id = ?", (person.member_id,))
    unknown = person.recorded - {name for (name,) in names}
    faults.extend(f"{who}'s playlist {name!r} is not recorded" for name in sorted(unknown))
    return faults
