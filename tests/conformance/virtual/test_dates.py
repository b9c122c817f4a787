"""Dates, calendars and the clock on the wall in virtual time."""

import datetime as dt
import logging
import sys
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from qjobspec_conformance.virtual import VirtualTime, patched

#: What `time.time()` shows at the start of a run.
START = datetime(2025, 11, 1, 12, 26, 40, tzinfo=UTC)
EPOCH = 1_762_000_000


@pytest.fixture(autouse=True)
def _in_greenwich(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def alone(lane: Callable[[], Any], **named: Any) -> Any:
    """Run one lane and return what it returned."""
    returned: list[Any] = []
    VirtualTime(**named).run({"main": lambda: returned.append(lane())})
    return returned[0]


def test_now_follows_the_virtual_clock() -> None:
    """`datetime.now()` and its kin start at a fixed moment, move with sleep, and are exact to the microsecond."""

    def lane() -> Any:
        first = datetime.now(UTC)
        time.sleep(600.000001)
        return first, dt.datetime.now(tz=UTC), datetime.now(), datetime.today(), date.today()  # noqa: DTZ002, DTZ005, DTZ011

    later = START + timedelta(seconds=600, microseconds=1)
    plain = later.replace(tzinfo=None)

    first, now, local, today, day = alone(lane)

    assert (first, now, local, day) == (START, later, plain, date(2025, 11, 1))
    assert abs(today - plain) <= timedelta(microseconds=1)  # it goes by a float, as the real one does


def test_now_knows_its_zone() -> None:
    """A time zone that is given is kept and meant."""
    zone = timezone(timedelta(hours=5, minutes=30))

    now = alone(lambda: datetime.now(zone))

    assert (now, now.tzinfo) == (START, zone)


def test_utcnow_is_virtual_and_deprecated_where_it_is() -> None:
    """`utcnow()` has no zone; from 3.12 on it warns, and the warning names the program's own line."""
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        now = alone(lambda: datetime.utcnow())  # noqa: DTZ003, PLW0108 # it warns where it is called

    assert now == START.replace(tzinfo=None)
    assert [each.filename for each in warned] == [__file__] * (sys.version_info >= (3, 12))
    assert all("utcnow() is deprecated" in str(each.message) for each in warned)


def test_a_subclass_stays_a_subclass() -> None:
    """What a class made from `datetime` says is one of its own, and `isinstance` says what it always says."""

    class Stamp(datetime):
        pass

    class Day(date):
        pass

    def lane() -> Any:
        stamp, day, now = Stamp.now(), Day.today(), datetime.now(UTC)
        return (
            type(stamp),
            type(day),
            isinstance(now, datetime),
            isinstance(stamp, datetime),
            isinstance(now, date),
            type(now),
        )

    assert alone(lane) == (Stamp, Day, True, True, True, datetime)


def test_unmanaged_threads_have_real_dates() -> None:
    """While a run is under way, a thread outside sees the real date; so does everybody when it is over."""
    seen: list[Any] = []
    go, done = threading.Event(), threading.Event()

    def outside() -> None:
        go.wait()
        seen.extend((datetime.now(UTC), datetime.today(), date.today(), time.gmtime(), time.clock_gettime(0)))  # noqa: DTZ002, DTZ011
        if sys.version_info < (3, 12):
            seen.append(datetime.utcnow())  # noqa: DTZ003
        done.set()

    thread = threading.Thread(target=outside)
    thread.start()

    def lane() -> None:
        go.set()
        done.wait()

    VirtualTime().run({"main": lane})
    thread.join()

    assert abs(seen[0].timestamp() - time.time()) < 60
    assert abs(seen[1] - datetime.now()) < timedelta(minutes=1)  # noqa: DTZ005
    assert abs(seen[2] - date.today()) <= timedelta(days=1)  # noqa: DTZ011
    assert abs(time.mktime(seen[3]) - time.time()) < 60
    assert abs(seen[4] - time.time()) < 60


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        (lambda: time.localtime()[:6], (2025, 11, 1, 12, 27, 40)),
        (lambda: time.gmtime()[:6], (2025, 11, 1, 12, 27, 40)),
        (lambda: time.gmtime(0)[:6], (1970, 1, 1, 0, 0, 0)),
        (lambda: time.ctime(), "Sat Nov  1 12:27:40 2025"),  # noqa: PLW0108 # looked up in the run
        (lambda: time.ctime(0), "Thu Jan  1 00:00:00 1970"),
        (lambda: time.asctime(), "Sat Nov  1 12:27:40 2025"),  # noqa: PLW0108 # looked up in the run
        (lambda: time.asctime(time.gmtime(0)), "Thu Jan  1 00:00:00 1970"),
        (lambda: time.strftime("%H:%M:%S"), "12:27:40"),
        (lambda: time.strftime("%H:%M:%S", time.gmtime(0)), "00:00:00"),
        (lambda: time.clock_gettime(time.CLOCK_REALTIME), EPOCH + 60.0),
        (lambda: time.clock_gettime_ns(time.CLOCK_REALTIME), (EPOCH + 60) * 10**9),
        (lambda: time.clock_gettime(time.CLOCK_MONOTONIC), 1060.0),
        (lambda: time.clock_gettime_ns(time.CLOCK_MONOTONIC), 1060 * 10**9),
    ],
)
def test_calendars_show_the_virtual_moment(call: Callable[[], Any], expected: Any) -> None:
    """Without an argument the functions of `time` mean this moment; with one they mean that."""

    def lane() -> Any:
        time.sleep(60)
        return call()

    assert alone(lane) == expected


