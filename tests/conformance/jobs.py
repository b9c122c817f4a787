"""Job classes and harnesses that the tests of the engine judge: good, broken, hanging, and impossible to start."""

from __future__ import annotations

import itertools
import os
import random
import threading
import time
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference import AerJob, JobV1
from qjobspec_reference.harness import AerJobHarness


class Good(AerJobHarness):
    """The reference."""


class _Starts(AerJobHarness):
    """Starts the job class that it names."""

    job: type[AerJob] = AerJob

    def start(self, work: Any) -> AerJob:
        """Make a job of that class."""
        return self.job(self.made_of["backend"], f"job-{next(self._numbers)}", work, self.made_of["qobj"])


class _SaysRunning(AerJob):
    def status(self) -> JobStatus:
        status = super().status()
        return JobStatus.RUNNING if status is JobStatus.DONE else status


class NeverDone(_Starts):
    """Its jobs never say DONE."""

    job = _SaysRunning


class _Waits(AerJob):
    def result(self, timeout: float | None = None) -> Any:
        threading.Event().wait()


class _SaysRunningAndKeepsQuiet(_SaysRunning):
    def wait_for_final_state(self, timeout: Any = None, wait: Any = 5, callback: Any = None) -> None:
        while not AerJob.in_final_state(self) and AerJob.status(self) is not JobStatus.DONE:
            if callback is not None:
                callback(self.job_id(), self.status(), self)
            time.sleep(wait)


class KeepsQuiet(_Starts):
    """Its jobs never say DONE, neither by status() nor to a callback."""

    job = _SaysRunningAndKeepsQuiet


class NeverReturns(_Starts):
    """Its result() waits for something that nobody does."""

    job = _Waits


class _Spins(AerJob):
    def result(self, timeout: float | None = None) -> Any:
        while True:
            pass


class Spins(_Starts):
    """Its result() runs in circles."""

    job = _Spins


class _CountsCallers(AerJob):
    """Wrong only for whoever asks a third time."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._asked = itertools.count(1)

    def backend(self) -> Any:
        return super().backend() if next(self._asked) < 3 else object()


class WrongTheThirdTime(_Starts):
    """Needs more calls than the core makes."""

    job = _CountsCallers


class _Rolls(AerJob):
    #: Dice that outlive the job, so that another run of the same example goes on where this one ends.
    _DICE = random.Random(1)

    def status(self) -> JobStatus:
        return self._DICE.choice([JobStatus.QUEUED, JobStatus.INITIALIZING])


class Rolls(_Starts):
    """Says something else each time."""

    job = _Rolls


class Submitted:
    """Hands out jobs that are already submitted."""

    profile = "jobv1"
    lacks = frozenset({"submit"})

    def start(self, work: Any) -> AerJob:
        """Make a job and submit it."""
        job = AerJob(None, "only", work, None)
        job.submit()
        return job


class _NoQobj(JobV1):
    """Everything of AerJob but qobj()."""

    def __init__(self, job_id: str, work: Any) -> None:
        super().__init__(None, job_id)
        self._under = AerJob(None, job_id, work, None)

    def submit(self) -> None:
        self._under.submit()

    def status(self) -> JobStatus:
        return self._under.status()

    def result(self, timeout: float | None = None) -> Any:
        return self._under.result(timeout)

    def cancel(self) -> bool:
        return self._under.cancel()


class WithoutQobj:
    """Its jobs have no qobj()."""

    profile = "aer-job"

    def start(self, work: Any) -> JobV1:
        """Make a job without one."""
        return _NoQobj("job-1", work)


class AnyJob(Submitted):
    """The common core of all jobs, which knows no submit()."""

    profile = "job"
    lacks = frozenset()


class CannotStart:
    """Its start() raises."""

    profile = "aer-job"

    def start(self, work: Any) -> AerJob:
        """Fail."""
        raise OSError("no simulator\nhere")


class _EndsItsProcess(AerJob):
    def status(self) -> JobStatus:
        os._exit(7)


class EndsItsProcess(_Starts):
    """Its status() ends the process."""

    job = _EndsItsProcess


class CannotBeMade:
    """Its constructor raises."""

    profile = "aer-job"

    def __init__(self) -> None:
        raise ValueError("no token")

    def start(self, work: Any) -> AerJob:
        """Never be called."""
        raise NotImplementedError


class NoProfile:
    """Says nothing of a profile."""

    def start(self, work: Any) -> AerJob:
        """Never be called."""
        raise NotImplementedError


class UnknownProfile(NoProfile):
    """Names a profile that there is not."""

    profile = "ibmq"


class NoStart:
    """Has a profile and nothing else."""

    profile = "aer-job"


class UnknownRole(Good):
    """Fills a role that there is not."""

    errors = {"lateness": "TooLate"}


class OwnRole(Good):
    """Fills a role with one class of its own."""

    errors = {"timeout": "TooLate", "failed": ("A", "B")}


class LacksResult(Good):
    """Lacks what cannot be lacked."""

    lacks = "result"


class NoSlots(Good):
    """Runs no jobs at all."""

    slots = 0


not_a_class = Good()
