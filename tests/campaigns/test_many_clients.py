"""The quick slice of the campaign with two hundred clients and ten thousand jobs."""

from __future__ import annotations

import pytest

pytest.importorskip("httpx2")
pytest.importorskip("starlette")

from . import many_clients


def test_clients_at_once_lose_no_job() -> None:
    """Every job is accounted for, and every history is one that the machine allows."""
    outcome = many_clients.campaign(clients=30, jobs=90, pace=0.2)

    assert outcome.wrong == []
    assert outcome.figures["ends"].keys() == {"DONE", "ERROR", "CANCELLED"}
    assert outcome.figures["polls"] > 90
