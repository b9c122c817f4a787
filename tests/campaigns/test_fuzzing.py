"""The quick slice of the campaign with five thousand requests."""

from __future__ import annotations

import pytest

pytest.importorskip("schemathesis")
pytest.importorskip("starlette")

from . import fuzzing


@pytest.mark.parametrize("family", ["ibmq", "runtime", "runtime-v2"])
def test_no_request_is_answered_by_a_server_error_or_against_the_description(family: str) -> None:
    """Nor is anything taken that the description refuses."""
    codes = fuzzing.fuzz(family, 60)

    assert codes[200] > 10
    assert max(codes) < 500
