"""Judges of the callback of wait_for_final_state() (CALLBACK)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import pairwise
from typing import Final

from ..calls import Call
from ..events import CalledBack, Value
from ..findings import Finding, ruling
from ..histories import History
from .words import after, deadline, interval, is_paced, seen

MEMBER = "wait_for_final_state"
#: What a callback may ask that takes its time.
_WAITING: Final = frozenset({MEMBER, "result"})


def three_arguments_come(history: History) -> Iterator[Finding]:
    """CALLBACK-1."""
    for _, position, event in _all(history):
        named = {"queue_info"} & history.profile.members.keys()  # CALLBACK-10
        fits = len(event.arguments) == 3 and named.issuperset(event.keywords)  # noqa: PLR2004 - the number is the requirement
        given = [str(value) for value in event.arguments] + [f"{name}=…" for name in event.keywords]
        yield ruling(None if fits else f"the callback was called with ({', '.join(given)})", position)


def the_first_is_the_id(history: History) -> Iterator[Finding]:
    """CALLBACK-2."""
    told = next((call for call in history.calls("job_id") if call.value is not None), None)
    for _, position, event in _all(history):
        if told is not None and event.arguments:
            same = event.arguments[0] == told.value
            fault = None if same else f"the callback was given {event.arguments[0]}, and job_id() returned {told.value}"
            yield ruling(fault, position, *told.proof)


def the_second_is_the_last_status(history: History) -> Iterator[Finding]:
    """CALLBACK-3."""
    for _, position, event in _all(history):
        if len(event.arguments) > 1:
            given = event.arguments[1]
            if given.state is None:
                yield ruling(f"the callback was given {given} of type {given.type}", position)
            for status in _asked_inside(history, position):
                same = status.state is given.state
                fault = None if same else f"the callback was given {given} while status() said {status.state}"
                yield ruling(fault, position, *status.proof)


def the_third_is_the_job(history: History) -> Iterator[Finding]:
    """CALLBACK-4."""
    for _, position, event in _all(history):
        if len(event.arguments) > 2:  # noqa: PLR2004 - the third
            same = event.arguments[2].thing is not None and event.arguments[2].thing == history.thing
            yield ruling(None if same else f"the callback was given {event.arguments[2]}, not the job", position)


def callbacks_keep_their_distance(history: History) -> Iterator[Finding]:
    """CALLBACK-5: the one call for the final state may come as soon as that is known, and that for the last query too."""
    for call in filter(partial(is_paced, history), history.calls(MEMBER)):
        for (one, earlier), (other, later) in pairwise(history.callbacks(call)):
            too_soon = after(earlier.at + interval(history, call), later.at)
            limit = deadline(call)
            is_last = limit is not None and not after(limit, later.at)
            excused = is_last or (_is_final(history, later) and not _is_final(history, earlier))
            fault = f"the callback was called at {earlier.at:g} s and again at {later.at:g} s"
            yield ruling(fault if too_soon and not excused else None, one, other)


def callbacks_keep_coming(history: History) -> Iterator[Finding]:
    """CALLBACK-6: of callbacks that come back at once."""
    for call in filter(partial(is_paced, history), history.calls(MEMBER)):
        if _WAITING.intersection(getattr(call.argument("callback"), "asks", ())):
            continue
        end = _watched_until(history, call)
        if call.argument("callback") is None or end is None or not after(end, call.began.at + interval(history, call)):
            continue
        calls = [event.at for _, event in history.callbacks(call) if event.at <= end]
        for earlier, later in pairwise([call.began.at, *calls, end]):
            silent = after(later, earlier + interval(history, call))
            yield ruling(f"the callback was not called from {earlier:g} s to {later:g} s" if silent else None, *call.proof)


def what_a_callback_raises_is_raised(history: History) -> Iterator[Finding]:
    """CALLBACK-7."""
    for call in history.calls(MEMBER):
        message = getattr(call.argument("callback"), "raises", None)
        if message is not None and history.callbacks(call):
            fits = call.error is not None and call.error.name == "CallbackError" and call.error.message == message
            yield ruling(None if fits else f"the callback raised, but {MEMBER}() {seen(call)}", *call.proof)


def no_callback_comes_afterwards(history: History) -> Iterator[Finding]:
    """CALLBACK-8."""
    for call, position, event in _all(history):
        if call.end_position is not None and call.end is not None:
            late = position > call.end_position
            fault = f"{MEMBER}() had ended at {call.end.at:g} s when the callback was called at {event.at:g} s"
            yield ruling(fault if late else None, *call.proof, position)


def the_end_is_told(history: History) -> Iterator[Finding]:
    """CALLBACK-9."""
    for call in history.calls(MEMBER):
        told = [event for _, event in history.callbacks(call) if len(event.arguments) > 1]
        if call.value is not None and told and told[0].arguments[1].state not in history.profile.machine.finals:
            fits = any(_is_final(history, event) for event in told)
            yield ruling(None if fits else "the callback was never called with the final state", *call.proof)


def _all(history: History) -> Iterator[tuple[Call, int, CalledBack]]:
    for call in history.calls(MEMBER):
        for position, event in history.callbacks(call):
            yield call, position, event


def _asked_inside(history: History, position: int) -> Iterator[Call]:
    """What status() says to the callback itself, in the same breath."""
    event = history.events[position]
    for status in history.calls("status"):
        if status.position > position and status.began.at == event.at and status.began.thread == event.thread:
            if status.state is not None and history.phase_at(position) is not None:
                yield status
            return


def _is_final(history: History, event: CalledBack) -> bool:
    given: Value | None = event.arguments[1] if len(event.arguments) > 1 else None
    return given is not None and given.state in history.profile.machine.finals


def _watched_until(history: History, call: Call) -> float | None:
    """Until when the call waited for a job that was not final, or `None` if it never came back."""
    if call.end is None or not history.was_submitted(call):
        return None
    return call.end.at if history.final_at is None else min(call.end.at, history.final_at)


JUDGES = {
    "CALLBACK-1": three_arguments_come,
    "CALLBACK-2": the_first_is_the_id,
    "CALLBACK-3": the_second_is_the_last_status,
    "CALLBACK-4": the_third_is_the_job,
    "CALLBACK-5": callbacks_keep_their_distance,
    "CALLBACK-6": callbacks_keep_coming,
    "CALLBACK-7": what_a_callback_raises_is_raised,
    "CALLBACK-8": no_callback_comes_afterwards,
    "CALLBACK-9": the_end_is_told,
}
