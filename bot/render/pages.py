"""The web part's pages: plain HTML, no script, every foreign word escaped."""

import base64
import hashlib
import unicodedata
from collections.abc import Sequence
from html import escape

from bot.errors import MemberError
from bot.render.policy import Chapter
from bot.render.wording import Wording

_STYLE = """
body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 12vh auto;
       padding: 0 1.2rem; color: #1c2321; background: #f6f5f0; }
h1 { font-size: 1.5rem; }
button { font: inherit; padding: .6rem 1.2rem; border: 0; border-radius: .5rem;
         color: #fff; background: #1e6e57; cursor: pointer; }
button:focus-visible { outline: 3px solid #1c2321; }
@media (prefers-color-scheme: dark) { body { color: #eceae3; background: #1c2321; } }
"""


STYLE_SOURCE = f"'sha256-{base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()}'"
"""The one style sheet, as a Content-Security-Policy names it."""


def confirm(say: Wording, name: str, *, state: str, code: str) -> str:
    """Ask whether the Discord account `name` is the visitor's."""
    name = _isolated(name)
    return _document(
        say,
        say("web-confirm-heading"),
        f"""<p>{_sentence(say("web-confirm", name=name))}</p>
<form method="post" action="?">
<input type="hidden" name="state" value="{escape(state)}">
<input type="hidden" name="code" value="{escape(code)}">
<button>{escape(say("web-confirm-button", name=name))}</button>
</form>""",
    )


def done(say: Wording) -> str:
    """Say that the account is linked."""
    return _document(say, say("web-done-heading"), f"<p>{_sentence(say('web-done'))}</p>")


def failed(say: Wording, error: MemberError) -> str:
    """Say why nothing was linked and what to do."""
    text = say(error.key, **error.values)
    return _document(say, say("web-failed-heading"), f"<p>{_sentence(text)}</p>")


def error(say: Wording, status: int) -> str:
    """Say what an HTTP error means for a visitor."""
    return _document(
        say, say("web-error-heading"), f"<p>{_sentence(say('web-error', status=status))}</p>"
    )


def policy(say: Wording, parts: Sequence[Chapter]) -> str:
    """Show the privacy policy."""
    body = [
        part
        for chapter in parts
        for part in (
            *([f"<h2>{escape(chapter.heading)}</h2>"] if chapter.heading else []),
            *(_paragraph(sentence) for sentence in chapter.paragraphs),
        )
    ]
    return _document(say, say("policy-heading"), "\n".join(body))


def _paragraph(text: str) -> str:
    return f"<p>{_sentence(text)}</p>"


def _isolated(name: str) -> str:
    """Keep a name from turning around the words beside it, by which it could seem another."""
    plain = "".join(letter for letter in name if unicodedata.category(letter) not in {"Cc", "Cf"})
    return f"\u2068{plain}\u2069"


def _sentence(text: str) -> str:
    """Escape a message; Discord's marks for bold and code are dropped."""
    return escape(text.replace("**", "").replace("`", ""))


def _document(say: Wording, heading: str, body: str) -> str:
    return f"""<!doctype html>
<html lang="{escape(say.locale)}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{escape(say("web-title"))}</title><style>{_STYLE}</style></head>
<body><h1>{escape(heading)}</h1>
{body}
</body></html>"""
