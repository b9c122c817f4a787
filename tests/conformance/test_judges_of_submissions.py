"""Judges of managed jobs and of sets read histories that nobody has run: what the reference is too orderly to show."""

from __future__ import annotations

from typing import Any

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.events import (
    Answered,
    Asked,
    Called,
    Error,
    Event,
    Fault,
    Moved,
    Raised,
    Returned,
    Used,
    Value,
    Warned,
)
from qjobspec_conformance.examples import Arguments, Example, Lent, Origin, Program
from qjobspec_conformance.histories import History
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.services import Plot

MAIN, POOL, SERVICE = "main", "thread-1", "service"
NONE = Value("NoneType")
LATE = Error(("IBMQJobTimeoutError", "Exception"), "late", 90)
WRONG = Error(("KeyError", "Exception"), "wrong", 91)
MANAGED = profile("managed-job")


def history(origin: Origin, *events: Event, given: Arguments = (), ended: float = 50.0) -> History:
    """A history of a managed job, or of a set, in which this happened."""
    return History(
        subject="nobody:Nothing",
        profile=MANAGED,
        errors=MANAGED.errors,
        example=Example(Plot(), Program(((),)), origin=origin, given=given),
        lacks=frozenset(),
        offers={},
        made_of={},
        thing=1,
        events=events,
        ended=ended,
        job="job-1",
    )


def saw(name: str, read: History) -> list[str | None]:
    """What a judge sees."""
    return [finding.saw for finding in JUDGES[name](read)]


def called(member: str, at: float = 0.0, number: int = 1, job: int = 0, **arguments: Any) -> Called:
    """The user calls a member."""
    return Called(at, MAIN, number, job, member, tuple(arguments.items()))


def returned(value: Value = NONE, at: float = 0.0, number: int = 1) -> Returned:
    """A call comes back."""
    return Returned(at, MAIN, number, value)


def used(what: str, does: str, at: float = 1.0, thread: str = POOL, **given: Value) -> Used:
    """What was lent is used."""
    return Used(at, thread, 1, what, does, tuple(given.items()))


def moved(job: str, state: JobStatus, at: float) -> Moved:
    """The service says so."""
    return Moved(at, SERVICE, job, state.value, state)


def asked(
    number: int, role: str = "submit", *, at: float = 1.0, content: str | None = None, job: str | None = None
) -> Asked:
    """A request."""
    return Asked(at, POOL, number, role, "POST", "http://q.test", job, content)


SUBMIT = called("submit", job_name="study", circuits=Lent("circuits"), executor=Lent("executor"))
CIRCUITS = Value("list", thing=2, like=2, content='["bell"]')
LENT = used("circuits", "lent", 0.0, MAIN, circuits=CIRCUITS)
TAKEN = (SUBMIT, LENT, used("executor", "takes", 0.0, MAIN), returned())


def test_a_submit_that_raises_or_hangs_has_not_come_back_at_once() -> None:
    """It has to return, whatever it is given."""
    raised = history(Origin.PREPARED, SUBMIT, Raised(0.0, MAIN, 1, WRONG))

    assert saw("SUBMIT-9", raised) == ["submit() raised KeyError: wrong after 0 s"]
    assert saw("SUBMIT-9", history(Origin.PREPARED, SUBMIT)) == ["submit() never came back"]


def test_a_submit_that_is_over_at_once_shows_nothing() -> None:
    """Whether it has waited for a submission that takes no time, nobody can tell."""
    ends = used("executor", "begins", 0.0), used("executor", "ends", 0.0)

    assert saw("SUBMIT-9", history(Origin.PREPARED, *TAKEN, *ends)) == []


def test_a_job_that_does_without_its_backend_is_judged_by_its_requests() -> None:
    """The request that makes the job has to come from the executor, and under the lock."""
    alone = history(Origin.PREPARED, *TAKEN, asked(1))
    pooled = history(Origin.PREPARED, *TAKEN, used("executor", "begins"), used("submit_lock", "taken"), asked(1))

    assert saw("SUBMIT-10", alone) == ["the job was submitted in a thread that is not the executor's"]
    assert saw("SUBMIT-11", alone) == ["the job was submitted without the lock"]
    assert (saw("SUBMIT-10", pooled), saw("SUBMIT-11", pooled)) == ([None], [None])


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ({"title": Value("str", "study"), "qobj": CIRCUITS}, [None, None]),
        ({"job_name": Value("str", "study"), "qobj": Value("list", thing=9, like=9, content='["bell"]')}, [None, None]),
        (
            {"job_name": Value("str", "study"), "qobj": Value("X", thing=9, like=9)},
            [None, "the backend was given other circuits"],
        ),
        ({"qobj": CIRCUITS}, ["job_name was given as 'study', and not handed on", None]),
    ],
)
def test_a_backend_may_have_names_of_its_own(given: dict[str, Value], fault: list[str | None]) -> None:
    """An argument is handed on under whatever name, and circuits in whatever list."""
    assert saw("SUBMIT-12", history(Origin.PREPARED, *TAKEN, used("backend", "runs", **given))) == fault


def test_a_submission_that_has_not_ended_is_not_judged_as_one() -> None:
    """Neither as a failure nor as something to wait for."""
    running = history(Origin.PREPARED, *TAKEN, used("executor", "begins"), used("backend", "runs"), called("result", 2.0, 2))

    assert saw("SUBMIT-13", running) == saw("RESULT-21", running) == []


def test_a_failure_that_the_run_does_not_outlast_is_not_judged() -> None:
    """Nobody had the time to tell of it."""
    failed = (used("executor", "begins"), used("backend", "runs"), used("backend", "refuses"), used("executor", "ends"))

    assert saw("SUBMIT-13", history(Origin.PREPARED, *TAKEN, *failed, ended=1.0)) == []
    assert saw("SUBMIT-13", history(Origin.PREPARED, *TAKEN, *failed)) == ["the submission failed, and nobody was warned"]


