"""Services for tests, where there is something to ask them with."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def make_desk() -> Any:
    """Services with settings of their own."""
    pytest.importorskip("httpx2", reason="Starlette's client needs it")
    from .desks import Desk

    return Desk


@pytest.fixture
def desk(make_desk: Any) -> Any:
    """A service for a test."""
    return make_desk()
