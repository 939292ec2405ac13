from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from storage.vault import fresh_key


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cratemate.sqlite"


@pytest.fixture
def key() -> str:
    return fresh_key()


@pytest.fixture
async def store(path: Path, key: str) -> AsyncIterator[Store]:
    store = await Store.open(path, [key])
    yield store
    await store.close()
