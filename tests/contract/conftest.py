"""The tests of the check itself; they need the descriptions."""

import pytest

from tests.contract.ledger import MISSING, Ledger
from tests.contract.watching import held_to_the_descriptions, ledger

__all__ = ["held_to_the_descriptions", "ledger"]


@pytest.fixture(autouse=True, scope="session")
def described() -> None:
    """Skip where the descriptions are absent."""
    if MISSING:
        pytest.skip(f"the folder CRATEMATE_SPECS names has no {' and no '.join(MISSING)}")


@pytest.fixture
def judge() -> Ledger:
    """A ledger of its own, whose counts are not those of the run."""
    return Ledger()
