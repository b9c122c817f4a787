"""The core promise: over the wire a client sees what it would see of a real socket that really misbehaves."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from qjobspec_conformance.wire import doctor
from qjobspec_conformance.wire.clients import Client
from qjobspec_conformance.wire.doctor import Seen, in_life, over_the_wire, pairs
from qjobspec_conformance.wire.faults import Fault
from qjobspec_conformance.wire.loopback import can_play

Lives = dict[tuple[str, str], Seen]

#: Real meetings that wait beside each other.
BESIDE = 12

#: Real servers and real patience: for one worker, which lets them wait all at once.
pytestmark = [pytest.mark.xdist_group("wire"), pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def lives(request: pytest.FixtureRequest) -> Iterator[Lives]:
    """Every selected client meets its fault on real sockets, many at a time."""
    wanted = [item.callspec.params for item in request.session.items if hasattr(item, "callspec")]
    with doctor.undisturbed():
        with ThreadPoolExecutor(BESIDE) as pool:  # all of them before the first one is cut off the network
            living = {
                (each["fault"].name, each["client"].name): pool.submit(in_life, each["fault"], each["client"])
                for each in wanted
                if "fault" in each and each["client"].is_installed and can_play(each["fault"])
            }
        yield {names: meeting.result() for names, meeting in living.items()}


@pytest.mark.parametrize(
    ("fault", "client"), [pytest.param(*pair, id=f"{pair[1].name}: {pair[0].name}") for pair in pairs()]
)
def test_a_client_cannot_tell_the_wire_from_a_socket(fault: Fault, client: Client, lives: Lives) -> None:
    """The same answer or the same error with the same causes, after the same number of requests."""
    if not client.is_installed:
        pytest.skip(f"{client.package} is not installed: nobody has compared {client.name}")
    if not can_play(fault):
        pytest.skip("openssl is not installed: no certificate to distrust")

    wire, life = over_the_wire(fault, client), lives[fault.name, client.name]
    for _ in range(doctor.CHANCES):
        life = life if wire.looks_like(life) else in_life(fault, client)  # a machine may be too busy for its own patience

    assert (wire.outcomes, wire.requests) == (life.outcomes, life.requests)


def test_waiting_is_compared_too() -> None:
    """Two meetings that look alike but took different times do not agree."""
    quick, slow = Seen(("200",), 1, 0.1), Seen(("200",), 1, 0.6)

    assert quick.looks_like(slow)
    assert not quick.agrees_with(slow)
