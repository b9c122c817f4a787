"""`select`, `poll`, `epoll` and selectors in virtual time."""

import os
import select
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from select import select as bound_select
from typing import Any

import pytest

from qjobspec_conformance.virtual import Stuck, VirtualTime, patched


def alone(lane: Callable[[], Any]) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    return returned[0]


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    """Two ends of one connection inside the process."""
    one, other = socket.socketpair()
    with one, other:
        yield one, other


def by_select(descriptor: Any, timeout: float | None) -> bool:
    """Ask `select`."""
    return bool(select.select([descriptor], [], [], timeout)[0])


def by_bound_name(descriptor: Any, timeout: float | None) -> bool:
    """Ask `select` by a name of our own."""
    return bool(bound_select([descriptor], [], [], timeout)[0])


def by_poll(descriptor: Any, timeout: float | None) -> bool:
    """Ask a new `poll`."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(timeout if timeout is None else timeout * 1000))


def by_epoll(descriptor: Any, timeout: float | None) -> bool:
    """Ask a new `epoll`."""
    with select.epoll() as epoll:
        epoll.register(descriptor, select.EPOLLIN)
        return bool(epoll.poll(timeout))


def by_selector(kind: type[selectors.BaseSelector]) -> Callable[[Any, float | None], bool]:
    """Return a way to ask a new selector of this kind."""

    def ask(descriptor: Any, timeout: float | None) -> bool:
        with kind() as selector:
            selector.register(descriptor, selectors.EVENT_READ)
            return bool(selector.select(timeout))

    ask.__name__ = f"by_{kind.__name__}"
    return ask


WAYS = [
    by_select,
    by_bound_name,
    by_poll,
    by_epoll,
    by_selector(selectors.SelectSelector),
    by_selector(selectors.PollSelector),
    by_selector(selectors.EpollSelector),
    by_selector(selectors.DefaultSelector),
]

every_way = pytest.mark.parametrize("ask", WAYS, ids=lambda ask: ask.__name__)


@every_way
def test_a_timeout_passes_in_virtual_time(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """Nothing comes, and the clock has moved by just the timeout."""
    assert alone(lambda: (ask(pair[0], 100.0), time.monotonic())) == (False, 1100.0)


@every_way
def test_what_another_thread_writes_wakes_the_reader(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """The reader is woken at the moment of the writing, with and without a timeout."""

    def reader() -> None:
        woken.extend((ask(pair[0], timeout), pair[0].recv(1), virtual.now) for timeout in (100.0, None))

    def writer() -> None:
        for word in (b"a", b"b"):
            time.sleep(7.5)
            pair[1].send(word)

    woken: list[Any] = []
    virtual = VirtualTime()
    virtual.run({"reader": reader, "writer": writer})

    assert woken == [(True, b"a", 7.5), (True, b"b", 15.0)]


@every_way
def test_what_is_ready_is_seen_at_once(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """No time passes when there is something to read already."""
    pair[1].send(b"a")

    assert alone(lambda: (ask(pair[0], 100.0), ask(pair[0], None), time.monotonic())) == (True, True, 1000.0)


@every_way
def test_waiting_for_nobody_is_a_deadlock(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """When no managed thread is left that could write, the verdict says who waits in which call."""
    with pytest.raises(Stuck) as raised:
        VirtualTime().run({"main": lambda: ask(pair[0], None)})

    assert raised.value.kind == "deadlock"
    assert raised.value.threads[0].waits_for in {"select", "poll", "epoll"}


@every_way
def test_a_poll_without_a_timeout_lets_the_others_go_first(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """A thread that polls on and on gets its answer from a thread that was ready all the while."""
    polls: list[bool] = []

    def poller() -> None:
        while not ask(pair[0], 0):
            polls.append(False)

    ended = VirtualTime().run({"poller": poller, "writer": lambda: pair[1].send(b"a")})  # type: ignore[dict-item]

    assert (ended.at, polls) == (0.0, [])


@every_way
def test_unmanaged_threads_wait_for_real(ask: Callable[[Any, float | None], bool], pair: Any) -> None:
    """Outside of a run the calls are the machine's own, also while patched."""
    with patched():
        assert ask(pair[0], 0.001) is False


