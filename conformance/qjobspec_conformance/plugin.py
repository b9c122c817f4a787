"""The pytest plugin: options, and the conclusion on each judged harness at the end of the run.

It is loaded into every test run of whoever has the suite installed, so it imports pytest and the standard library alone.
The tests themselves are made by `qjobspec_conformance.testing.conformance`.
"""

from __future__ import annotations

import pytest

#: What has been judged in this session: a line for each harness.
CONCLUSIONS = pytest.StashKey[dict[str, str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of the deep campaign."""
    group = parser.getgroup("qjobspec", "conformance of quantum job classes")
    group.addoption("--qjobspec-seed", type=int, default=None, help="which examples the deep campaign draws")
    group.addoption("--qjobspec-deep", type=int, default=None, help="how many examples the deep campaign draws")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for the conclusions."""
    config.stash[CONCLUSIONS] = {}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what came out for each harness that was judged in this process."""
    conclusions = config.stash[CONCLUSIONS]
    if conclusions:
        terminalreporter.section("qjobspec")
        for subject, said in conclusions.items():
            terminalreporter.write_line(f"{subject}: {said}")
