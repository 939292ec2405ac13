"""Wording: every sentence a member reads, by key, from the message catalogues (Project Fluent).

A catalogue is parsed when its first message is asked for, since all of them take half a second.
What one message quotes of another has to stand in the same file.
"""

import re
import threading
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fluent.runtime import FluentBundle, FluentResource

DEFAULT_LOCALE = "en-US"

_MESSAGE = re.compile(r"^([a-zA-Z][\w-]*) *=", re.MULTILINE)


class Wording:
    """The messages of one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        # Isolation marks around values would show as boxes in some Discord clients.
        self._bundle = FluentBundle([locale], use_isolating=False)
        self._lock = threading.Lock()
        self._unread = dict[str, str]()
        """The text of the catalogue that holds each message not parsed yet."""
        for catalogue in sorted(_catalogues(locale), key=lambda file: file.name):
            text = catalogue.read_text("utf-8")
            self._unread |= dict.fromkeys(_MESSAGE.findall(text), text)

    def __call__(self, key: str, **values: str | int | float | date) -> str:
        """Return one message. Raises KeyError for a key no catalogue has, ValueError for a value
        that is missing.
        """
        self._read(key)
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds this message."""
        return key in self._unread or self._bundle.has_message(key)

    def read_all(self) -> None:
        """Parse every catalogue now."""
        for key in list(self._unread):
            self._read(key)

    def _read(self, key: str) -> None:
        if key not in self._unread:
            return
        with self._lock:
            text = self._unread.get(key)
            if text is None:
                return
            self._bundle.add_resource(FluentResource(text))
            # After the messages are there: whoever does not wait finds them in one or the other.
            self._unread = {key: other for key, other in self._unread.items() if other != text}


@cache
def languages() -> dict[str, Wording]:
    """Return the languages there are, by Discord's name of each."""
    folder = files("bot.render") / "locales"
    return {entry.name: Wording(entry.name) for entry in folder.iterdir() if entry.is_dir()}


def spoken(locale: str) -> str:
    """Return the language nearest to a locale: itself, one of the same tongue, or English."""
    tongue = locale.partition("-")[0]
    near = sorted(name for name in languages() if name.partition("-")[0] == tongue)
    return locale if locale in languages() else next(iter(near), DEFAULT_LOCALE)


def wording(locale: str = DEFAULT_LOCALE) -> Wording:
    """Return the messages in this language, or in English where it is not spoken."""
    return languages()[spoken(locale)]


def read_all() -> None:
    """Parse every message of every language now, rather than when it is first asked for."""
    for language in languages().values():
        language.read_all()


def _catalogues(locale: str) -> list[Traversable]:
    folder = files("bot.render") / "locales" / locale
    return [file for file in folder.iterdir() if file.name.endswith(".ftl")]
