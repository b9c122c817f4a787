"""The jobs of services come with the extra `reference`, and the package without it."""

from __future__ import annotations

import importlib

import pytest

import qjobspec_reference


def test_names_are_found_when_they_are_asked_for() -> None:
    """Every name of the package is there, and no other."""
    pytest.importorskip("requests")
    pytest.importorskip("websocket")

    for name in qjobspec_reference.__all__:
        assert getattr(qjobspec_reference, name).__name__ == name
    with pytest.raises(AttributeError):
        qjobspec_reference.IBMQPrinter  # noqa: B018 - looking is the test


def test_a_name_that_needs_the_extra_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """In one line, with the cure."""

    def missing(name: str, package: str) -> None:
        raise ModuleNotFoundError("No module named 'requests'", name="requests")

    monkeypatch.setattr(qjobspec_reference, "import_module", missing)

    with pytest.raises(ModuleNotFoundError, match=r"IBMQJob needs requests: pip install 'qjobspec\[reference\]'"):
        qjobspec_reference.IBMQJob  # noqa: B018 - as above
    assert importlib.import_module("qjobspec_reference") is qjobspec_reference
