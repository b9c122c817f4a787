"""The core promise: over the wire a client sees what it would see of a real socket that really misbehaves."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import pytest

from qjobspec_conformance.wire import loopback
from qjobspec_conformance.wire._errands import Errand
from qjobspec_conformance.wire.clients import CLIENTS, Client
from qjobspec_conformance.wire.doctor import Comparison, Seen, Verdict, compare, pairs
from qjobspec_conformance.wire.faults import CONVERSATIONS, FAULTS, Fault

#: Real servers and real patience: all for one worker, and what clients warn of is their own business.
pytestmark = [pytest.mark.xdist_group("wire"), pytest.mark.filterwarnings("ignore")]


def told(found: Comparison) -> str:
    """Both meetings, as a failure shows them."""
    return f"{found.fault.name}\n  wire  {found.wire}\n  life  {found.life}"


@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: client.name)
def test_a_client_cannot_tell_the_wire_from_a_socket(client: Client) -> None:
    """Of every fault: the same answer or the same error with the same causes, as many requests, as long a wait."""
    if not client.is_installed:
        pytest.skip(f"{client.distribution} is not installed: nobody has compared {client.name}")

    found = compare((fault, each) for fault, each in pairs() if each is client)

    assert [told(each) for each in found if each.verdict is Verdict.DIFFERENT] == []
    assert len(found) == len(FAULTS if client.speaks == "http" else CONVERSATIONS)
    if any(each.verdict is Verdict.NOT_COMPARED for each in found):
        pytest.skip("openssl is not installed: nobody has compared what is below TLS")


def test_a_client_that_can_tell_is_found_out() -> None:
    """The comparison is not blind: a client that shows where it is comes out as different, an absent one as not compared."""
    spy = Client("spy", "http", None, lambda errand: [errand.url])
    absent = Client("absent", "no_such_package", "no-such-distribution", lambda errand: [])

    found = compare([(Fault("ok"), spy), (Fault("ok"), absent)])

    assert [each.verdict for each in found] == [Verdict.DIFFERENT, Verdict.NOT_COMPARED]
    assert "service.example" in told(found[0])
    assert "127.0.0.1" in told(found[0])


def test_a_client_without_patience_does_not_hang_the_doctor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over the wire it is a verdict, in life it is let go after a while; so it comes out as different."""
    monkeypatch.setattr(loopback, "LONGEST", 0.2)
    silent = next(each for each in FAULTS if each.name == "silence before the status")

    def ask(errand: Errand) -> list[str]:
        place = urlsplit(errand.url)
        with socket.create_connection((place.hostname, place.port or 80)) as sock:
            sock.sendall(b"GET / HTTP/1.1\r\n\r\n")
            return [repr(sock.recv(9))]

    (found,) = compare([(silent, Client("hopeful", "http", None, ask))])

    assert found.verdict is Verdict.DIFFERENT
    assert found.wire is not None
    assert found.wire.outcomes == ("deadlock",)


def test_waiting_is_compared_too() -> None:
    """Two meetings that look alike but took different times do not agree."""
    quick, slow = Seen(("200",), 1, 0.1), Seen(("200",), 1, 0.6)

    assert quick.looks_like(slow)
    assert not quick.agrees_with(slow)


def test_the_names_of_faults_are_told_apart() -> None:
    """No two rows of the table have one name."""
    names = [each.name for each in (*FAULTS, *CONVERSATIONS)]

    assert len(names) == len(set(names))
