"""The file of settings, changed in place: what it says beside the changed lines stays as it is."""

import os
import re
import tempfile
from pathlib import Path
from typing import Final

from dotenv import dotenv_values

_LINE: Final = re.compile(r"\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=")
_PLAIN: Final = re.compile(r"[A-Za-z0-9_./:@,+=%~?&-]*")


class EnvFile:
    """Names and values of a file that may not be there yet; `set` writes at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def get(self, name: str) -> str:
        """Return a value, empty where there is none. Raises `OSError`."""
        if not self.path.exists():
            return ""
        return dotenv_values(self.path, interpolate=False, encoding="utf-8").get(name) or ""

    def set(self, name: str, value: str, note: str = "") -> None:
        """Write a value in the place of the one there is, or at the end below a note.

        The file is whole at any time and its owner's alone. Raises `OSError`, and `ValueError` for
        a value that does not fit on a line.
        """
        if any(not letter.isprintable() for letter in value):
            raise ValueError("a value is one line of text")
        lines = self._lines()
        line = f"{name}={_quote(value)}"
        # The last one counts where a name stands twice; the others would only confuse.
        places = [place for place, text in enumerate(lines) if _name(text) == name]
        if places:
            lines[places[-1]] = line
            for place in reversed(places[:-1]):
                del lines[place]
        else:
            if lines and lines[-1].strip():
                lines.append("")
            lines += [f"# {part}" for part in note.splitlines()] + [line]
        self._write("\n".join(lines) + "\n")

    def _lines(self) -> list[str]:
        if not self.path.exists():
            return []
        return self.path.read_text(encoding="utf-8").splitlines()

    def _write(self, text: str) -> None:
        # Beside a link's target, so that the link stays one.
        into = self.path.resolve()
        into.parent.mkdir(parents=True, exist_ok=True)
        # Made for its owner alone.
        number, draft = tempfile.mkstemp(prefix=f"{into.name}.", dir=into.parent)
        try:
            with os.fdopen(number, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            Path(draft).replace(into)
        except BaseException:
            Path(draft).unlink(missing_ok=True)
            raise


def _name(line: str) -> str:
    found = _LINE.match(line)
    return found[1] if found else ""


def _quote(value: str) -> str:
    if _PLAIN.fullmatch(value):
        return value
    escaped = value.replace("\\", "\\\\").replace("'", "\\'")
    return f"'{escaped}'"
