"""The service, driven by events at moments of our choosing."""

from __future__ import annotations

import itertools
from types import MappingProxyType
from typing import Any

import pytest

from qjobspec import JOB_MACHINE, JobStatus
from qjobspec_reference.service import (
    BELL,
    MEANING,
    PLOTS,
    IllegalMoveError,
    Job,
    Order,
    Service,
    Step,
    UnknownJobError,
    bell,
    plot,
)

LATE = 100_000.0


def service(**said: Any) -> Service:
    """A service that samples Bell circuits."""
    return Service(program=bell, **said)


def submitted(served: Service, name: str = "done", moment: float = 0.0, inputs: Any = MappingProxyType({})) -> str:
    """The id of a new job; without inputs it is one of ibmq, that waits for them."""
    family = "ibmq" if inputs is None else "runtime"
    return served.submit(Order(family, "machine", inputs=inputs), plot(name), moment).job_id


def steps(job: Job) -> list[tuple[str, float]]:
    """The history of a job, in short."""
    return [(entry.step.value, round(entry.moment, 3)) for entry in job.history]


def test_a_job_takes_its_steps_at_their_moments() -> None:
    """A job whose input arrives is validated, queued and run, each for as long as its plot says."""
    served = service()
    job_id = submitted(served, inputs=None)
    before = served.job(job_id, 60.0)

    served.supply(job_id, {}, 61.0)

    assert before.status is JobStatus.INITIALIZING
    assert steps(served.job(job_id, LATE)) == [
        ("creating", 0.0),
        ("created", 61.0),
        ("validating", 61.1),
        ("validated", 61.3),
        ("queued", 61.4),
        ("running", 61.9),
        ("completed", 63.9),
    ]


def test_an_input_is_supplied_once() -> None:
    """A job that has its input takes no other."""
    served = service()
    job_id = submitted(served, inputs=None)
    served.supply(job_id, {}, 1.0)

    with pytest.raises(IllegalMoveError, match=f"job {job_id} is created and cannot become created"):
        served.supply(job_id, {}, 1.0)


def test_jobs_run_one_after_the_other() -> None:
    """With one place, a job starts when the one before it has ended, and knows its place until then."""
    served = service()
    first, second, third = (submitted(served) for _ in range(3))

    place = served.place(served.job(third, 1.0), 1.0)

    assert place == (2, 5.0, 7.0)
    assert served.waiting() == 2
    assert [served.job(each, LATE).at(Step.RUNNING) for each in (first, second, third)] == [0.5, 2.5, 4.5]


def test_places_run_at_once() -> None:
    """With three places, three jobs run at once."""
    served = service(slots=3)
    jobs = [submitted(served) for _ in range(4)]

    assert [served.job(each, LATE).at(Step.RUNNING) for each in jobs] == [0.5, 0.5, 0.5, 2.5]


def test_strangers_leave_the_queue_one_by_one() -> None:
    """The jobs of other people before a job grow fewer until its turn has come."""
    served = service()
    job_id = submitted(served, "queued")

    places = [served.place(served.job(job_id, moment), moment) for moment in (0.0, 1800.0, 3599.0, 3600.5)]

    assert [place and place[0] for place in places] == [13, 7, 2, None]


def test_a_place_is_exact_when_everything_happens_at_once() -> None:
    """Without time there is nobody before a job but those who came before."""
    served = service(pace=0.0)
    job_id = submitted(served, "queued")

    assert served.job(job_id, 0.0).status is JobStatus.DONE
    assert served.job(job_id, 0.0).created == 0.0


@pytest.mark.parametrize(("moment", "before"), [(0.2, "queued"), (1.0, "running")])
def test_a_cancelled_job_makes_way(moment: float, before: str) -> None:
    """A job may be cancelled while it waits and while it runs; the next one goes on at once."""
    served = service()
    first, second = submitted(served), submitted(served)

    accepted = served.cancel(first, moment)

    cancelled = served.job(first, LATE)
    assert accepted
    assert cancelled.before.value == before
    assert steps(cancelled)[-1] == ("cancelled", moment)
    assert served.job(second, LATE).at(Step.RUNNING) == max(0.5, moment)
    assert served.products(cancelled) is None


def test_a_job_that_waits_for_its_input_may_be_cancelled() -> None:
    """Whoever cannot upload takes the job back."""
    served = service()
    job_id = submitted(served, inputs=None)

    assert served.cancel(job_id, 1.0)
    assert served.job(job_id, 1.0).status is JobStatus.CANCELLED


def test_a_cancellation_may_be_refused_or_come_to_nothing() -> None:
    """A plot refuses every cancellation, or accepts it and goes on; a job that has ended is never cancelled."""
    served = service(slots=3)
    refused, late, done = submitted(served, "cancel-refused"), submitted(served, "cancel-too-late"), submitted(served)

    answers = [served.cancel(refused, 1.0), served.cancel(late, 1.0), served.cancel(done, 50.0)]

    assert answers == [False, True, False]
    assert {served.job(each, LATE).status for each in (refused, late, done)} == {JobStatus.DONE}


@pytest.mark.parametrize(
    ("name", "status", "reason"),
    [
        ("failed", JobStatus.ERROR, "Error in circuit: the instruction is not supported by the backend"),
        ("ran-too-long", JobStatus.ERROR, "Job ran longer than its maximum execution time"),
        ("cancelled-by-the-service", JobStatus.CANCELLED, None),
    ],
)
def test_a_job_may_end_badly(name: str, status: JobStatus, reason: str | None) -> None:
    """A job that fails says why, and one that comes after it runs all the same."""
    served = service()
    job_id, following = submitted(served, name), submitted(served)

    job = served.job(job_id, LATE)

    assert (job.status, job.reason) == (status, reason)
    assert served.products(job) is None
    assert served.job(following, LATE).status is JobStatus.DONE


