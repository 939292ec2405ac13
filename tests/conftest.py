"""What all tests share: how examples are searched for, and the report of what was held against the
descriptions of the two APIs."""

import pytest
from hypothesis import HealthCheck, settings

from tests.contract.reporting import Reporter

# How long examples take tells how busy the machine is. The suite tries the same ones each time;
# with `--hypothesis-profile search` it looks for new ones.
settings.register_profile("base", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", settings.get_profile("base"), max_examples=1_000)
settings.register_profile("suite", settings.get_profile("base"), derandomize=True)
settings.load_profile("suite")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Reporter(config), "contract-reporter")
