"""Judges of several threads, event loops and objects at once (CONCURRENCY)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, ruling
from ..histories import History
from .asking import asked_by
from .disturbances import is_only_slow
from .knowing import state_told
from .resources import LOOKING, WAITING
from .words import seen

#: What a user calls to look after a job while a call waits for it.
_BESIDE: Final = (*LOOKING, "cancel")

#: How many seconds a call may need at a service that is slow and answers.
_PATIENT: Final = 200.0


def every_thread_is_served(history: History) -> Iterator[Finding]:
    """CONCURRENCY-1."""
    if not is_only_slow(history):
        return
    main = next((call.began.thread for call in history.all_calls), None)
    for call in history.all_calls:
        beside = call.began.thread != main or any(_overlap(call, other) for other in history.all_calls)
        if beside and not _was_cut_off(history, call):
            yield ruling(_does_not_work(history, call), *call.proof)


def a_wait_holds_nobody_up(history: History) -> Iterator[Finding]:
    """CONCURRENCY-2."""
    for call in history.calls(*_BESIDE):
        if (
            any(_waits_beside(call, wait) for wait in history.calls(*WAITING))
            and (own := _own_delay(history, call)) is not None
        ):
            held = call.elapsed is None or call.elapsed > own + 1e-6
            fault = f"{call.began.member}() {seen(call)}, while another thread waited for the job"
            yield ruling(fault if held else None, *call.proof)


def every_loop_is_served(history: History) -> Iterator[Finding]:
    """CONCURRENCY-3."""
    for call in in_loops(history):
        yield ruling(_does_not_work(history, call), *call.proof)


def two_handles_come_to_one_end(history: History) -> Iterator[Finding]:
    """CONCURRENCY-4: a service that tells two ends is not to be reconciled by any client."""
    ends = {each.answered.state for each in history.exchanges if each.answered is not None}
    if len(ends & history.profile.machine.finals) > 1:
        return
    told = [(call, state) for call in history.all_calls if (state := state_told(history, call)) is not None]
    for call, state in told:
        for other, another in told:
            if call.began.job < other.began.job:
                fault = f"one handle says {state}, and another {another}" if state is not another else None
                yield ruling(fault, *call.proof, *other.proof)


def in_loops(history: History) -> Iterator[Call]:
    """The calls that were made inside a running event loop, by the steps of the program."""
    for lane in history.example.program.lanes:
        steps = iter(lane)
        thread = _thread_of(history, lane)
        own = [call for call in history.all_calls if call.began.thread == thread and not _is_nested(history, call)]
        for step, call in zip(steps, own, strict=False):
            if step.in_loop and step.member == call.began.member:
                yield call


def _thread_of(history: History, lane: object) -> str:
    number = next(index for index, each in enumerate(history.example.program.lanes, start=1) if each is lane)
    return "main" if number == 1 else f"lane-{number}"


def _is_nested(history: History, call: Call) -> bool:
    """Whether it was made by a callback, or is how the job came about."""
    outer = (other for other in history.all_calls if other.began.thread == call.began.thread)
    made = call.began.member in ("constructor", "run")
    return made or any(other.is_under_way(call.position) for other in outer)


def _was_cut_off(history: History, call: Call) -> bool:
    """Whether nobody waited for the call: it had begun shortly before the run ended because it took too long in all."""
    ended = history.hung is not None and history.hung.verdict == "overrun"
    return call.end is None and ended and history.ended - call.began.at < _PATIENT


def _does_not_work(history: History, call: Call) -> str | None:
    """What is wrong with how `call` came back: with an error that no document names, or never although the job has ended."""
    if call.end is None:
        is_stuck = history.hung is not None and (history.hung.verdict != "overrun" or history.final_at is not None)
        return f"{call.began.member}() {seen(call)}" if is_stuck else None
    if call.error is None or call.error.name in ("CallbackError", "NotImplementedError"):
        return None
    named = [names for role, names in history.errors.items() if role is not ErrorRole.API]
    is_named = any(call.error.is_a(names) for names in named)
    is_owed = any(not each.is_good for each in asked_by(history, call))
    fits = is_named or (is_owed and call.error.is_a(history.errors.get(ErrorRole.API, ())))
    return None if fits else f"{call.began.member}() {seen(call)}"


def _overlap(one: Call, other: Call) -> bool:
    return one.began.thread != other.began.thread and one.overlaps(other)


def _waits_beside(call: Call, wait: Call) -> bool:
    """Whether `wait` was waiting in another thread when `call` began, and not just about to come back."""
    return _overlap(call, wait) and wait.began.at < call.began.at < wait.end_at


def _own_delay(history: History, call: Call) -> float | None:
    """How long the service took for what `call` itself asked; `None` if something went wrong with that, or had before."""
    own = asked_by(history, call)
    if any(each.failed for each in own) or any(_asks_for_peace(each) for each in history.exchanges):
        return None
    return sum(each.ends - each.asked.at for each in own)


def _asks_for_peace(exchange: Exchange) -> bool:
    return exchange.answered is not None and exchange.answered.said in ("429", "503")


JUDGES = {
    "CONCURRENCY-1": every_thread_is_served,
    "CONCURRENCY-2": a_wait_holds_nobody_up,
    "CONCURRENCY-3": every_loop_is_served,
    "CONCURRENCY-4": two_handles_come_to_one_end,
}
