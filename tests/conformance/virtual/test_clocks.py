"""Sleeping and reading clocks in virtual time."""

import importlib
import itertools
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from time import monotonic as bound_monotonic
from time import sleep as bound_sleep
from typing import Any

import pytest

from qjobspec_conformance.virtual import Ended, VirtualTime, patched


def alone(lane: Callable[[], Any]) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime().run({"main": lambda: returned.append(lane())})
    return returned[0]


def test_an_hour_of_sleep_passes_at_once() -> None:
    """Sleeping moves the virtual clock by just that much, and takes no real time."""
    began = time.perf_counter()

    ended = VirtualTime().run({"main": lambda: time.sleep(3600)})

    assert ended == Ended(3600.0, ())
    assert time.perf_counter() - began < 1.0


def test_now_starts_at_zero_and_follows() -> None:
    """`now` is 0.0 before the run and the moment of its end after it."""
    virtual = VirtualTime()
    before = virtual.now

    virtual.run({"main": lambda: time.sleep(2.5)})

    assert (before, virtual.now) == (0.0, 2.5)


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("time", 1_762_000_000.0),
        ("monotonic", 1_000.0),
        ("perf_counter", 1_000.0),
        ("time_ns", 1_762_000_000 * 10**9),
        ("monotonic_ns", 1_000 * 10**9),
        ("perf_counter_ns", 1_000 * 10**9),
    ],
)
def test_every_clock_starts_at_a_fixed_moment_and_moves_with_sleep(name: str, start: float) -> None:
    """Each clock shows the same on every run."""
    second = 10**9 if name.endswith("_ns") else 1

    def read() -> tuple[float, float]:
        first = getattr(time, name)()
        time.sleep(3)
        return first, getattr(time, name)()

    assert alone(read) == (start, start + 3 * second)


def test_moments_come_out_clean() -> None:
    """0.1 s and then 0.2 s end at 0.3 s exactly."""

    def lane() -> None:
        time.sleep(0.1)
        time.sleep(0.2)

    assert VirtualTime().run({"main": lane}).at == 0.3


@pytest.mark.parametrize("clock", ["time", "monotonic"])
def test_a_loop_over_a_clock_ends_at_a_clean_moment(clock: str) -> None:
    """What rounding leaves of `end - now` still moves the clock, and does not show in the moment."""

    def wait(seconds: float) -> None:
        read = getattr(time, clock)
        end = read() + seconds
        while read() < end:
            time.sleep(end - read())

    def lane() -> None:
        for seconds in (0.1, 0.2, 0.3, 0.7, 1.1):
            wait(seconds)

    ended = VirtualTime().run({"main": lane})

    assert ended.at == 2.4


@pytest.mark.parametrize("pause", [None, 0])
def test_a_loop_that_waits_until_its_deadline_is_past_ends(pause: float | None) -> None:
    """At its deadline a loop that asks `now <= end` goes on, and still comes to its end at that moment."""

    def lane() -> None:
        end = time.time() + 5
        time.sleep(5)
        while time.time() <= end:
            if pause is not None:
                time.sleep(pause)

    assert VirtualTime().run({"main": lane}).at == 5.0


def test_a_bound_name_is_virtual_too() -> None:
    """`from time import sleep` in a module imported earlier is no way out."""

    def lane() -> float:
        bound_sleep(7)
        return bound_monotonic()

    assert alone(lane) == 1007.0


def test_a_module_imported_later_is_virtual_and_has_its_names_back_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A module imported in a run binds the virtual functions, and the real ones once the patches are left."""
    (tmp_path / "imported_later.py").write_text("from time import sleep\n")
    monkeypatch.syspath_prepend(tmp_path)
    real = time.sleep

    def lane() -> float:
        module = importlib.import_module("imported_later")
        module.sleep(4)
        return time.monotonic()

    assert alone(lane) == 1004.0
    assert sys.modules.pop("imported_later").sleep is real


def test_a_module_imported_between_two_runs_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A module that has bound the real functions after the first run is virtual in the second."""
    (tmp_path / "imported_between.py").write_text("from time import sleep\n")
    monkeypatch.syspath_prepend(tmp_path)
    VirtualTime().run({"main": lambda: None})
    module = importlib.import_module("imported_between")

    ended = VirtualTime().run({"main": lambda: module.sleep(4)})

    assert ended.at == 4.0
    del sys.modules["imported_between"]


