"""Downloading a file: resumed where it broke off, whole or not at all, held to its checksum."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final, cast
from urllib.parse import urlsplit

import aiohttp

_CHUNK: Final = 1 << 16
_ATTEMPTS: Final = 4
_PAUSE_SECONDS: Final = 1.0
_SILENCE_SECONDS: Final = 30.0
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})


class FetchError(Exception):
    """A file cannot be had; the text says why in one sentence."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a file is and what it must be."""

    address: str
    sha256: str | None
    """64 hexadecimal digits; None where nobody has said yet what it must be."""


def parse_source(text: str, *, checked: bool = True) -> Source:
    """Read `ADDRESS#sha256=DIGITS`, or an address alone unless `checked`; raises `FetchError`."""
    address, _, fragment = text.strip().partition("#")
    name, _, digits = fragment.partition("=")
    digits = digits.strip().lower()
    parts = urlsplit(address)
    if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        raise FetchError(f"The address {address} must begin with https://.")
    if not checked and not fragment:
        return Source(address, None)
    if name != "sha256" or len(digits) != 64 or set(digits) - set("0123456789abcdef"):
        raise FetchError(
            f"The address {address} must end in #sha256= and the 64 digits of the file's checksum."
        )
    return Source(address, digits)


def digest_of(path: Path) -> str:
    """Return a file's SHA-256; work for a thread."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


async def fetch(
    source: Source,
    into: Path,
    *,
    progress: Callable[[str, float], None] = lambda doing, share: None,
    pause: float = _PAUSE_SECONDS,
) -> str:
    """Download a file to `into` and return its SHA-256; raises `FetchError`.

    What came before a break stays beside it and is gone on with, also by the next call, as long
    as the server says that the file is still the same.
    """
    into.parent.mkdir(parents=True, exist_ok=True)
    part = _Part(into)
    silence = _SILENCE_SECONDS
    timeout = aiohttp.ClientTimeout(total=None, connect=silence, sock_read=silence)
    async with aiohttp.ClientSession(timeout=timeout, auto_decompress=False) as session:
        for attempt in range(1, _ATTEMPTS + 1):
            try:
                await _download(session, source, part, progress)
                break
            except (TimeoutError, aiohttp.ClientError) as error:
                if attempt == _ATTEMPTS:
                    raise FetchError(
                        f"{source.address} could not be read to the end "
                        f"({str(error) or type(error).__name__}); what has come is kept: try again."
                    ) from error
                await asyncio.sleep(pause * attempt)
            except OSError as error:
                raise FetchError(f"{into} cannot be written: {error.strerror or error}.") from error
    progress("checking", 1.0)
    found = await asyncio.to_thread(digest_of, part.path)
    if source.sha256 is not None and found != source.sha256:
        part.remove()
        raise FetchError(
            f"{source.address} is not the file that was expected: its SHA-256 is {found}. "
            "Nothing was kept."
        )
    part.finish()
    return found


class _Part:
    """What has come of a file so far, and by which tag the server knows it."""

    def __init__(self, into: Path) -> None:
        self._into = into
        self.path = into.with_name(f"{into.name}.part")
        self._note = into.with_name(f"{into.name}.part.json")

    def begun(self, address: str) -> tuple[int, str | None]:
        """Return how many bytes are there and their tag; none of another address or no tag."""
        try:
            note = cast(dict[str, str], json.loads(self._note.read_text(encoding="utf-8")))
            if note.get("address") == address and note.get("tag"):
                return self.path.stat().st_size, note["tag"]
        except (OSError, ValueError, AttributeError):
            pass
        return 0, None

    def begin(self, address: str, tag: str | None) -> None:
        self.path.write_bytes(b"")
        self._note.write_text(json.dumps({"address": address, "tag": tag}), encoding="utf-8")

    def finish(self) -> None:
        self.path.replace(self._into)
        self._note.unlink(missing_ok=True)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)


async def _download(
    session: aiohttp.ClientSession,
    source: Source,
    part: _Part,
    progress: Callable[[str, float], None],
) -> None:
    here, tag = part.begun(source.address)
    headers = {"Accept-Encoding": "identity"}
    if here and tag:
        headers |= {"Range": f"bytes={here}-", "If-Range": tag}
    async with session.get(source.address, headers=headers) as response:
        if response.status == 416:
            # All of it had come, and only the check was missing.
            return
        if 400 <= response.status < 500:
            raise FetchError(f"{source.address} answers {response.status} {response.reason}.")
        response.raise_for_status()
        if response.status != 206:
            here = 0
            part.begin(source.address, _strong(response.headers.get("ETag")))
        total = here + (response.content_length or 0)
        with part.path.open("ab") as file:
            async for chunk in response.content.iter_chunked(_CHUNK):
                file.write(chunk)
                here += len(chunk)
                if total:
                    progress(f"{here / 1e6:,.1f} of {total / 1e6:,.1f} MB", here / total)


def _strong(tag: str | None) -> str | None:
    """Return a tag by which a file can be gone on with: a weak one does not promise its bytes."""
    return None if tag is None or tag.startswith("W/") else tag
