"""The service: a table of jobs that events move. It has no socket and no clock; whoever calls it says what time it is.

What happened until a moment is worked off, in its order, before anything else happens at it, so that the same calls at the
same moments give the same histories. It is not to be called from two threads at once.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from .circuits import circuits
from .ids import job_id
from .jobs import Entry, Job, Order
from .line import Line
from .plots import Cancel, Delivery, Plot
from .programs import Program, usual
from .samples import ProgramError, Samples
from .steps import Step

#: The reason why a job failed that was to fail, and the codes that go with reasons.
FAILURE = "Error in circuit: the instruction is not supported by the backend"
FAILURE_CODE = 1517
TOO_LONG = "Job ran longer than its maximum execution time"
TOO_LONG_CODE = 1305


class UnknownJobError(LookupError):
    """There is no job of this id."""

    def __init__(self, job_id: str) -> None:
        super().__init__(f"Job {job_id} not found")
        self.job_id = job_id


class Service:
    """Jobs, the line before the machine, and what the machine has produced.

    `pace` stretches what plots say about time (0: everything happens at once), `slots` is how many jobs run at once.
    """

    def __init__(
        self,
        *,
        seed: int = 0,
        slots: int = 1,
        pace: float = 1.0,
        program: Program | None = None,
        ids: Callable[[str, int, int], str] = job_id,
    ) -> None:
        self.seed = seed
        self._pace = pace
        self._program = program or usual()
        self._ids = ids
        self._jobs: dict[str, Job] = {}
        self._by_number: dict[int, str] = {}
        self._count = 0
        self._line = Line(slots)
        self._due: list[tuple[float, int, Step]] = []
        self._products: dict[str, tuple[Samples, ...]] = {}

    # What users do

    def submit(self, order: Order, plot: Plot, moment: float) -> Job:
        """Take a job; one whose input is still to come waits for `supply`, any other goes on at once."""
        self.advance(moment)
        self._count += 1
        name = self._ids(order.family, self._count, self.seed)
        begin = Step.CREATING if order.inputs is None else Step.QUEUED
        job = Job(name, self._count, order, plot, (Entry(begin, moment),))
        self._by_number[job.number] = name
        self._entered(job)
        self.advance(moment)
        return self._jobs[name]

    def supply(self, job_id: str, inputs: object, moment: float) -> Job:
        """Give a job its input; `IllegalMoveError` if it has that."""
        job = self.job(job_id, moment)
        self._entered(replace(job, order=replace(job.order, inputs=inputs)).moved(Step.CREATED, moment))
        return self.job(job_id, moment)

    def cancel(self, job_id: str, moment: float) -> bool:
        """Ask for a job to stop, and say whether that is accepted."""
        job = self.job(job_id, moment)
        if job.has_ended or job.plot.cancel is Cancel.REFUSED:
            return False
        if job.plot.cancel is Cancel.ACCEPTED:
            self._interrupted(job, Step.CANCELLED, moment)
        return True

    def delete(self, job_id: str, moment: float) -> bool:
        """Forget a job that has ended; say whether it had."""
        job = self.job(job_id, moment)
        if job.has_ended:
            del self._jobs[job_id], self._by_number[job.number]
            self._products.pop(job_id, None)
        return job.has_ended

    def rename(self, job_id: str, name: str, moment: float) -> Job:
        """Give a job another name."""
        job = self.job(job_id, moment)
        self._jobs[job_id] = replace(job, order=replace(job.order, name=name))
        return self._jobs[job_id]

    def tag(self, job_id: str, tags: Iterable[str], moment: float) -> Job:
        """Give a job these tags instead of its own, each once."""
        job = self.job(job_id, moment)
        self._jobs[job_id] = replace(job, order=replace(job.order, tags=tuple(dict.fromkeys(tags))))
        return self._jobs[job_id]

    def read(self, job_id: str, moment: float) -> None:
        """Note that the result of a job has been read."""
        self._jobs[job_id] = replace(self.job(job_id, moment), is_read=True)

    # What only the service does

    def finish(self, job_id: str, moment: float) -> Job:
        """Let a running job succeed now; `IllegalMoveError` if it does not run."""
        return self._interrupted(self.job(job_id, moment), Step.COMPLETED, moment)

    def fail(self, job_id: str, moment: float) -> Job:
        """Let a job fail now; `IllegalMoveError` if it has ended."""
        return self._interrupted(self.job(job_id, moment), Step.FAILED, moment)

    def advance(self, moment: float) -> None:
        """Work off whatever happens until `moment`, in its order."""
        while self._due and self._due[0][0] <= moment:
            due, number, step = heapq.heappop(self._due)
            job = self._jobs.get(self._by_number.get(number, ""))
            if job is None or job.step is not step:
                continue  # it has gone another way in the meantime
            if step is Step.QUEUED:
                self._call(due)
            else:
                self._entered(job.moved(job.plot.after(step), due))

    # What there is to see

    def job(self, job_id: str, moment: float) -> Job:
        """A job as it is; `UnknownJobError` if there is none of this id."""
        self.advance(moment)
        if job_id not in self._jobs:
            raise UnknownJobError(job_id)
        return self._jobs[job_id]

    def jobs(self, moment: float) -> Iterator[Job]:
        """Every job, the newest first."""
        self.advance(moment)
        return reversed(self._jobs.values())

    def place(self, job: Job, moment: float) -> tuple[int, float, float] | None:
        """The place of a job in the queue, from 1, and when it is likely to start and to be complete; `None` elsewhere."""
        if job.step is not Step.QUEUED:
            return None
        hold, run = (self._lasting(job, step) for step in (Step.QUEUED, Step.RUNNING))
        left = max(0.0, job.since + hold - moment)
        others = self._line.place(job.since + hold, job.number)
        strangers = -(-job.plot.ahead * left // hold) if hold else 0
        start = moment + max(left, self._line.wait(others, run))
        return 1 + others + int(strangers), start, start + run

    def waiting(self) -> int:
        """How many jobs wait in the queue."""
        return len(self._line)

    def products(self, job: Job) -> tuple[Samples, ...] | None:
        """What a job that has run gave: all of it, or as much as it got to; `None` if there is nothing to read."""
        made = self._products.get(job.job_id)
        if made is None or (job.is_read and job.plot.delivery is Delivery.ONCE):
            return None
        if job.step is Step.FAILED:
            return made[: min(job.plot.partial, len(made) - 1)] or None
        return made if job.step is Step.COMPLETED else None

    def interim(self, job: Job, moment: float, parts: int) -> Iterator[tuple[float, tuple[Samples, ...]]]:
        """What a job has published while it runs, and when: its shots in `parts`, evenly over the time that it takes."""
        began, made = job.at(Step.RUNNING), self._products.get(job.job_id)
        if began is None or made is None:
            return
        until = moment if not job.has_ended else job.since
        lasting = self._lasting(job, Step.RUNNING)
        for number in range(parts):
            published = began + lasting * (number + 1) / (parts + 1)
            if published <= until:
                yield published, tuple(each.part(number, parts) for each in made)

    def estimate(self, job: Job) -> float:
        """How many seconds a job is expected to run."""
        return self._lasting(job, Step.RUNNING)

    def histories(self) -> Mapping[str, Job]:
        """Every job by its id, as it was left."""
        return dict(self._jobs)

    # How jobs move

    def _interrupted(self, job: Job, step: Step, moment: float) -> Job:
        """End a job before its time."""
        ended = job.moved(step, moment)
        if job.step is Step.QUEUED:
            self._line.leave(self._turn(job), job.number)
        self._entered(ended)
        return self._jobs[job.job_id]

    def _entered(self, job: Job) -> None:
        """Keep a job that has just come to its step, and note when it will leave it."""
        job = self._explained(self._run(job) if job.step is Step.RUNNING else job)
        self._jobs[job.job_id] = job
        if job.has_ended and job.before is Step.RUNNING:
            self._line.free()
            self._call(job.since)
        elif job.step is Step.QUEUED:
            self._line.join(self._turn(job), job.number)
        if not job.has_ended and job.step is not Step.CREATING:
            heapq.heappush(self._due, (job.since + self._lasting(job, job.step), job.number, job.step))

    def _call(self, moment: float) -> None:
        """Give every free place to whose turn it is."""
        while (number := self._line.take(moment)) is not None:
            job = self._jobs[self._by_number[number]]
            called = job.moved(job.plot.after(Step.QUEUED), moment)
            if called.has_ended:
                self._line.free()
            self._entered(called)

    def _run(self, job: Job) -> Job:
        """Let the machine run what the job asks for; if it cannot, the job is one that fails, and says why."""
        try:
            asked = circuits(job.order.family, job.order.inputs)
            self._products[job.job_id] = self._program(asked, f"{self.seed}/{job.number}")
        except ProgramError as error:
            return replace(job, plot=replace(job.plot, end=Step.FAILED, partial=0), reason=str(error), code=FAILURE_CODE)
        return job

    def _explained(self, job: Job) -> Job:
        if job.step is Step.RAN_TOO_LONG:
            return replace(job, reason=TOO_LONG, code=TOO_LONG_CODE)
        if job.step is Step.FAILED and job.reason is None:
            return replace(job, reason=FAILURE, code=FAILURE_CODE)
        return job

    def _turn(self, job: Job) -> float:
        """When the turn of a queued job comes at the earliest."""
        return job.since + self._lasting(job, Step.QUEUED)

    def _lasting(self, job: Job, step: Step) -> float:
        return self._pace * job.plot.lasts[step]