def test_a_program_that_cannot_run_fails_its_job() -> None:
    """The reason is the program's own."""
    served = service()
    job_id = submitted(served, inputs={"shots": -1})

    job = served.job(job_id, LATE)

    assert job.status is JobStatus.ERROR
    assert job.reason == "-1 shots: it takes a number from 1 to 100000"


def test_results_are_there_when_the_job_is_done() -> None:
    """Not before, and the same again for the same seed."""
    first, second, other = service(), service(), service(seed=7)
    ids = [submitted(each) for each in (first, second, other)]

    early = first.products(first.job(ids[0], 1.0))
    products = [each.products(each.job(job_id, LATE)) for each, job_id in zip((first, second, other), ids, strict=True)]

    assert early is None
    assert products[0] is not None
    assert products[0] == products[1] != products[2]
    assert sum(products[0][0].together().counts().values()) == 1024


def test_a_failed_job_may_have_a_part_of_its_results() -> None:
    """Never all of them."""
    served = service()
    two, one = ({"circuits": circuits} for circuits in ([BELL] * 2, [BELL]))
    ids = [submitted(served, "failed-partly", inputs=inputs) for inputs in (two, one)]

    products = [served.products(served.job(each, LATE)) for each in ids]

    assert [made and len(made) for made in products] == [1, None]


def test_a_result_that_can_be_read_once_is_gone_then() -> None:
    """Any other stays."""
    served = service(slots=2)
    once, often = submitted(served, "result-once"), submitted(served)

    for each in (once, often):
        served.job(each, LATE)
        served.read(each, LATE)

    assert served.products(served.job(once, LATE)) is None
    assert served.products(served.job(often, LATE)) is not None


def test_interim_results_are_the_parts_of_the_result() -> None:
    """They come one by one while the job runs, and together they are what it gives."""
    served = service()
    job_id = submitted(served)

    seen = [len(list(served.interim(served.job(job_id, moment), moment, 4))) for moment in (0.0, 0.95, 1.4, LATE)]
    parts = list(served.interim(served.job(job_id, LATE), LATE, 4))

    whole = served.products(served.job(job_id, LATE))
    assert whole is not None
    assert seen == [0, 1, 2, 4]
    assert b"".join(part[0].registers[0].packed for _, part in parts) == whole[0].registers[0].packed


def test_a_cancelled_job_publishes_no_more() -> None:
    """What was published until then stays."""
    served = service()
    job_id = submitted(served)
    served.cancel(job_id, 1.0)

    assert len(list(served.interim(served.job(job_id, LATE), LATE, 4))) == 1


def test_a_job_is_described_anew() -> None:
    """Names and tags change at any time; a tag stands once."""
    served = service()
    job_id = submitted(served)

    served.rename(job_id, "bell", 1.0)
    job = served.tag(job_id, ["a", "b", "a"], LATE)

    assert (job.order.name, job.order.tags) == ("bell", ("a", "b"))


def test_only_a_job_that_has_ended_is_forgotten() -> None:
    """Then nobody knows it, nor its results."""
    served = service()
    job_id = submitted(served)

    early, late = served.delete(job_id, 1.0), served.delete(job_id, LATE)

    assert (early, late) == (False, True)
    with pytest.raises(UnknownJobError, match=f"Job {job_id} not found"):
        served.job(job_id, LATE)


def test_jobs_are_listed_the_newest_first() -> None:
    """As every API lists them."""
    served = service()
    ids = [submitted(served) for _ in range(3)]

    assert [job.job_id for job in served.jobs(1.0)] == ids[::-1]
    assert served.histories().keys() == set(ids)


def test_a_job_can_be_finished_or_failed_by_hand() -> None:
    """A running job succeeds now; a waiting one can only fail."""
    served = service()
    running, waiting = submitted(served, "running"), submitted(served)

    with pytest.raises(IllegalMoveError, match="is queued and cannot become completed"):
        served.finish(waiting, 1.0)
    failed, finished = served.fail(waiting, 2.0), served.finish(running, 3.0)

    assert (failed.status, finished.status) == (JobStatus.ERROR, JobStatus.DONE)
    assert served.estimate(finished) == 3600.0


def test_no_history_ever_breaks_the_machine() -> None:
    """Every plot, cancelled at every moment, in a row that is always full."""
    served = service(slots=2)
    for number, name in enumerate([*PLOTS] * 4):
        family = ("ibmq", "runtime")[number % 2]
        job_id = submitted(served, name, float(number), None if family == "ibmq" else {})
        if family == "ibmq":
            served.supply(job_id, {}, number + 0.5)
        for each in list(served.histories())[number // 2 :: 7]:
            served.cancel(each, number + 0.9)
    served.advance(1e7)

    jobs = served.histories().values()

    assert len(jobs) == 4 * len(PLOTS)
    for job in jobs:
        told = [JOB_MACHINE.initial, *(MEANING[entry.step] for entry in job.history)]
        assert all(JOB_MACHINE.may_follow(*pair) for pair in itertools.pairwise(told))
        assert [entry.moment for entry in job.history] == sorted(entry.moment for entry in job.history)
        assert job.has_ended
