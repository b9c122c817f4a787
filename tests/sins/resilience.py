"""Sins of jobs whose service fails, stutters or has learnt new words (RESILIENCE)."""

from __future__ import annotations

import time
import warnings
from types import SimpleNamespace
from typing import Any

from qjobspec import JobStatus
from qjobspec_reference import waiting
from qjobspec_reference.client import Fault, Refused, Unreachable, Unreadable, web
from qjobspec_reference.errors import RuntimeJobFailureError
from qjobspec_reference.ibmq.outcome import Outcome
from qjobspec_reference.ibmq.progress import Progress
from qjobspec_reference.ibmq.watch import Watch
from qjobspec_reference.knowledge import Knowledge, UnknownWord
from qjobspec_reference.runtime.program import Program
from qjobspec_reference.runtime.service import ProgramService

from .sin import committed, sin

IBMQ, MANAGED, OLD, V2 = "ibmq-job", "managed-job", "runtime-job", "runtime-job-v2"


@sin("RESILIENCE-1", IBMQ, Progress, "ask")
def lets_the_library_speak(original: Any, self: Any) -> Any:
    try:
        return original(self)
    except Unreachable as fault:
        raise ConnectionError(str(fault)) from None


@sin("RESILIENCE-1", V2, Program, "_learn")
def tells_of_its_insides(original: Any, self: Any, record: Any) -> Any:
    return original(self, {"state": record["state"]})


@sin("RESILIENCE-1", OLD, Program, "_state")
def calls_a_refusal_a_failure(original: Any, self: Any) -> Any:
    try:
        return original(self)
    except self._api as error:
        raise (RuntimeJobFailureError(str(error)) if isinstance(error.__cause__, Refused) else error) from None


@sin("RESILIENCE-2", IBMQ, Knowledge, "meaning")
def reads_capitals_alone(original: Any, self: Any, word: Any) -> Any:
    if isinstance(word, str) and not word.isupper():
        raise UnknownWord(self._job_id, word)
    return original(self, word)


@sin("RESILIENCE-2", OLD, Knowledge, "meaning")
def takes_small_letters_for_a_job_that_runs(original: Any, self: Any, word: Any) -> Any:
    return JobStatus.RUNNING if isinstance(word, str) and word.islower() else original(self, word)


@sin("RESILIENCE-3", IBMQ, Progress, "ask")
def guesses_that_it_runs(original: Any, self: Any) -> Any:
    try:
        return original(self)
    except UnknownWord:
        return JobStatus.RUNNING


@sin("RESILIENCE-3", V2, Program, "_state")
def keeps_the_word_to_itself(original: Any, self: Any) -> Any:
    try:
        return original(self)
    except self._api as error:
        raise (
            self._api("the service says what nobody knows") if isinstance(error.__cause__, UnknownWord) else error
        ) from None


committed("waits_for_a_word_that_it_knows", "RESILIENCE-4", V2, (UnknownWord, "passes", True))


@sin("RESILIENCE-4", IBMQ, Progress, "hear")
def polls_until_it_knows_a_word(original: Any, self: Any, news: Any) -> Any:
    try:
        return original(self, news)
    except UnknownWord:
        return self.state


@sin("RESILIENCE-5", IBMQ, Progress, "ask")
def stays_broken(original: Any, self: Any) -> Any:
    if hasattr(self, "broken"):
        raise self.broken
    try:
        return original(self)
    except Fault as fault:
        self.broken = fault
        raise


@sin("RESILIENCE-5", V2, ProgramService, "logs")
def asks_for_its_logs_once(original: Any, self: Any) -> Any:
    if hasattr(self, "has_asked"):
        raise Unreadable("there are no logs")
    self.has_asked = True
    told = original(self)
    del self.has_asked
    return told