def test_the_time_of_the_processor_stays_real() -> None:
    """How long was computed is no moment."""

    def lane() -> tuple[float, float, int]:
        first = time.process_time()
        time.sleep(3600)
        cpu = time.clock_gettime(time.CLOCK_PROCESS_CPUTIME_ID)
        return time.process_time() - first, cpu, time.clock_gettime_ns(time.CLOCK_PROCESS_CPUTIME_ID)

    spent, cpu, nanoseconds = alone(lane)

    assert 0 <= spent < 60
    assert 0 < cpu < 1e6
    assert nanoseconds > 0


def test_a_log_record_has_the_virtual_moment(caplog: pytest.LogCaptureFixture) -> None:
    """`logging` goes by the same clock."""

    def lane() -> None:
        time.sleep(60)
        logging.getLogger(__name__).warning("now")

    alone(lane)

    assert caplog.records[0].created == EPOCH + 60.0


@pytest.mark.parametrize("by", [3600.0, -3600.0, 0.5])
def test_a_step_of_the_clock_moves_the_wall_and_nothing_else(by: float) -> None:
    """At its moment `time()` and `datetime` jump, forward or back; `monotonic` and sleepers go on."""

    def lane() -> Any:
        seen = []
        for _ in range(3):
            seen.append((time.time() - EPOCH, datetime.now(UTC) - START, time.time_ns() - EPOCH * 10**9, time.monotonic()))
            time.sleep(5)
        return seen

    seen = alone(lane, clock_steps=[(5.0, by)])

    walls = [0.0, 5.0 + by, 10.0 + by]
    assert [wall for wall, *_ in seen] == walls
    assert [span.total_seconds() for _, span, *_ in seen] == walls
    assert [nanoseconds for *_, nanoseconds, _ in seen] == [wall * 10**9 for wall in walls]
    assert [steady for *_, steady in seen] == [1000.0, 1005.0, 1010.0]


def test_steps_of_the_clock_add_up() -> None:
    """Steps happen in the order of their moments, in whatever order they are given; one before the start has happened."""

    def lane() -> list[float]:
        seen = [time.time() - EPOCH]
        for _ in range(3):
            time.sleep(10)
            seen.append(time.time() - EPOCH)
        return seen

    assert alone(lane, clock_steps=[(25.0, -100.0), (-1.0, 7.0), (10.0, 1.0), (25.0, 50.0)]) == [7.0, 18.0, 28.0, -12.0]


def test_a_wait_that_goes_by_the_wall_feels_the_step() -> None:
    """A loop `while time() < end` ends early when the clock jumps forward: that is what steps are there to show."""

    def lane() -> float:
        end = time.time() + 60
        while time.time() < end:
            time.sleep(1)
        return time.monotonic() - 1000

    assert [alone(lane), alone(lane, clock_steps=[(10.0, 3600.0)]), alone(lane, clock_steps=[(10.0, -60.0)])] == [
        60,
        10,
        120,
    ]


@pytest.mark.parametrize("step", [(1.0, float("nan")), (float("inf"), 1.0)])
def test_a_step_that_is_none_is_refused(step: tuple[float, float]) -> None:
    """What is not finite is refused with one clear line."""
    with pytest.raises(ValueError, match=r"^a step of the clock is \(moment, seconds\), both finite numbers, and not \w+$"):
        VirtualTime(clock_steps=[step])


def test_dates_are_back_when_the_patches_are_left() -> None:
    """The types have their own methods again, and memory of the virtual ones is gone."""
    before = [vars(datetime)["now"], vars(datetime)["utcnow"], vars(date)["today"]]

    with patched():
        during = [vars(datetime)["now"], vars(datetime)["utcnow"], vars(date)["today"]]
        real = datetime.now(UTC), date.today()  # noqa: DTZ011
    after = [vars(datetime)["now"], vars(datetime)["utcnow"], vars(date)["today"]]

    assert [one is other for one, other in zip(before, after, strict=True)] == [True] * 3
    assert [one is other for one, other in zip(before, during, strict=True)] == [False] * 3
    assert abs(real[0].timestamp() - time.time()) < 60
    assert type(datetime.now) is type(dict.fromkeys)
