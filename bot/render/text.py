"""Other people's words inside ours: titles and names that must neither format nor ping."""

import re

from discord.utils import escape_markdown

_BLANK = re.compile(r"\s+")


def quote(text: str, most: int = 120) -> str:
    """Return foreign text on one line of at most `most` characters, its markdown and pings dead."""
    line = _BLANK.sub(" ", text).strip()
    if len(line) > most:
        line = line[: most - 1].rstrip() + "…"
    # A zero-width space breaks <@id>, @everyone and the like; brackets would break our links.
    plain = escape_markdown(line).replace("@", "@\u200b").replace("<", "<\u200b")
    return plain.replace("[", "(").replace("]", ")")
