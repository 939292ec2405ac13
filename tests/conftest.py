"""What all tests share: how examples are searched for, and the report of what was held against the
descriptions of the two APIs."""

import pytest
from hypothesis import settings

from tests.contract.reporting import Reporter

# How long an example takes tells how busy the machine is.
settings.register_profile("cratemate", deadline=None)
settings.load_profile("cratemate")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reporter(config), "contract-reporter")