def test_an_edge_is_seen_once_and_not_lost(pair: Any) -> None:
    """What an edge-triggered epoll says is said once, and reaches the thread that waits."""

    def reader() -> None:
        with select.epoll() as epoll:
            epoll.register(pair[0], select.EPOLLIN | select.EPOLLET)
            seen.append(len(epoll.poll(10)))
            seen.append(len(epoll.poll(5)))

    def writer() -> None:
        time.sleep(1)
        pair[1].send(b"a")

    seen: list[int] = []
    ended = VirtualTime().run({"reader": reader, "writer": writer, "other": lambda: time.sleep(3)})

    assert (seen, ended.at) == ([1, 0], 6.0)


def test_an_error_of_the_machine_is_raised_where_it_belongs(pair: Any) -> None:
    """A descriptor that is closed while somebody waits for it raises in the thread that waits."""
    caught: list[type[BaseException]] = []

    def reader() -> None:
        try:
            select.select([number], [], [])
        except OSError as error:
            caught.append(type(error))

    def closer() -> None:
        time.sleep(1)
        os.close(number)

    number = os.dup(pair[0].fileno())
    VirtualTime().run({"reader": reader, "closer": closer})

    assert caught == [OSError]


def test_what_is_written_at_the_very_moment_of_the_timeout_is_seen(pair: Any) -> None:
    """A reader whose timeout ends when the word comes still gets it, if the writer was first."""

    def writer() -> None:
        time.sleep(5)
        pair[1].send(b"a")

    def reader() -> None:
        seen.append(by_select(pair[0], 5))

    seen: list[bool] = []
    VirtualTime().run({"writer": writer, "reader": reader})

    assert seen == [True]


def test_a_selector_made_earlier_is_virtual_too(pair: Any) -> None:
    """A selector of a module is as virtual as one made in the run."""
    with selectors.DefaultSelector() as selector:
        selector.register(pair[0], selectors.EVENT_READ)

        assert alone(lambda: (selector.select(0.0005), time.monotonic())) == ([], 1000.0005)


@pytest.mark.parametrize("ask", [by_select, by_poll, by_epoll])
def test_a_timeout_that_is_none_is_refused(ask: Callable[[Any, Any], bool], pair: Any) -> None:
    """What is no number raises what it always raises."""
    with pytest.raises(TypeError):
        alone(lambda: ask(pair[0], "soon"))


def test_a_negative_timeout_means_what_it_always_means(pair: Any) -> None:
    """`select` refuses it; `poll` and `epoll` wait for as long as it takes."""

    def lane() -> tuple[bool, bool, float]:
        with pytest.raises(ValueError, match="non-negative"):
            by_select(pair[0], -1)
        writer = threading.Timer(3, pair[1].send, (b"a",))
        writer.start()
        return by_poll(pair[0], -0.001), by_epoll(pair[0], -1), time.monotonic()

    assert alone(lane) == (True, True, 1003.0)


def test_a_sleep_by_select_is_a_sleep() -> None:
    """`select([], [], [], 5)` is how some sleep."""
    assert alone(lambda: (select.select([], [], [], 5), time.monotonic())) == (([], [], []), 1005.0)


def test_a_thread_outside_may_write(pair: Any) -> None:
    """A reader whom only a stranger can wake is given the same grace as at a lock."""
    asked = threading.Event()

    def outside() -> None:
        asked.wait()
        time.sleep(0.01)
        pair[1].send(b"a")

    thread = threading.Thread(target=outside)
    thread.start()

    def lane() -> bool:
        asked.set()
        return by_select(pair[0], None)

    seen = alone(lane)
    thread.join()

    assert seen is True
