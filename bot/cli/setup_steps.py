"""The questions of `cratemate setup`, one step after another."""

import asyncio
import os
import re
import sys
from pathlib import Path
from typing import Final

from cryptography.fernet import Fernet

from bot.checks import check_folder, check_port, check_redirect, check_token
from bot.cli.asking import Asker
from bot.services.discord_token import (
    PERMISSION_NAMES,
    Application,
    DiscordUnreachable,
    TokenRefused,
    ask_whose,
    invite_address,
)
from bot.services.env_file import EnvFile
from bot.settings import Settings

_NONE: Final = "-"
_CLIENT_ID: Final = re.compile(r"[0-9a-f]{32}")

_WELCOME: Final = """\
This asks for what Cratemate needs and writes it to {file}. What stands in [brackets] is taken
where you only press Enter. Stop at any time with Ctrl+C and go on later: every answer is kept."""

_DISCORD: Final = """
1 of 6 · Discord
Open https://discord.com/developers/applications and press New Application. Under Bot, press Reset
Token and copy the token. The bot needs no privileged intent: leave those switches off."""

_INVITED: Final = """\
Invite it to your server with this address (it asks for {names}, and for nothing else):
  {address}"""

_KEY: Final = """
2 of 6 · Key
It seals members' Spotify tokens in the store. Whoever loses it has to let all members link anew,
so keep a copy, but not beside the copies of the store."""

_CATALOGUE: Final = """
3 of 6 · Catalogue
Songs and their sound come from a table that you bring; Spotify gives neither to new apps. Public
ones can be downloaded now: tidytuesday (8 MB) and 114k (20 MB); several tables add up."""

_PAGE: Final = """
4 of 6 · The bot's own page
Spotify sends members who link back to a page of the bot. It also answers /healthz."""

_SPOTIFY: Final = """
5 of 6 · Spotify (optional)
Open https://developer.spotify.com/dashboard and press Create app; choose Web API. It starts in
Development Mode, and what that means is worth knowing first:
  - You, who own the app, need Spotify Premium for as long as the bot uses it.
  - At most five members can link. Enter each one's e-mail under User Management before they do;
    everybody else is refused by Spotify. `cratemate allow-list` shows who waits for that.
  - Members without a place can still import files, pick songs and rate."""

_REDIRECT: Final = """\
Spotify takes HTTPS, or HTTP on 127.0.0.1. With the latter the page opens only in a browser on this
machine, and members paste its address into Discord instead."""

_LEARNING: Final = """
May the bot learn from members' Spotify libraries? Spotify's Developer Policy (15 May 2025) forbids
feeding Spotify content to a machine-learning model (III.14) and building profiles of users from it
(III.13). Nobody but you can decide this:
  on   the bot reads libraries and learns from them; that is your own responsibility
  off  it reads nothing of a library, learns from ratings, picks and files that members bring, and
       uses Spotify for playlists and covers"""

_BACKUPS: Final = """
6 of 6 · Copies of the store (optional)
Name a folder, best on another disk, and the running bot copies the members' store there every
day; the newest seven are kept. `cratemate backup` and `cratemate restore` do it by hand."""