@pytest.mark.parametrize(("length", "error"), [(-1, ValueError), (float("nan"), ValueError), ("1", TypeError)])
def test_a_sleep_that_is_none_is_refused(length: Any, error: type[Exception]) -> None:
    """A negative length, or no number at all, raises what the real sleep raises."""
    with pytest.raises(error):
        VirtualTime().run({"main": lambda: time.sleep(length)})


def test_sleepers_wake_in_the_order_of_their_moments() -> None:
    """Whoever is due first wakes first; who came first wakes first at the same moment."""
    woken: list[tuple[str, float]] = []

    def lane(name: str, seconds: float) -> None:
        time.sleep(seconds)
        woken.append((name, virtual.now))

    virtual = VirtualTime()
    virtual.run({name: lambda n=name, s=s: lane(n, s) for name, s in [("a", 3), ("b", 1), ("c", 3), ("d", 2)]})  # type: ignore[misc]

    assert woken == [("b", 1.0), ("d", 2.0), ("a", 3.0), ("c", 3.0)]


def test_a_deadline_that_nobody_waits_for_any_more_passes_unnoticed() -> None:
    """Who was woken before its deadline is not woken again by it."""
    event = threading.Event()
    log: list[tuple[str, float]] = []

    def waits() -> None:
        event.wait(5)
        log.append(("woken", virtual.now))
        event.clear()
        event.wait(30)
        log.append(("timed out", virtual.now))

    def wakes() -> None:
        time.sleep(1)
        event.set()

    virtual = VirtualTime()
    virtual.run({"waits": waits, "wakes": wakes, "sleeps": lambda: time.sleep(5), "also": lambda: time.sleep(5)})

    assert log == [("woken", 1.0), ("timed out", 31.0)]


def test_sleeping_for_nothing_lets_the_others_run() -> None:
    """`sleep(0)` hands over and does not move the clock."""
    seen: list[str] = []

    def lane(name: str) -> None:
        for _ in range(2):
            seen.append(name)
            time.sleep(0)

    ended = VirtualTime().run({"a": lambda: lane("a"), "b": lambda: lane("b")})

    assert (seen, ended.at) == (["a", "b", "a", "b"], 0.0)


def test_unmanaged_threads_keep_real_time() -> None:
    """While a run is under way, a thread outside sleeps for real and reads real clocks."""
    readings: list[float] = []
    go, done = threading.Event(), threading.Event()

    def outside() -> None:
        go.wait()
        began = time.monotonic()
        time.sleep(0.02)
        readings.extend((time.monotonic() - began, time.time(), float(time.time_ns()), time.perf_counter()))
        done.set()

    thread = threading.Thread(target=outside)
    thread.start()

    def lane() -> None:
        time.sleep(1_000)
        go.set()
        done.wait()

    ended = VirtualTime().run({"main": lane})
    thread.join()

    assert ended.at == 1000.0
    assert 0.02 <= readings[0] < 10
    assert abs(readings[1] - time.time()) < 60
    assert abs(readings[2] / 1e9 - readings[1]) < 10


def test_the_conductor_keeps_real_time_inside_patched() -> None:
    """The thread that entered `patched()` reads the real clocks before and after a run."""
    with patched():
        first = time.monotonic()
        VirtualTime().run({"main": lambda: time.sleep(10_000 / 4)})
        second = time.monotonic()

    assert 0 <= second - first < 10


def test_reading_clocks_between_waits_is_no_spin() -> None:
    """Fewer than 100 000 readings in a row are forgotten at the next wait."""

    def lane() -> None:
        for _ in range(2):
            for _ in itertools.repeat(None, 60_000):
                time.monotonic()
            time.sleep(1)

    assert VirtualTime().run({"main": lane}).at == 2.0
