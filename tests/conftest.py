"""What all tests share: pytest's own tester, and a core that is cut short where the whole of it would prove no more."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

import pytest

from qjobspec_conformance import campaign
from qjobspec_conformance.examples import Example

pytest_plugins = ["pytester"]


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A worker of pytest-xdist writes down now what it has covered: ten seconds later it is killed, if it has not gone yet."""
    coverage = sys.modules.get("coverage")
    covered = coverage.Coverage.current() if coverage is not None and hasattr(session.config, "workerinput") else None
    if covered is not None:
        covered.stop()
        covered.save()


@pytest.fixture
def short_core(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Make every campaign of the test take only every so-manieth example of the core, and the first so many."""
    whole = campaign.core

    def shorten(step: int, first: int = 0) -> None:
        def some(*arguments: object) -> Iterator[Example]:
            every = list(whole(*arguments))  # type: ignore[arg-type]
            return iter([*every[:first], *every[first::step]])

        monkeypatch.setattr(campaign, "core", some)

    return shorten
