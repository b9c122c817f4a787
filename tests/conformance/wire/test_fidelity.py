"""The core promise: over the wire a client sees what it would see of a real socket that really misbehaves."""

from __future__ import annotations

import pytest

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


def test_waiting_is_compared_too() -> None:
    """Two meetings that look alike but took different times do not agree."""
    quick, slow = Seen(("200",), 1, 0.1), Seen(("200",), 1, 0.6)

    assert quick.looks_like(slow)
    assert not quick.agrees_with(slow)


def test_the_names_of_faults_are_told_apart() -> None:
    """No two rows of the table have one name."""
    names = [each.name for each in (*FAULTS, *CONVERSATIONS)]

    assert len(names) == len(set(names))