def test_a_status_that_never_comes_back_says_nothing() -> None:
    """Before the job is submitted, too."""
    assert saw("STATUS-14", history(Origin.PREPARED, called("status"))) == []
    assert saw("STATUS-13", history(Origin.PREPARED, called("status"))) == []


def test_a_failed_submission_needs_no_state() -> None:
    """And is no longer before the submission, as far as it is told."""
    failed = (used("executor", "begins"), used("backend", "runs"), used("backend", "refuses"), used("executor", "ends"))
    told = (called("status", 2.0, 2), returned(NONE, 2.0, 2))
    warned = Warned(1.0, POOL, "warnings", "UserWarning", "it failed")
    read = history(Origin.PREPARED, *TAKEN, *failed, warned, *told)

    assert saw("STATUS-14", read) == []
    assert saw("STATUS-13", read) == [None]
    assert saw("SUBMIT-13", read) == [None, None]


def _waiting(end: Event | None, timeout: float | None) -> History:
    """A result() that began while the job was being submitted, which took until 5 s."""
    begins = called("result", 1.0, 2) if timeout is None else called("result", 1.0, 2, timeout=timeout)
    over = (used("executor", "begins", 1.0), begins, used("executor", "ends", 5.0))
    return history(Origin.PREPARED, *TAKEN, *over, *([end] if end is not None else []))


@pytest.mark.parametrize(
    ("end", "timeout", "kept"),
    [
        (returned(NONE, 6.0, 2), None, [True]),
        (None, None, [False]),
        (returned(NONE, 5.0, 2), 4.0, []),
        (Raised(3.0, MAIN, 2, LATE), 2.0, [True]),
        (Raised(9.0, MAIN, 2, LATE), 2.0, [False]),
        (Raised(2.0, MAIN, 2, LATE), 2.0, [False]),
        (Raised(3.0, MAIN, 2, WRONG), 2.0, [False]),
    ],
)
def test_a_result_waits_for_the_submission_or_for_its_time(
    end: Event | None, timeout: float | None, kept: list[bool]
) -> None:
    """Whatever comes first; at the same moment either will do."""
    assert [fault is None for fault in saw("RESULT-21", _waiting(end, timeout))] == kept


def test_a_cancel_explains_why_nobody_waits() -> None:
    """A submission that was called off is not waited for."""
    off = (called("cancel", 2.0, 3), returned(NONE, 2.0, 3))
    read = _waiting(returned(NONE, 2.0, 2), None)

    assert saw("RESULT-21", History(**{**_fields(read), "events": (*read.events, *off)})) == []


def _fields(read: History) -> dict[str, Any]:
    return {name: getattr(read, name) for name in History.__dataclass_fields__}


GIVEN: Arguments = (("names", ("first", "second")), ("per_job", 1), ("tags", ("bell",)))


def of_a_set(*events: Event) -> History:
    """A history of a set of two jobs."""
    return history(Origin.SET, *events, given=GIVEN)


def test_a_set_of_which_nothing_is_known_is_not_judged() -> None:
    """Neither how many jobs it has, nor which experiments are whose."""
    found = (called("job", experiment="first"), returned(Value("tuple", thing=3, like=3, content="[null,7]")))

    for name in ("SET-1", "SET-3", "SET-4", "SET-5", "SET-10"):
        assert saw(name, of_a_set(*found, called("statuses", 1.0, 2), returned(NONE, 1.0, 2))) == []


def test_experiments_without_names_are_nobodys() -> None:
    """What was submitted cannot be told then."""
    jobs = Value("list", thing=4, like=4, parts=(Value("Job", thing=5, like=5),))
    made = (asked(1, content='{"qObject": {"experiments": [{}]}}'), moved("a", JobStatus.QUEUED, 1.0))
    whose = (
        called("managed_jobs", 2.0),
        returned(jobs, 2.0),
        called("status", 2.0, 2, 1),
        asked(2, "status", at=2.0, job="a"),
    )

    assert saw("SET-1", of_a_set(*made, *whose)) == saw("SET-3", of_a_set(*made, *whose)) == []


def test_results_that_never_come_are_late() -> None:
    """With a timeout they have to be."""
    running = moved("a", JobStatus.RUNNING, 0.0)

    assert saw("SET-6", of_a_set(running, called("results", timeout=1.0))) == ["results(timeout=1.0) never came back"]
    assert saw("SET-7", of_a_set(running, called("results", timeout=1.0))) == []
    assert saw("SET-9", of_a_set(called("error_messages"))) == []


def test_a_set_whose_jobs_all_end_in_time_is_not_late() -> None:
    """To say so all the same is to have given up."""
    done = moved("a", JobStatus.DONE, 2.0)
    gave_up = of_a_set(done, called("results", 3.0, timeout=30.0), Raised(33.0, MAIN, 1, LATE))

    assert len(saw("SET-6", gave_up)) == 1
    assert saw("SET-6", of_a_set(done, called("results", 3.0, timeout=30.0), returned(NONE, 3.0))) == []


def test_a_full_house_that_stays_full_is_nobodys_fault() -> None:
    """There is no room as long as no other job has ended."""
    full = Answered(1.0, SERVICE, 1, "400", faults=(Fault("too-many-jobs"),))

    assert saw("SUBMIT-14", of_a_set(asked(1), full)) == []
    assert (
        len(saw("SUBMIT-14", of_a_set(moved("a", JobStatus.QUEUED, 0.0), asked(1), full, moved("a", JobStatus.DONE, 9.0))))
        == 1
    )
