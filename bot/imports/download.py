"""Fetching an attachment: no more of it than is read, whatever its stated size."""

from typing import Final

import aiohttp

from bot.imports.errors import ImportTooLarge, ImportUnfetched
from bot.imports.unpacking import MOST_BYTES

_TIMEOUT: Final = aiohttp.ClientTimeout(total=120, sock_read=20)


def check_size(size: int) -> None:
    """Raise `ImportTooLarge` for what is not worth downloading; `size` is in bytes."""
    if size > MOST_BYTES:
        raise ImportTooLarge(most=MOST_BYTES // 2**20)


async def download(url: str) -> bytes:
    """Return the bytes; raises `ImportTooLarge` as soon as they are too many, `ImportUnfetched`."""
    pieces: list[bytes] = []
    size = 0
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT) as http,
            http.get(url, raise_for_status=True) as answer,
        ):
            async for piece in answer.content.iter_any():
                size += len(piece)
                check_size(size)
                pieces.append(piece)
    except (aiohttp.ClientError, TimeoutError):
        # Without its cause: an address of an attachment lets anybody have it.
        raise ImportUnfetched from None
    return b"".join(pieces)
