"""Wording: every sentence a member reads, by key, from the message catalogues (Project Fluent)."""

from datetime import date
from functools import cache
from importlib.resources import files

from fluent.runtime import FluentBundle, FluentResource

DEFAULT_LOCALE = "en-US"


class Wording:
    """The messages of one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        # Isolation marks around values would show as boxes in some Discord clients.
        self._bundle = FluentBundle([locale], use_isolating=False)
        text = (files("bot.render") / "locales" / f"{locale}.ftl").read_text("utf-8")
        self._bundle.add_resource(FluentResource(text))

    def __call__(self, key: str, **values: str | int | float | date) -> str:
        """Return one message. Raises KeyError for a key no catalogue has, ValueError for a value
        that is missing.
        """
        message = self._bundle.get_message(key)
        if message.value is None:
            raise KeyError(key)
        text, errors = self._bundle.format_pattern(message.value, values)
        if errors:
            raise ValueError(f"{key}: {errors[0]}")
        return str(text)

    def has(self, key: str) -> bool:
        """Whether the catalogue holds this message."""
        return self._bundle.has_message(key)


@cache
def languages() -> dict[str, Wording]:
    """Return the languages there are, by Discord's name of each."""
    names = sorted(entry.name for entry in (files("bot.render") / "locales").iterdir())
    return {
        name.removesuffix(".ftl"): Wording(name.removesuffix(".ftl"))
        for name in names
        if name.endswith(".ftl")
    }


def wording(locale: str = DEFAULT_LOCALE) -> Wording:
    """Return the messages in this language, or in English where it is not spoken."""
    return languages().get(locale) or languages()[DEFAULT_LOCALE]
