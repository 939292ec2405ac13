"""The pictures of a catalogue as one page, which lies beside their files."""

from collections.abc import Sequence
from html import escape
from typing import Final

from bot.results.pictures import Picture

_STYLE: Final = """
body { font: 15px/1.5 system-ui, sans-serif; color: #f2f3f5; background: #111214;
  max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
main { display: grid; gap: 1.5rem; grid-template-columns: repeat(auto-fit, minmax(20rem, 1fr)); }
figure { margin: 0; background: #1e1f22; border-radius: 8px; padding: .8rem; }
img { width: 100%; height: auto; } figcaption { color: #b5bac1; font-size: .87rem; }
"""


def pictures_page(heading: str, summary: str, pictures: Sequence[Picture]) -> str:
    """Return the page; each picture is `NAME.png` beside it."""
    figures = "\n".join(
        f'<figure><img src="{escape(one.name)}.png" alt="{escape(one.described)}" loading="lazy">'
        f"<figcaption>{escape(one.described)}</figcaption></figure>"
        for one in pictures
    )
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(heading)}</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>{escape(heading)}</h1><p>{escape(summary)}</p>\n<main>\n{figures}\n</main>\n"
        "</body></html>\n"
    )
