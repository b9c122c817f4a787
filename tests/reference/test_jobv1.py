"""What the reference's JobV1 makes of a status: predicates, and waiting, in fake time."""

from __future__ import annotations

from typing import Any

import pytest

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference import JobTimeoutError, JobV1

STATES = pytest.mark.parametrize("state", list(JobStatus))


class Clock:
    """A clock that only moves when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def monotonic(self) -> float:
        """The moment, in seconds."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.slept.append(seconds)
        self.now += seconds


class EndsOnTime(JobV1):
    """A job that runs until `ends`, in seconds after it was made, and then says `end`."""

    def __init__(self, clock: Clock, ends: float, end: JobStatus = JobStatus.DONE) -> None:
        super().__init__("backend", "job-1", tags=["bell"])
        self._clock = clock
        self._ends = clock.now + ends
        self._end = end

    def submit(self) -> None:
        """Do nothing: the job runs."""

    def status(self) -> JobStatus:
        """Look at the clock."""
        return JobStatus.RUNNING if self._clock.now < self._ends else self._end

    def result(self, timeout: float | None = None) -> Any:
        """Give nothing."""

    def cancel(self) -> bool:
        """Refuse."""
        return False


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the job under test looks at, in place of the real one."""
    clock = Clock()
    monkeypatch.setattr("qjobspec_reference.jobv1.time", clock)
    return clock


def test_a_job_keeps_what_it_was_made_with(clock: Clock) -> None:
    """Id, backend and metadata are what the constructor was given."""
    job = EndsOnTime(clock, ends=0)

    assert (job.job_id(), job.backend(), job.metadata) == ("job-1", "backend", {"tags": ["bell"]})


def test_a_class_without_the_four_methods_is_no_job() -> None:
    """Whoever extends `JobV1` says how a job is submitted, asked, waited for and cancelled."""
    with pytest.raises(TypeError, match="abstract method"):
        JobV1("backend", "job-1")  # type: ignore[abstract]


@STATES
def test_the_predicates_say_what_the_status_says(clock: Clock, state: JobStatus) -> None:
    """Each predicate is true in its own states and in no other (PREDICATE-1 to PREDICATE-4)."""
    job = EndsOnTime(clock, ends=0, end=state)

    answers = (job.done(), job.running(), job.cancelled(), job.in_final_state())

    assert answers == (
        state is JobStatus.DONE,
        state is JobStatus.RUNNING,
        state is JobStatus.CANCELLED,
        state in JOB_MACHINE.finals,
    )


@pytest.mark.parametrize("end", sorted(JOB_MACHINE.finals))
def test_waiting_ends_with_the_job(clock: Clock, end: JobStatus) -> None:
    """The status is asked every `wait` seconds until it is final, however the job went (WAIT-2, WAIT-3, WAIT-7)."""
    job = EndsOnTime(clock, ends=0.25, end=end)

    job.wait_for_final_state(wait=0.1)

    assert clock.slept == [0.1, 0.1, 0.1]


def test_waiting_asks_every_five_seconds_unless_told_otherwise(clock: Clock) -> None:
    """Without `wait`, queries are 5 seconds apart."""
    EndsOnTime(clock, ends=7).wait_for_final_state()

    assert clock.slept == [5, 5]


@pytest.mark.parametrize("timeout", [None, 0, 1.0])
def test_a_job_that_has_ended_is_not_waited_for(clock: Clock, timeout: float | None) -> None:
    """Waiting for a final job returns at once, whatever the timeout (WAIT-8)."""
    EndsOnTime(clock, ends=0).wait_for_final_state(timeout=timeout, wait=0.1)

    assert clock.slept == []


@pytest.mark.parametrize(("timeout", "slept"), [(0, []), (0.25, [0.125, 0.125]), (0.1875, [0.125, 0.0625])])
def test_waiting_gives_up_on_time(clock: Clock, timeout: float, slept: list[float]) -> None:
    """When the time is up, neither earlier nor later, the wait is over (WAIT-4, WAIT-5, WAIT-6, WAIT-10)."""
    job = EndsOnTime(clock, ends=9)

    with pytest.raises(JobTimeoutError, match=f"job-1 was not final within {timeout} s"):
        job.wait_for_final_state(timeout=timeout, wait=0.125)

    assert clock.slept == slept


def test_the_callback_is_told_of_every_query(clock: Clock) -> None:
    """The callback is called after each query, `wait` seconds apart, and sees the end (CALLBACK-5, -6, -9)."""
    seen: list[tuple[float, JobStatus]] = []
    job = EndsOnTime(clock, ends=0.25)

    job.wait_for_final_state(wait=0.125, callback=lambda _, status, __: seen.append((clock.now, status)))

    assert seen == [(100.0, JobStatus.RUNNING), (100.125, JobStatus.RUNNING), (100.25, JobStatus.DONE)]


def test_what_the_callback_raises_comes_through(clock: Clock) -> None:
    """A user stops a wait by raising (CALLBACK-7)."""

    def stop(*_: object) -> None:
        raise LookupError("enough")

    with pytest.raises(LookupError, match="enough"):
        EndsOnTime(clock, ends=9).wait_for_final_state(callback=stop)

    assert clock.slept == []
