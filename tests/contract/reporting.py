"""The line at the end of a run, and whether the run was one of the whole suite."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    # Unit tests have no use for the descriptions and should not wait for their imports.
    from tests.contract.ledger import Ledger

LEDGER: "pytest.StashKey[Ledger]" = pytest.StashKey()
TESTS = Path(__file__).parents[1]
WHOLE = ("e2e", "contract")
"""The folders whose tests together have to meet every deviation."""


class Reporter:
    """A plugin that tells what was held against the descriptions, where anything was."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config
        self._left_out = False
        self._files: frozenset[Path] = frozenset()
        self._never_met: list[str] = []
        self._whole_elsewhere: list[bool] = []

    def pytest_deselected(self) -> None:
        """Note that some tests are left out."""
        self._left_out = True

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Note which files are run."""
        self._files = frozenset(item.path for item in session.items)

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Fail a good run of the whole suite that did not need every deviation."""
        ledger = self._config.stash.get(LEDGER, None)
        output: dict[str, Any] | None = getattr(self._config, "workeroutput", None)
        if output is not None:
            # One of several processes: what it has held is counted where all come together.
            output["contract"] = {
                "ledger": ledger.plain() if ledger else None,
                "whole": self.is_whole(),
            }
            return
        if ledger is None or not ledger.checked or exitstatus != pytest.ExitCode.OK:
            return
        if not self.is_whole():
            return
        self._never_met = [f"{one.api}: {one.name}" for one in ledger.never_met()]
        if self._never_met:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: Any) -> None:
        """Add what another process has held."""
        from tests.contract.ledger import Ledger

        told = getattr(node, "workeroutput", {}).get("contract")
        if told is None:
            return
        self._whole_elsewhere.append(told["whole"])
        if told["ledger"] is not None:
            self._config.stash.setdefault(LEDGER, Ledger()).add(told["ledger"])

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Print the counts, and the deviations that a whole run never met."""
        ledger = self._config.stash.get(LEDGER, None)
        if ledger is None or not ledger.checked:
            return
        terminalreporter.write_line(ledger.summary(), red=bool(ledger.unexplained))
        for name in self._never_met:
            line = f"contract: this deviation was never met, take it off the list: {name}"
            terminalreporter.write_line(line, red=True)

    def is_whole(self) -> bool:
        """Tell whether all tests of the folders that meet the deviations are run."""
        if self._whole_elsewhere:
            return all(self._whole_elsewhere)
        everything = {path for folder in WHOLE for path in (TESTS / folder).rglob("test_*.py")}
        by_name = any("::" in argument for argument in self._config.args)
        return not self._left_out and not by_name and everything <= self._files