class Setup:
    """Asks for one thing after another and writes each answer at once."""

    def __init__(self, asker: Asker, file: EnvFile) -> None:
        self._asker = asker
        self._file = file
        self._application: Application | None = None

    def settings(self) -> Settings:
        """Return what the file and the environment say now."""
        return Settings(_env_file=self._file.path)  # pyright: ignore[reportCallIssue]

    def ask_all(self) -> None:
        """Take every step. Raises `Stopped`, and `OSError` where the file cannot be written."""
        self._asker.say(_WELCOME.format(file=self._file.path))
        self._warn_of_environment()
        for step in (
            self._discord,
            self._key,
            self._catalogue,
            self._page,
            self._spotify,
            self._backups,
        ):
            step()

    def farewell(self, *, faultless: bool) -> str:
        """Return what to do next."""
        if not faultless:
            return (
                "\nMend the lines marked ✗ (what you left out on purpose may stay so), then run "
                "`cratemate doctor`."
            )
        lines = ["\nEverything is in order. Now:"]
        if self._application is not None:
            address = invite_address(self._application.application_id)
            lines.append(f"  invite the bot   {address}")
        lines.append("  start the bot    cratemate run   (or: docker compose up -d)")
        return "\n".join(lines)

    def _warn_of_environment(self) -> None:
        given = sorted(
            f"CRATEMATE_{name.upper()}"
            for name in Settings.model_fields
            if os.environ.get(f"CRATEMATE_{name.upper()}")
        )
        if given:
            self._asker.say(
                "The environment sets these, and what it says wins over the file: "
                + ", ".join(given)
            )

    def _discord(self) -> None:
        self._asker.say(_DISCORD)
        while True:
            kept = self.settings().discord_token.get_secret_value()
            token = self._asker.ask_secret("Bot token", kept=bool(kept)) or kept
            check = check_token(token)
            if not check.ok:
                self._asker.say(f"✗ {check.what}\n  → {check.mend}")
            elif self._is_good(token):
                break
        if token != kept:
            self._write("discord_token", token)
        if self._application is not None:
            address = invite_address(self._application.application_id)
            self._asker.say(f"✓ It is the token of {self._application.name}.")
            self._asker.say(_INVITED.format(names=PERMISSION_NAMES, address=address))

    def _is_good(self, token: str) -> bool:
        try:
            self._application = asyncio.run(ask_whose(token, self.settings().discord_api))
        except TokenRefused:
            self._asker.say(
                "✗ Discord refuses this token.\n  → Press Reset Token and copy it anew."
            )
            return False
        except DiscordUnreachable as error:
            self._asker.say(f"✗ Discord could not be asked: {error}.")
            return self._asker.agree("Keep the token untried?")
        return True

    def _key(self) -> None:
        self._asker.say(_KEY)
        settings = self.settings()
        if settings.keys and all(map(_is_key, settings.keys)):
            self._asker.say("✓ There is one; it stays.")
            return
        if settings.database.exists():
            self._asker.say(f"The store {settings.database} is there and needs the key it has.")
            self._write("key", self._ask_key())
            self._asker.say("✓ The key is written.")
            return
        self._write("key", Fernet.generate_key().decode())
        self._asker.say("✓ A fresh one is made and written.")

    def _ask_key(self) -> str:
        while True:
            key = self._asker.ask_secret("Its key (CRATEMATE_KEY)", kept=False)
            if key and all(_is_key(part.strip()) for part in key.split(",")):
                return key
            self._asker.say("✗ That is no key: a key is 44 characters of base64.")

    def _catalogue(self) -> None:
        self._asker.say(_CATALOGUE)
        while True:
            recordings = self._count_recordings()
            if recordings:
                self._asker.say(f"✓ The catalogue holds {recordings:,} recordings.")
            later = "no more" if recordings else "later"
            wish = self._asker.ask(f"tidytuesday, 114k, a file of yours, or Enter for {later}")
            if not wish:
                return
            self._add(wish)

    def _count_recordings(self) -> int:
        from storage.catalogue import Catalogue, CatalogueError

        try:
            catalogue = Catalogue.open(self.settings().catalogue)
        except CatalogueError:
            return 0
        recordings = len(catalogue)
        catalogue.close()
        return recordings

    def _add(self, wish: str) -> None:
        from bot.cli.catalogue import describe_report
        from bot.cli.catalogue_fetch import fetch_and_add
        from bot.cli.progress import ProgressLine
        from bot.services.catalogue_fetching import KNOWN
        from storage.catalogue import CatalogueError
        from storage.catalogue_building import add_tables

        settings, into = self.settings(), self.settings().catalogue
        if wish in {table.name for table in KNOWN}:
            tables = into.parent / "tables"
            fetch_and_add(wish, settings.tables, tables, into, agree=self._agree_to_licence)
            return
        try:
            with ProgressLine(sys.stderr) as line:
                report = add_tables([Path(wish).expanduser()], into, progress=line.show)
        except CatalogueError as error:
            self._asker.say(f"✗ {error}")
        else:
            self._asker.say(describe_report(report))

    def _agree_to_licence(self) -> bool:
        return self._asker.agree("Download it under this licence?")

    def _page(self) -> None:
        self._asker.say(_PAGE)
        host = self.settings().web_host

        def is_taken(answer: str) -> str:
            check = check_port("WEB", host, int(answer))
            return "" if check.ok else check.what

        port = str(self.settings().web_port)
        self._keep("web_port", port, self._asker.ask_until("Its port", port, _port_fault, is_taken))

    def _spotify(self) -> None:
        self._asker.say(_SPOTIFY)
        settings = self.settings()
        known = settings.spotify_client_id
        client_id = self._asker.ask_until(
            f"Client ID of the app ({_NONE} for no Spotify)", known or _NONE, doubt=_client_doubt
        )
        self._keep("spotify_client_id", known, "" if client_id == _NONE else client_id)
        if client_id == _NONE:
            self._asker.say("Without Spotify there is no /link and no /playlist; all else works.")
            return
        self._asker.say(_REDIRECT)
        uri = self._asker.ask_until("Redirect URI", self._redirect(settings), _redirect_fault)
        self._keep("spotify_redirect_uri", settings.spotify_redirect_uri, uri)
        self._asker.say(f"Enter exactly this under Redirect URIs of the app: {uri}")
        self._asker.say(_LEARNING)
        decided = {None: "", True: "on", False: "off"}[settings.spotify_learning]
        answer = self._asker.choose("Learn from Spotify libraries?", ("on", "off"), decided)
        self._keep("spotify_learning", decided, answer)

    def _redirect(self, settings: Settings) -> str:
        """Return the address in use, or this machine's at the chosen port where none was set."""
        if "spotify_redirect_uri" in settings.model_fields_set:
            return settings.spotify_redirect_uri
        return f"http://127.0.0.1:{settings.web_port or 8888}/spotify/callback"

    def _backups(self) -> None:
        self._asker.say(_BACKUPS)
        known = self.settings().backups
        folder = self._asker.ask_until(
            f"Folder ({_NONE} for none)",
            str(known or _NONE),
            lambda answer: "" if answer == _NONE else check_folder(Path(answer)),
        )
        self._keep("backups", str(known or ""), "" if folder == _NONE else folder)

    def _keep(self, name: str, before: str, answer: str) -> None:
        """Write an answer that differs from what holds now."""
        if answer != before:
            self._write(name, answer)

    def _write(self, name: str, value: str) -> None:
        note = Settings.model_fields[name].description or ""
        self._file.set(f"CRATEMATE_{name.upper()}", value, note)


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


def _port_fault(answer: str) -> str:
    if answer.isascii() and answer.isdigit() and int(answer) <= 65535:
        return ""
    return "A port is a number from 1 to 65535, or 0 for any that is free."


def _client_doubt(answer: str) -> str:
    if answer == _NONE or _CLIENT_ID.fullmatch(answer):
        return ""
    return "A client id is 32 digits and letters a to f: copy it from the app's page."


def _redirect_fault(answer: str) -> str:
    check = check_redirect(answer)
    return check.mend
