"""What is wrong with an installation, each fault with its mend: for `doctor` and before `run`."""

import asyncio
import os
import socket
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from cryptography.fernet import Fernet
from pydantic import ValidationError

from bot.services.catalogue_fetching import find
from bot.services.fetching import FetchError
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


def read_settings(file: Path = Path(".env")) -> tuple[Settings | None, list[Check]]:
    """Read the environment and a file; return the settings, or a fault for each bad value."""
    try:
        return Settings(_env_file=file), []  # pyright: ignore[reportCallIssue]
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
        check_token(settings.discord_token.get_secret_value()),
        *_key_and_store(settings),
        _catalogue(settings),
        *_spotify(settings),
        *_tables(settings),
        *_backups(settings),
        check_port("WEB", settings.web_host, settings.web_port),
        *_metrics(settings),
    ]


def _describe(name: str) -> str:
    field = Settings.model_fields.get(name)
    return (field.description if field else None) or "See .env.example."


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check(f"Python {version}")


def check_token(token: str) -> Check:
    """Look at the shape of a bot's token."""
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
    yield from _store(settings)


def _store(settings: Settings) -> Iterator[Check]:
    fault = check_folder(settings.database.parent)
    if fault:
        what = f"CRATEMATE_DATABASE: {settings.database.parent} is not writable"
        yield Check(what, fault, blocks=True)
        return
    if not settings.database.exists():
        yield Check(f"CRATEMATE_DATABASE: {settings.database} will be made at the first start")
        return
    try:
        waiting = asyncio.run(_count_waiting(settings))
    except StoreError as error:
        yield Check(f"CRATEMATE_DATABASE: {settings.database}", str(error), blocks=True)
        return
    yield Check(f"CRATEMATE_DATABASE: {settings.database} opens with this key")
    if waiting:
        yield Check(
            f"Members who wait for a place on your Spotify app's user list: {waiting} (cratemate "
            "allow-list shows who)"
        )


async def _count_waiting(settings: Settings) -> int:
    store = await Store.open(settings.database, settings.keys)
    try:
        return await store.allow_list.count()
    finally:
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
    yield check_redirect(settings.spotify_redirect_uri)
    yield from _redirect_port(settings)
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


def check_redirect(redirect_uri: str) -> Check:
    """Look whether Spotify takes an address, and the bot answers at its path."""
    address = urlsplit(redirect_uri)
    what = f"CRATEMATE_SPOTIFY_REDIRECT_URI: {redirect_uri}"
    if address.path != "/spotify/callback":
        return Check(what, "Its path must be /spotify/callback, where the bot answers.")
    if address.hostname == "localhost":
        return Check(what, "Spotify refuses localhost: write 127.0.0.1.")
    if address.scheme == "https":
        return Check(what)
    if address.scheme == "http" and address.hostname in {"127.0.0.1", "::1"}:
        return Check(f"{what} (members paste the address into Discord)")
    return Check(what, "Spotify wants HTTPS, or HTTP on 127.0.0.1 or [::1].")


def _redirect_port(settings: Settings) -> Iterator[Check]:
    """Look whether a redirect to this machine leads to the bot's own port."""
    address = urlsplit(settings.spotify_redirect_uri)
    here = address.scheme == "http" and address.hostname in {"127.0.0.1", "::1"}
    try:
        port = address.port or 80
    except ValueError:
        port = -1
    if here and settings.web_port not in {0, port}:
        yield Check(
            "CRATEMATE_SPOTIFY_REDIRECT_URI does not lead to CRATEMATE_WEB_PORT "
            f"({settings.web_port}): the page does not open even on this machine",
            "Give both the same port, here and in Spotify's dashboard.",
        )


def _tables(settings: Settings) -> Iterator[Check]:
    for entry in settings.tables:
        name = entry.partition("=")[0].strip()
        try:
            find(name, settings.tables)
        except FetchError as error:
            yield Check(
                f"CRATEMATE_TABLES: {error}",
                "Write NAME=ADDRESS or NAME=ADDRESS#sha256=DIGITS, comma-separated.",
            )
        else:
            yield Check(f"CRATEMATE_TABLES: {name} has an address of its own")


def _backups(settings: Settings) -> Iterator[Check]:
    if settings.backups is None:
        return
    fault = check_folder(settings.backups)
    what = f"CRATEMATE_BACKUPS: {settings.backups}"
    if fault:
        yield Check(f"{what} is not writable", fault)
    else:
        kept = f"the newest {settings.backups_kept} are kept, up to {settings.backup_days} days"
        yield Check(f"{what}: {settings.backup_every}, {kept}")


def check_folder(folder: Path) -> str:
    """Return what to do where a folder can neither be written nor made, else nothing."""
    nearest = _nearest_existing(folder)
    if nearest.is_dir() and os.access(nearest, os.W_OK):
        return ""
    return "Choose another folder, or give the bot's user the right to write there."


def _metrics(settings: Settings) -> Iterator[Check]:
    if settings.metrics_port is None:
        return
    if settings.metrics_port == settings.web_port != 0:
        yield Check(
            f"CRATEMATE_METRICS_PORT and CRATEMATE_WEB_PORT are both {settings.web_port}",
            "Give the figures a port of their own, such as 9464.",
            blocks=True,
        )
        return
    yield check_port("METRICS", settings.metrics_host, settings.metrics_port)
    if not _is_loopback(settings.metrics_host):
        yield Check(
            f"CRATEMATE_METRICS_HOST: {settings.metrics_host} is open to other machines; keep it "
            "behind a firewall"
        )


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def check_port(which: str, host: str, port: int) -> Check:
    """Look whether the port of CRATEMATE_`which`_PORT can be listened on."""
    where = f"{host}:{port}"
    try:
        with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        return Check(
            f"CRATEMATE_{which}_HOST and CRATEMATE_{which}_PORT: {where} is not free "
            f"({error.strerror})",
            "Stop what listens there (the bot itself, if it runs), or choose another port.",
            blocks=True,
        )
    return Check(f"CRATEMATE_{which}_PORT: {where} is free")
