"""What is wrong with an installation, each fault with its mend: for `doctor` and before `run`."""

import asyncio
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import ValidationError

from bot.settings import SPOTIFY_API, Settings
from storage.catalogue import Catalogue, CatalogueError
from storage.errors import StoreError
from storage.store import Store


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at."""

    what: str
    mend: str = ""
    """What to do; empty where nothing is wrong."""
    blocks: bool = False
    """Whether the bot cannot start with it."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.mend


def blocking(checks: Iterable[Check]) -> list[Check]:
    """Return the faults the bot cannot start with."""
    return [check for check in checks if check.blocks and not check.ok]


def read_settings() -> tuple[Settings | None, list[Check]]:
    """Read the environment and `.env`; return the settings, or a fault for each bad value."""
    try:
        return Settings(), []
    except ValidationError as error:
        return None, [
            Check(
                f"CRATEMATE_{str(fault['loc'][0]).upper()} has a value that cannot be: "
                f"{fault['msg'].lower()}",
                _describe(str(fault["loc"][0])),
                blocks=True,
            )
            for fault in error.errors()
        ]


def check_settings(settings: Settings) -> list[Check]:
    """Look at everything an operator can get wrong, without going out to the network."""
    return [
        _python(),
        _token(settings),
        *_key_and_store(settings),
        _catalogue(settings),
        *_spotify(settings),
        *_backups(settings),
        _port(settings),
    ]


def _describe(name: str) -> str:
    field = Settings.model_fields.get(name)
    return (field.description if field else None) or "See .env.example."


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(f"Python {version}")


def _token(settings: Settings) -> Check:
    token = settings.discord_token.get_secret_value()
    if not token:
        return Check(
            "CRATEMATE_DISCORD_TOKEN is not set",
            "Make an application in Discord's developer portal, open Bot, press Reset Token and "
            "copy it here.",
            blocks=True,
        )
    if token.count(".") != 2 or any(character.isspace() for character in token):
        return Check(
            "CRATEMATE_DISCORD_TOKEN does not look like a bot's token (three parts with dots)",
            "Copy the token from Bot → Reset Token, not the client secret or the public key.",
            blocks=True,
        )
    return Check("CRATEMATE_DISCORD_TOKEN is set")


def _key_and_store(settings: Settings) -> Iterator[Check]:
    fresh = Fernet.generate_key().decode()
    if not settings.keys:
        yield Check(
            "CRATEMATE_KEY is not set: members' tokens could not be sealed",
            f"Set CRATEMATE_KEY={fresh} (made just now) and keep it as safe as the store.",
            blocks=True,
        )
        return
    for position, key in enumerate(settings.keys, start=1):
        try:
            Fernet(key)
        except ValueError:
            yield Check(
                f"CRATEMATE_KEY: key {position} is no Fernet key",
                f"Use 32 bytes as URL-safe base64, for example {fresh} (made just now).",
                blocks=True,
            )
            return
    yield Check("CRATEMATE_KEY is set")
    yield _store(settings)


def _store(settings: Settings) -> Check:
    folder = _nearest_existing(settings.database.parent)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Check(
            f"CRATEMATE_DATABASE: {settings.database.parent} is not writable",
            "Choose another folder, or give the bot's user the right to write there.",
            blocks=True,
        )
    if not settings.database.exists():
        return Check(f"CRATEMATE_DATABASE: {settings.database} will be made at the first start")
    try:
        asyncio.run(_open_store(settings))
    except StoreError as error:
        return Check(f"CRATEMATE_DATABASE: {settings.database}", str(error), blocks=True)
    return Check(f"CRATEMATE_DATABASE: {settings.database} opens with this key")


async def _open_store(settings: Settings) -> None:
    store = await Store.open(settings.database, settings.keys)
    await store.close()


def _nearest_existing(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _catalogue(settings: Settings) -> Check:
    try:
        catalogue = Catalogue.open(settings.catalogue)
    except CatalogueError as error:
        return Check(
            f"CRATEMATE_CATALOGUE: {error}",
            f"Build one: cratemate catalogue add FILE… --into {settings.catalogue}",
        )
    recordings = len(catalogue)
    catalogue.close()
    return Check(f"CRATEMATE_CATALOGUE: {recordings:,} recordings")


def _spotify(settings: Settings) -> Iterator[Check]:
    if not settings.spotify_configured:
        yield Check(
            "CRATEMATE_SPOTIFY_CLIENT_ID is not set: /link is closed",
            "Make an app in Spotify's developer dashboard and copy its client id. Without it "
            "members can only rate songs.",
        )
        return
    yield Check("CRATEMATE_SPOTIFY_CLIENT_ID is set")
    yield _redirect(settings)
    if settings.spotify_learning is None:
        yield Check(
            "CRATEMATE_SPOTIFY_LEARNING is unanswered: /link is closed until you decide",
            "Set it to on or off. Spotify's Developer Policy III.14 forbids feeding Spotify "
            "content to a machine-learning model, so `on` is your own responsibility; with `off` "
            "the bot learns from ratings only.",
        )
    else:
        yield Check(f"CRATEMATE_SPOTIFY_LEARNING is {'on' if settings.spotify_learning else 'off'}")
    if settings.spotify_api != SPOTIFY_API:
        yield Check(f"CRATEMATE_SPOTIFY_API points at {settings.spotify_api}, not at Spotify")


def _redirect(settings: Settings) -> Check:
    address = urlsplit(settings.spotify_redirect_uri)
    what = f"CRATEMATE_SPOTIFY_REDIRECT_URI: {settings.spotify_redirect_uri}"
    if address.path != "/spotify/callback":
        return Check(what, "Its path must be /spotify/callback, where the bot answers.")
    if address.hostname == "localhost":
        return Check(what, "Spotify refuses localhost: write 127.0.0.1.")
    if address.scheme == "https":
        return Check(what)
    if address.scheme == "http" and address.hostname in {"127.0.0.1", "::1"}:
        return Check(f"{what} (members paste the address into Discord)")
    return Check(what, "Spotify wants HTTPS, or HTTP on 127.0.0.1 or [::1].")


def _backups(settings: Settings) -> Iterator[Check]:
    if settings.backups is None:
        return
    what = f"CRATEMATE_BACKUPS: {settings.backups}"
    folder = _nearest_existing(settings.backups)
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        yield Check(
            f"{what} is not writable",
            "Choose another folder, or give the bot's user the right to write there.",
        )
    else:
        yield Check(f"{what}: {settings.backup_every}, the newest {settings.backups_kept} are kept")


def _port(settings: Settings) -> Check:
    where = f"{settings.web_host}:{settings.web_port}"
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.web_host, settings.web_port))
    except OSError as error:
        return Check(
            f"CRATEMATE_WEB_HOST and CRATEMATE_WEB_PORT: {where} is not free ({error.strerror})",
            "Stop what listens there (the bot itself, if it runs), or choose another port.",
            blocks=True,
        )
    return Check(f"CRATEMATE_WEB_PORT: {where} is free")
