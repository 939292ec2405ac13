"""What all tests share: the report of what was held against the descriptions of the two APIs."""

import pytest

from tests.contract.reporting import Reporter


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reporter(config), "contract-reporter")
