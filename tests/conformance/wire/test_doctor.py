"""`qjobspec doctor`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.conformance.commands import Command

from qjobspec_conformance import doctoring
from qjobspec_conformance.wire.clients import CLIENTS, Client
from qjobspec_conformance.wire.faults import Fault

OK = Fault("ok")
HTTP = CLIENTS[0]
SPY = Client("spy", "http", None, lambda errand: [errand.url])
ABSENT = Client("absent", "no_such_package", "no-such-distribution", lambda errand: [])


@pytest.fixture
def examining(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the doctor have these three clients."""
    monkeypatch.setattr(doctoring, "CLIENTS", (HTTP, SPY, ABSENT))
    return iter(())


def test_without_an_option_it_says_what_there_is(run: Command) -> None:
    """Python, the suite and every client with its version, or that it is not installed; nothing is examined."""
    answer = run("doctor")

    assert answer.code == 0
    assert "qjobspec" in answer.out
    assert all(each.name in answer.out and (each.version or "not installed") in answer.out for each in CLIENTS)


def test_all_the_same_is_0(run: Command, monkeypatch: pytest.MonkeyPatch, examining: None) -> None:
    """A table with a sign for each fault and client, and the count; who is absent is named and not counted as the same."""
    monkeypatch.setattr(doctoring, "pairs", lambda: [(OK, HTTP), (OK, ABSENT)])

    answer = run("doctor", "--wire")

    assert answer.code == 0
    assert "not installed (no-such-distribution)" in answer.out
    assert [line.split() for line in answer.out.splitlines() if line.startswith("ok")] == [["ok", "=", "·"]]
    assert answer.out.splitlines()[-1] == "1 same, 0 different, 1 not compared; not installed: absent"


def test_a_difference_is_1(run: Command, monkeypatch: pytest.MonkeyPatch, examining: None) -> None:
    """What differs is shown in full, both sides."""
    monkeypatch.setattr(doctoring, "pairs", lambda: [(OK, HTTP), (OK, SPY)])

    answer = run("doctor", "--wire")

    assert answer.code == 1
    assert "≠" in answer.out
    assert "wire  http://service.example/jobs/x" in answer.out
    assert "life  http://127.0.0.1:" in answer.out


def test_it_can_be_had_as_json(run: Command, monkeypatch: pytest.MonkeyPatch, examining: None) -> None:
    """The document holds clients with versions and each comparison with both sides."""
    monkeypatch.setattr(doctoring, "pairs", lambda: [(OK, HTTP), (OK, SPY), (OK, ABSENT)])

    answer = run("doctor", "--wire", "--json")

    assert answer.code == 1
    assert [each["version"] is None for each in answer.document["clients"]] == [False, False, True]
    same, different, absent = answer.document["comparisons"]
    assert (same["fault"], same["client"], same["verdict"]) == ("ok", "http.client", "same")
    assert same["wire"]["outcomes"] == same["life"]["outcomes"]
    assert different["verdict"] == "different"
    assert (absent["verdict"], absent["wire"], absent["life"]) == ("not compared", None, None)
    assert run("doctor", "--json").document["comparisons"] == []
