"""What can be wrong with the result of a job: when it is asked for, what is kept of it, and what is made of it."""

from __future__ import annotations

import time
from dataclasses import asdict, replace
from typing import Any

from qjobspec_reference.client import Refused
from qjobspec_reference.errors import (
    IBMQJobApiError,
    IBMQJobFailureError,
    QiskitError,
    RuntimeJobFailureError,
    RuntimeJobMaxTimeoutError,
)
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.outcome import Outcome
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.results import Result
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2
from qjobspec_reference.runtime import job_v2 as v2
from qjobspec_reference.runtime.program import Program

from .sin import committed, sin

_IBM = (("ibmq", "ibmq-job"), ("managed", "managed-job"))


def _made_up() -> Result:
    return Result("a_backend", "1.0.0", None, "a-job", success=True, results=[])


_TOO_OFTEN = {"RESOURCE-1": "two questions lie closer together than the profile allows"}


# How often it asks


@sin("RESULT-9", "ibmq-job", IBMQJob, "result", also=_TOO_OFTEN)
def asks_twice_as_often(original: Any, self: IBMQJob, timeout: Any = None, wait: float = 5, **more: Any) -> Any:
    return original(self, timeout, wait / 2, **more)


@sin("RESULT-9", "runtime-job", RuntimeJob, "result", also=_TOO_OFTEN)
def asks_every_second_whatever_wait_is(
    original: Any, self: RuntimeJob, timeout: Any = None, wait: float = 5, **more: Any
) -> Any:
    return original(self, timeout, min(wait, 1.0), **more)


@sin("RESULT-9", "runtime-job", Program, "_is_final", also=_TOO_OFTEN)
def makes_sure_of_a_new_state(original: Any, self: Program, call: Any) -> Any:
    before = self._knowledge.state
    final = original(self, call)
    return original(self, call) if not final and self._knowledge.state is not before else final


# What it keeps


@sin("RESULT-10", "ibmq-job", Outcome, "result")
def never_refreshes(original: Any, self: Outcome, deadline: Any, record: Any, *, is_fresh: bool) -> Any:
    return original(self, deadline, record, is_fresh=False)


@sin("RESULT-10", "managed-job", ManagedJob, "result")
def does_not_pass_the_wish_for_a_fresh_one_on(
    original: Any, self: ManagedJob, timeout: Any = None, partial: bool = False, refresh: bool = False
) -> Any:
    return original(self, timeout, partial, False)


@sin("RESULT-10", "ibmq-job", Outcome, "result")
def refreshes_with_the_address_of_yesterday(
    original: Any, self: Outcome, deadline: Any, record: Any, *, is_fresh: bool
) -> Any:
    found = original(self, deadline, record, is_fresh=is_fresh and not hasattr(self, "_once"))
    self._once = True  # type: ignore[attr-defined]
    return found


def _fetches_each_time(original: Any, self: Outcome, deadline: Any, record: Any, *, is_fresh: bool) -> Any:
    return original(self, deadline, record, is_fresh=True)


def _fetches_again_after_a_while(original: Any, self: Outcome, deadline: Any, record: Any, *, is_fresh: bool) -> Any:
    if time.monotonic() - getattr(self, "_when", time.monotonic()) > 0.5:
        self._document = None
    self._when = time.monotonic()  # type: ignore[attr-defined]
    return original(self, deadline, record, is_fresh=is_fresh)


def _asks_how_the_job_is_first(original: Any, self: Outcome, deadline: Any, record: Any, *, is_fresh: bool) -> Any:
    if self._document is not None:
        self._service.status()
    return original(self, deadline, record, is_fresh=is_fresh)


for _name, _profile in _IBM:
    for _function in (_fetches_each_time, _fetches_again_after_a_while, _asks_how_the_job_is_first):
        _called = f"{_name}{_function.__name__}"
        _change = (Outcome, "result", lambda *args, _f=_function, _o=Outcome.result, **named: _f(_o, *args, **named))
        committed(_called, "RESULT-11", _profile, _change, also={"RESOURCE-2": "a final state is asked for again"})


