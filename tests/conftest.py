"""What all tests share: pytest's own tester, and a core that is cut short where the whole of it would prove no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from qjobspec_conformance import campaign
from qjobspec_conformance.examples import Example

pytest_plugins = ["pytester"]


@pytest.fixture
def short_core(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Make every campaign of the test take only every so-manieth example of the core."""
    whole = campaign.core

    def shorten(step: int) -> None:
        def some(*arguments: object) -> Iterator[Example]:
            return islice(whole(*arguments), 0, None, step)  # type: ignore[arg-type]

        monkeypatch.setattr(campaign, "core", some)

    return shorten
