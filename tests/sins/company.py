"""Sins of jobs in several threads and loops, and of what jobs take (CONCURRENCY, RESOURCE)."""

from __future__ import annotations

import asyncio
import threading
from contextlib import contextmanager
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference.client import web
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.progress import Progress
from qjobspec_reference.ibmq.watch import Watch
from qjobspec_reference.jobv1 import JobV1
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.waiting import Polling

from .sin import Change, committed, sin

IBMQ, MANAGED, OLD, V2 = "ibmq-job", "managed-job", "runtime-job", "runtime-job-v2"
_RAISES = {"STATUS-10": "what does not work raises"}


@sin("CONCURRENCY-1", V2, Program, "_state", also=_RAISES)
def belongs_to_one_thread(original: Any, self: Any) -> Any:
    self.thread = getattr(self, "thread", None) or threading.current_thread()
    if self.thread is not threading.current_thread():
        raise RuntimeError("a job belongs to the thread that has used it first")
    return original(self)


@contextmanager
def _busy(self: Any) -> Any:
    if getattr(self, "is_busy", False):
        raise RuntimeError("the job is being asked")
    self.is_busy = True
    try:
        yield
    finally:
        self.is_busy = False


@sin("CONCURRENCY-1", IBMQ, Progress, "ask")
def serves_one_thread_at_a_time(original: Any, self: Any) -> Any:
    with _busy(self):
        return original(self)


@sin("CONCURRENCY-1", MANAGED, Progress, "ask")
def serves_one_at_a_time(original: Any, self: Any) -> Any:
    with _busy(self):
        return original(self)


def _locking(owner: Any, name: str) -> Change:
    original = vars(owner)[name]

    def locked(self: Any, *args: Any, **named: Any) -> Any:
        with vars(self).setdefault("_lock_of_all", threading.RLock()):
            return original(self, *args, **named)

    return owner, name, locked


committed("is_locked_while_it_waits", "CONCURRENCY-2", V2, _locking(Program, "_wait"), _locking(Program, "_state"))
committed("is_locked_while_it_asks", "CONCURRENCY-2", OLD, _locking(Program, "_is_final"), _locking(Program, "_state"))
committed("is_locked_while_it_fetches", "CONCURRENCY-2", V2, _locking(Program, "_text"), _locking(Program, "_state"))
committed("locks_its_progress", "CONCURRENCY-2", IBMQ, _locking(Progress, "wait"), _locking(Progress, "ask"))
committed("locks_the_job_of_a_set", "CONCURRENCY-2", MANAGED, _locking(Progress, "wait"), _locking(Progress, "ask"))


@sin("CONCURRENCY-3", V2, Program, "_state", also=_RAISES)
def runs_a_loop_of_its_own(original: Any, self: Any) -> Any:
    async def asked() -> Any:
        return original(self)

    coroutine = asked()
    try:
        return asyncio.run(coroutine)
    finally:
        coroutine.close()


@sin("CONCURRENCY-3", IBMQ, Progress, "wait", also={"RESULT-2": "result() comes back early, with an error"})
def runs_a_loop_to_wait(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    async def waited() -> Any:
        return original(self, *args, **named)

    coroutine = waited()
    try:
        return asyncio.run(coroutine)
    finally:
        coroutine.close()


@sin("CONCURRENCY-4", V2, Program, "cancel", also={"CANCEL-14": "what was asked for is told before the service has decided"})
def knows_better_than_the_service(original: Any, self: Any) -> None:
    original(self)
    self._knowledge.learn(JobStatus.CANCELLED)


@sin("CONCURRENCY-4", IBMQ, IBMQJob, "cancel")
def counts_as_cancelled_once_that_was_wanted(original: Any, self: Any) -> Any:
    said = original(self)
    self._progress._knowledge.learn(JobStatus.CANCELLED)
    return said


@sin("RESOURCE-1", V2, Program, "_is_final")
def asks_twice_each_time(original: Any, self: Any, call: Any) -> Any:
    original(self, call)
    return original(self, call)


@sin("RESOURCE-1", OLD, Polling, "__init__")
def asks_a_little_early(original: Any, self: Any, wait: float, budget: Any) -> None:
    original(self, wait * 0.9, budget)


@sin("RESOURCE-1", IBMQ, Polling, "__init__")
def asks_for_a_job_of_hours_each_second(original: Any, self: Any, wait: float, budget: Any) -> None:
    original(self, min(wait, 1.0), budget)


@sin("RESOURCE-2", V2, Program, "_state")
def asks_although_it_is_over(original: Any, self: Any) -> Any:
    self._service.record()
    return original(self) if self._knowledge.is_final else self._knowledge.learn(self._state_in(self._service._record))


@sin("RESOURCE-2", IBMQ, JobV1, "in_final_state")
def asks_to_be_sure_of_the_end(original: Any, self: Any) -> Any:
    if self._progress.is_final:
        self._service.status()
    return original(self)


@sin("RESOURCE-3", V2, Program, "_state")
def asks_each_time_to_be_sure(original: Any, self: Any) -> Any:
    if not self._knowledge.is_final:
        self._service.record()
    return original(self)


@sin("RESOURCE-3", IBMQ, JobV1, "done")
def asks_for_the_record_too(original: Any, self: Any) -> Any:
    told = original(self)
    self._service.record()
    return told


@sin("RESOURCE-4", V2, Program, "job_id")
def looks_its_id_up(original: Any, self: Any) -> Any:
    self._service.record()
    return original(self)


@sin("RESOURCE-4", IBMQ, JobV1, "job_id")
def asks_for_its_own_name(original: Any, self: Any) -> Any:
    self._service.record()
    return original(self)


def _may_be_repeated(request: Any, fault: Any) -> bool:
    del request
    return bool(fault.passes)


committed("sends_a_change_again", "RESOURCE-5", V2, (web, "_may_be_repeated", _may_be_repeated))
committed("cancels_as_often_as_it_takes", "RESOURCE-5", IBMQ, (web, "_may_be_repeated", _may_be_repeated))


def _lingering(*, daemon: bool) -> None:
    threading.Thread(target=threading.Event().wait, name="lingers", daemon=daemon).start()


@sin("RESOURCE-6", V2, Program, "_wait", also={"RESOURCE-7": "the thread is also left behind"})
def keeps_the_program_alive(original: Any, self: Any, *args: Any) -> Any:
    _lingering(daemon=False)
    return original(self, *args)


@sin("RESOURCE-7", V2, Program, "_wait")
def leaves_a_thread_behind(original: Any, self: Any, *args: Any) -> Any:
    _lingering(daemon=True)
    return original(self, *args)


@sin("RESOURCE-7", IBMQ, Watch, "_leave")
def leaves_its_websocket_open(original: Any, self: Any) -> None:
    del original
    _KEPT.append(self._websocket)
    self._websocket = None


@sin("RESOURCE-7", V2, RuntimeJobV2, "status")
def leaves_a_watchdog_behind(original: Any, self: Any) -> Any:
    _lingering(daemon=True)
    return original(self)


_KEPT: list[Any] = []