committed("dies_of_one_fault", "RESILIENCE-6", V2, (waiting, "BACK_OFF", ()))
committed("gives_a_queue_up_for_one_fault", "RESILIENCE-6", IBMQ, (waiting, "BACK_OFF", ()))
committed("knocks_again_at_once", "RESILIENCE-7", V2, (web, "retry_after", lambda _: None))
committed(
    "waits_for_half_the_time",
    "RESILIENCE-7",
    IBMQ,
    (web, "retry_after", lambda headers: float(headers.get("Retry-After", 0)) / 2),
)


@sin("RESILIENCE-8", IBMQ, Progress, "hear")
def needs_every_field(original: Any, self: Any, news: Any) -> Any:
    if "kind" not in news:
        raise Unreadable("there is no kind")
    return original(self, news)


@sin("RESILIENCE-8", V2, Program, "_learn")
def knows_every_field(original: Any, self: Any, record: Any) -> Any:
    if "field_of_the_future" in record:
        raise TypeError("unexpected field_of_the_future")
    return original(self, record)


@sin("RESILIENCE-8", MANAGED, Progress, "hear")
def is_at_a_loss_without_a_field(original: Any, self: Any, news: Any) -> Any:
    if "kind" not in news:
        raise Unreadable("there is no kind")
    return original(self, news)


@sin("RESILIENCE-9", IBMQ, Outcome, "result", also={"RESILIENCE-5": "the same call fails again"})
def remembers_that_it_had_no_result(original: Any, self: Any, *args: Any, **named: Any) -> Any:
    if hasattr(self, "fault"):
        raise self.fault
    try:
        return original(self, *args, **named)
    except Fault as fault:
        self.fault = fault
        raise


@sin("RESILIENCE-9", V2, ProgramService, "result")
def takes_a_refusal_for_an_empty_result(original: Any, self: Any, deadline: Any = None) -> Any:
    try:
        return original(self, deadline)
    except Refused:
        self._text = "null"
        raise


@sin("RESULT-4", V2, ProgramService, "result", also={"RESULT-11": "it fetches what it has fetched"})
def lets_its_result_expire(original: Any, self: Any, deadline: Any = None) -> Any:
    self._text = None
    return original(self, deadline)


@sin("RESILIENCE-10", IBMQ, Watch, "_leave")
def warns_of_its_websocket(original: Any, self: Any) -> None:
    if self._chances < 3:
        warnings.warn("the websocket is lost", stacklevel=1)
    original(self)


@sin("RESILIENCE-10", IBMQ, Watch, "_heard")
def needs_its_websocket(original: Any, self: Any, seconds: float) -> Any:
    chances = self._chances
    heard = original(self, seconds)
    if self._chances < chances:
        raise Unreadable("the websocket is lost")
    return heard


@sin("RESILIENCE-10", IBMQ, Watch, "next")
def listens_and_does_not_ask(original: Any, self: Any, seconds: float) -> Any:
    return original(self, seconds) if self._websocket is None else self._heard(min(seconds, 3600.0))


def _now() -> float:
    return time.time()


_BY_THE_WALL = SimpleNamespace(monotonic=_now)

committed("measures_by_the_wall", "RESILIENCE-11", IBMQ, (waiting, "time", _BY_THE_WALL))
committed("counts_the_hours_of_the_wall", "RESILIENCE-11", V2, (waiting, "time", _BY_THE_WALL))
committed("reads_the_clock_of_the_wall", "RESILIENCE-11", MANAGED, (waiting, "time", _BY_THE_WALL))


@sin(
    "RESILIENCE-12",
    IBMQ,
    Knowledge,
    "learn",
    also={
        "REFRESH-4": "refresh() hears the same",
        "STATUS-2": "status() tells what was believed",
        "RESOURCE-2": "what is not believed to be over is asked for",
    },
)
def believes_the_last_answer(original: Any, self: Any, state: JobStatus) -> JobStatus:
    del original
    self._state = state
    return state


@sin(
    "RESILIENCE-12",
    V2,
    Program,
    "inputs",
    also={"STATUS-2": "status() tells what was believed", "RESOURCE-2": "what is not believed to be over is asked for"},
)
def believes_any_record(original: Any, self: Any) -> Any:
    self._knowledge._state = self._state_in(self._service.record())
    return original
