"""What Discord shows of commands before they run, in every language: descriptions and choices."""

import discord
from discord import app_commands

from bot.render.wording import DEFAULT_LOCALE, spoken, wording


def localised(key: str, **values: int) -> app_commands.locale_str:
    """Return a message for a description, a choice or a menu; the translator finds the others."""
    return app_commands.locale_str(wording()(key, **values), key=key, values=values)


class CatalogueTranslator(app_commands.Translator):
    """Words commands for Discord from the message catalogues; names stay English."""

    async def translate(
        self,
        string: app_commands.locale_str,
        locale: discord.Locale,
        context: app_commands.TranslationContextTypes,
    ) -> str | None:
        """Return the message in this language, or nothing where English serves."""
        language = spoken(locale.value)
        key = string.extras.get("key")
        if key is None or language == DEFAULT_LOCALE:
            return None
        return wording(language)(key, **string.extras["values"])