@sin("RESULT-12", "ibmq-job", Outcome, "result")
def makes_a_result_up(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    return _made_up()


@sin("RESULT-12", "ibmq-job", Outcome, "result", also={"RESULT-1": "there is none"})
def gives_up_before_it_asks(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    raise IBMQJobApiError("there may be a result")


# A result that can be read once


def _on_a_refusal(instead: Any) -> Any:
    def result(self: Outcome, *args: Any, **named: Any) -> Any:
        try:
            return _RESULT(self, *args, **named)
        except Refused as refused:
            if refused.code == 410:
                return instead()
            raise

    return result


_RESULT = Outcome.result


def _fails() -> Any:
    raise IBMQJobFailureError("no result: use error_message()")


committed(
    "takes_a_consumed_result_for_an_empty_one",
    "RESULT-13",
    "ibmq-job",
    (Outcome, "result", _on_a_refusal(_made_up)),
    also={"RESULT-29": "it tells of no experiment"},
)
committed(
    "takes_a_consumed_result_for_a_failure",
    "RESULT-13",
    "ibmq-job",
    (Outcome, "result", _on_a_refusal(_fails)),
    also={"RESILIENCE-1": "it is not the error of a fault", "CONCURRENCY-4": "the other handle was told a result"},
)
committed("gives_none_for_a_consumed_result", "RESULT-13", "ibmq-job", (Outcome, "result", _on_a_refusal(lambda: None)))


# A part of one


@sin("RESULT-14", "ibmq-job", Outcome, "partial")
def throws_the_part_away(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    original(self, *args, **named)


@sin("RESULT-14", "ibmq-job", Outcome, "partial", also={"RESULT-4": "there is none later"})
def gives_the_part_once(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    if hasattr(self, "_gave"):
        return None
    self._gave = True  # type: ignore[attr-defined]
    return original(self, *args, **named)


@sin("RESULT-14", "managed-job", ManagedJob, "result")
def does_not_pass_the_wish_for_a_part_on(
    original: Any, self: ManagedJob, timeout: Any = None, partial: bool = False, refresh: bool = False
) -> Any:
    return original(self, timeout, False, refresh)


@sin("RESULT-15", "ibmq-job", Outcome, "partial")
def gives_a_part_without_experiments(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    return original(self, *args, **named) or replace(_made_up(), success=False)


@sin("RESULT-15", "ibmq-job", Outcome, "partial")
def takes_no_part_for_a_fault_of_the_service(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    if (found := original(self, *args, **named)) is None:
        raise IBMQJobApiError("there is no part of a result")
    return found


for _name, _profile in _IBM:

    def _as_a_success(self: Outcome, *args: Any, _original: Any = Outcome.partial, **named: Any) -> Any:
        found = _original(self, *args, **named)
        return found and replace(found, success=True)

    committed(f"{_name}_calls_a_part_a_success", "RESULT-16", _profile, (Outcome, "partial", _as_a_success))


@sin("RESULT-17", "ibmq-job", Result, "get_counts")
def counts_nothing(original: Any, self: Result, experiment: Any = None) -> Any:
    try:
        return original(self, experiment)
    except QiskitError:
        return {}


@sin("RESULT-17", "ibmq-job", Result, "get_counts")
def raises_what_python_raises(original: Any, self: Result, experiment: Any = None) -> Any:
    return self.results[experiment].data["counts"]


# What is raised instead


@sin("RESULT-27", "runtime-job-v2", RuntimeJobV2, "_failure")
def takes_lateness_for_a_failure(original: Any, self: RuntimeJobV2, deadline: Any) -> Any:
    return RuntimeJobFailureError(str(original(self, deadline)))


@sin("RESULT-27", "runtime-job-v2", RuntimeJobV2, "_failure")
def takes_a_failure_for_lateness(original: Any, self: RuntimeJobV2, deadline: Any) -> Any:
    return RuntimeJobMaxTimeoutError(str(original(self, deadline)))


committed(
    "knows_another_code_for_lateness", "RESULT-27", "runtime-job-v2", (v2, "_code", lambda said: 1304 if said else None)
)


# What is handed out


@sin("RESULT-28", "ibmq-job", Outcome, "result", also={"RESULT-29": "its user has emptied it"})
def hands_out_its_own(original: Any, self: Outcome, *args: Any, **named: Any) -> Any:
    if not hasattr(self, "_ours"):
        self._ours = original(self, *args, **named)  # type: ignore[attr-defined]
    return self._ours  # type: ignore[attr-defined]


@sin("RESULT-28", "runtime-job", RuntimeJob, "result")
def hands_out_what_it_decoded(original: Any, self: RuntimeJob, *args: Any, decoder: Any = None, **named: Any) -> Any:
    if decoder is not None or not hasattr(self, "_ours"):
        found = original(self, *args, decoder=decoder, **named)
        if decoder is not None:
            return found
        self._ours = found  # type: ignore[attr-defined]
    return self._ours  # type: ignore[attr-defined]


@sin("RESULT-29", "ibmq-job", IBMQJob, "result")
def returns_a_document(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    return asdict(original(self, *args, **named))


@sin("RESULT-29", "ibmq-job", IBMQJob, "result", also={"RESULT-1": "counts are missing"})
def leaves_the_last_experiment_out(original: Any, self: IBMQJob, *args: Any, **named: Any) -> Any:
    found = original(self, *args, **named)
    return replace(found, results=found.results[:-1])


@sin("RESULT-29", "managed-job", ManagedJob, "result")
def returns_a_list(original: Any, self: ManagedJob, *args: Any, **named: Any) -> Any:
    found = original(self, *args, **named)
    return found and list(found.results)
