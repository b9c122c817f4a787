"""What can be wrong with a wait at a service: how long it lasts, what ends it, and what its callback is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from qjobspec_reference.client import Deadline, Fault
from qjobspec_reference.errors import RuntimeJobTimeoutError
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq import job as ibmq
from qjobspec_reference.ibmq.callbacks import Caller
from qjobspec_reference.ibmq.watch import Watch
from qjobspec_reference.runtime import RuntimeJobV2
from qjobspec_reference.runtime import job as v1
from qjobspec_reference.runtime import job_v2 as v2
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.waiting import Budget, Polling

from .sin import committed, sin

_SLOW = {
    "CONCURRENCY-2": "one call holds up another",
    "RESOURCE-6": "it waits for what never comes",
    "RESILIENCE-6": "it goes on asking",
}


class _Endless(Budget):
    """A budget whose questions may take as long as they take."""

    def __init__(self, timeout: float | None, overrun: float) -> None:
        super().__init__(timeout, overrun)
        self.deadline = Deadline(None)


class _Generous(Budget):
    """A budget that gives each question as long as the whole call has."""

    def __init__(self, timeout: float | None, overrun: float) -> None:
        super().__init__(timeout, overrun)
        self.deadline = Deadline(None if timeout is None else 2 * max(0.0, timeout) + overrun + 10.0)


@contextmanager
def _whatever_it_takes(self: Deadline, seconds: float) -> Iterator[None]:
    yield


@contextmanager
def _longer(self: Deadline, seconds: float, _original: Any = Deadline.nearer) -> Iterator[None]:
    with _original(self, 10.0 + 2 * seconds):
        yield


_MODULES = {"ibmq-job": ibmq, "runtime-job": v1, "runtime-job-v2": v2}

for _profile, _module in _MODULES.items():
    _name = _profile.replace("-", "_")
    for _kind, _nearer, _says in (
        (_Endless, _whatever_it_takes, "waits_for_an_answer_for_ever"),
        (_Generous, _longer, "is_patient_with_an_answer"),
    ):
        _changes = (_module, "Budget", _kind), (Deadline, "nearer", _nearer)
        committed(f"{_name}_{_says}", "TIMEOUT-7", _profile, *_changes, also=_SLOW)
        committed(f"{_name}_{_says}_while_it_waits", "WAIT-13", _profile, *_changes, also=_SLOW)

_changes = (ibmq, "Budget", _Endless), (Deadline, "nearer", _whatever_it_takes)
committed("managed_waits_for_an_answer_for_ever", "TIMEOUT-7", "managed-job", *_changes, also=_SLOW)


@sin("WAIT-11", "ibmq-job", Watch, "next", also={"RESILIENCE-10": "a silent websocket", "CALLBACK-6": "it hears nothing"})
def trusts_a_silent_websocket(original: Any, self: Watch, seconds: float) -> Any:
    if self._websocket is not None and self._chances:
        self._polling.go_on()
        return self._heard(min(seconds, 30.0, max(0.1, self._budget.left())))
    return original(self, seconds)


@sin("WAIT-11", "ibmq-job", IBMQJob, "wait_for_final_state")
def has_a_nap_after_the_end(
    original: Any, self: IBMQJob, timeout: Any = None, wait: Any = None, callback: Any = None
) -> Any:
    original(self, timeout, wait, callback)
    if timeout is None:
        Deadline().sleep(ibmq._BOUNDS.result_lag + 0.5)


_CLOCK = {"RESILIENCE-11": "it is late whatever the clock says"}
committed("asks_every_five_seconds", "WAIT-11", "runtime-job-v2", (v2, "_WAIT", 5.0), also=_CLOCK)
committed("asks_every_second", "WAIT-11", "runtime-job-v2", (v2, "_WAIT", 1.0), also=_CLOCK)


for _profile, _class in (("ibmq-job", IBMQJob), ("runtime-job-v2", RuntimeJobV2)):
    _name = _profile.replace("-", "_")

    def _late(self: Any, timeout: Any = None, *more: Any, _original: Any = _class.wait_for_final_state, **named: Any) -> Any:
        return _original(self, timeout and timeout + 10.0, *more, **named)

    _change = (_class, "wait_for_final_state", _late)
    committed(f"{_name}_waits_ten_seconds_more", "WAIT-12", _profile, _change, also=_CLOCK)


@sin("WAIT-12", "runtime-job-v2", Polling, "due", also={"WAIT-11": "it sleeps too long"})
def sleeps_in_steps_of_two_seconds(original: Any, self: Polling) -> Any:
    return max(2.0, original(self))


@sin("WAIT-14", "runtime-job-v2", RuntimeJobV2, "wait_for_final_state", also={"RESILIENCE-1": "what fails is passed over"})
def takes_the_end_of_a_connection_for_that_of_the_job(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    try:
        original(self, timeout)
    except v2.IBMRuntimeError:
        return


@sin("WAIT-14", "runtime-job-v2", Program, "_wait", also={"RESILIENCE-6": "it gives up", "RESULT-2": "it gives up"})
def waits_for_the_first_fault(original: Any, self: Any, budget: Any, wait: float) -> Any:
    try:
        with self._service.client.call(budget.deadline) as call:
            while not self._is_final(call):
                budget.deadline.sleep(min(wait, budget.left()))
                if not budget.left():
                    raise RuntimeJobTimeoutError("it is late")
    except Fault:
        pass
    return self._knowledge.state


# The callback


_OTHER_PLACES = {"CALLBACK-11": "it tells other places", "CALLBACK-12": "it tells other places"}


@sin("CALLBACK-10", "ibmq-job", Caller, "_call")
def leaves_the_queue_out(original: Any, self: Caller) -> Any:
    callback = self._callback
    if callback is not None:
        self._callback = lambda *arguments, **_: callback(*arguments)
    original(self)
    self._callback = callback


@sin("CALLBACK-10", "ibmq-job", Caller, "_call", also=_OTHER_PLACES)
def tells_of_no_queue(original: Any, self: Caller) -> Any:
    look = self._look
    self._look = lambda: (look()[0], None)
    original(self)
    self._look = look


@sin("CALLBACK-10", "ibmq-job", Caller, "_call", also=_OTHER_PLACES)
def tells_the_place_of_before(original: Any, self: Caller) -> Any:
    look, now = self._look, self._look()[1]
    self._look = lambda: (look()[0], getattr(self, "_before", now))
    original(self)
    self._look, self._before = look, now  # type: ignore[attr-defined]


@sin("CALLBACK-11", "ibmq-job", Caller, "heard")
def says_the_same_again(original: Any, self: Caller) -> Any:
    self._told = None
    original(self)


@sin("CALLBACK-11", "ibmq-job", Caller, "heard")
def compares_by_identity(original: Any, self: Caller) -> Any:
    if self._wait is None and self._look()[1] is not None:
        self._told = None
    original(self)


@sin("CALLBACK-11", "ibmq-job", Caller, "keep_up")
def calls_back_every_two_seconds_by_default(original: Any, self: Caller) -> Any:
    if self._wait is None and self._told is not None:
        self._call()
    original(self)


@sin("CALLBACK-12", "ibmq-job", Caller, "heard")
def overlooks_the_queue(original: Any, self: Caller) -> Any:
    state, _ = self._look()
    if self._wait is None and getattr(self, "_state", None) is state:
        return
    self._state = state  # type: ignore[attr-defined]
    original(self)


@sin("CALLBACK-12", "ibmq-job", Caller, "heard")
def overlooks_that_the_queue_is_over(original: Any, self: Caller) -> Any:
    state, queue = self._look()
    if self._wait is None and queue is None and state.value == "RUNNING":
        return
    original(self)


@sin("CALLBACK-12", "ibmq-job", Caller, "heard")
def overlooks_an_unknown_place(original: Any, self: Caller) -> Any:
    queue = self._look()[1]
    if self._wait is None and queue is not None and queue.position is None:
        return
    original(self)


# Lateness


@sin("ERROR-9", "runtime-job-v2", RuntimeJobV2, "result")
def has_two_kinds_of_lateness(original: Any, self: RuntimeJobV2, *args: Any, **named: Any) -> Any:
    try:
        return original(self, *args, **named)
    except RuntimeJobTimeoutError as error:
        raise RuntimeResultTimeoutError(str(error)) from error


@sin("ERROR-9", "runtime-job-v2", RuntimeJobV2, "wait_for_final_state")
def waits_too_long_in_another_class(original: Any, self: RuntimeJobV2, timeout: Any = None) -> Any:
    try:
        original(self, timeout)
    except RuntimeJobTimeoutError as error:
        raise RuntimeResultTimeoutError(str(error)) from error


class RuntimeResultTimeoutError(RuntimeJobTimeoutError):
    """The result was not there in time."""
