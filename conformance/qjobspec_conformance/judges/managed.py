"""Judges of a job that answers `None` rather than raise (managed-job)."""

from __future__ import annotations

from collections.abc import Iterator

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Answered, Asked, CancelTaken, ResultTaken, Unreached, Warned
from ..findings import Finding, broken, ruling
from ..histories import History
from ..services import Plot
from .hearing import answers
from .records import spoilt_from
from .submissions import refused
from .words import fills, seen

#: What the table of perturbations calls a result that the service does not give, or not yet, or not any more.
_NOT_GIVEN = frozenset({"late-result", "result-consumed-once", "result-expires"})
#: What becomes of a request to cancel that is not accepted.
_NOT_CANCELLED = frozenset({"refused", "racing"})


def the_status_is_a_state_or_none(history: History) -> Iterator[Finding]:
    """STATUS-13: `None` has to have a reason."""
    for call in history.calls("status"):
        if call.value is None:
            continue
        if call.value.is_none:
            has_reason = not history.is_smooth or refused(history) is not None
            yield ruling(None if has_reason else "status() returned None, and nothing had gone wrong", *call.proof)
        else:
            known = call.state in history.profile.machine.states
            yield ruling(None if known else f"status() returned {call.value} of type {call.value.type}", *call.proof)


def without_a_result_it_is_none(history: History) -> Iterator[Finding]:
    """RESULT-18."""
    for call in history.calls("result"):
        if call.end is None or fills(history, ErrorRole.TIMEOUT, call.error) or call.argument("partial"):
            continue
        if _has_none(history, call) or (_is_not_given(history, call) and (call.value is None or call.value.is_none)):
            nothing = call.value is not None and call.value.is_none
            yield ruling(None if nothing else f"there is no result, and result() {seen(call)}", *call.proof)


def none_comes_with_a_warning(history: History) -> Iterator[Finding]:
    """RESULT-19."""
    for call in history.calls("result"):
        if call.value is not None and call.value.is_none:
            told = [event.message for _, event in history.during(call, Warned)]
            warned = any(message.strip() for message in told)
            yield ruling(None if warned else "result() returned None without a warning", *call.proof)


def a_result_is_kept(history: History) -> Iterator[Finding]:
    """RESULT-20: until the user changes one, of which RESULT-28 speaks."""
    calls = [call for call in history.calls("result") if not fills(history, ErrorRole.TIMEOUT, call.error)]
    for later in calls:
        if later.end is None or later.argument("refresh") or later.position > spoilt_from(history):
            continue
        before = (one for one in calls if one.until < later.position)
        alike = (one for one in before if bool(one.argument("partial")) == bool(later.argument("partial")))
        first = next((one for one in alike if one.value is not None and not one.value.is_none), None)
        if first is not None and first.value is not None:
            equal = later.value is not None and later.value.equals(first.value)
            fault = None if equal else f"result() returned {first.value}, then {later.value or later.error}"
            yield ruling(fault, *first.proof, *later.proof)


def a_refused_cancel_changes_nothing(history: History) -> Iterator[Finding]:
    """CANCEL-16."""
    for call in history.calls("cancel"):
        if not _came_to_nothing(history, call):
            continue
        yield ruling(f"cancel() {seen(call)}" if call.value is None else None, *call.proof)
        for status in history.calls("status"):
            if call.end_position is not None and status.position > call.end_position and status.value is not None:
                changed = status.state is JobStatus.CANCELLED and not _heard(history, status, JobStatus.CANCELLED)
                fault = "status() said CANCELLED, which the service has not" if changed else None
                yield ruling(fault, *call.proof, *status.proof)


def trouble_is_no_exception(history: History) -> Iterator[Finding]:
    """RESILIENCE-13."""
    troubled: set[str] = set()
    for call in history.calls("status", "result", "qobj", "error_message"):
        if call.end is None or fills(history, ErrorRole.TIMEOUT, call.error):
            continue
        member = call.began.member
        if _is_troubled(history, call):
            troubled.add(member)
            yield from _borne(history, call)
        elif member in troubled and (_is_answered(history, call) or _is_over(history, call)):
            silent = call.value is None or call.value.is_none
            fault = f"the service answers again, and {member}() {seen(call)}" if silent else None
            yield ruling(fault, *call.proof)


def _borne(history: History, call: Call) -> Iterator[Finding]:
    """What a call does while the service gives trouble: it does not raise, and claims nothing that nobody has told it."""
    member = call.began.member
    if call.error is not None:
        yield broken(f"{member}() {seen(call)}", *call.proof)
    elif member == "status":
        nobody = all(event.state is None for _, event in history.during(call, Answered))
        remembers = any(_heard(history, call, state) for state in history.profile.machine.finals)
        if nobody and not remembers and not _is_streaming(history):
            silent = call.value is not None and call.value.is_none
            yield ruling(None if silent else f"nobody has told it, and status() {seen(call)}", *call.proof)
    else:
        yield ruling(None, *call.proof)


def _is_troubled(history: History, call: Call) -> bool:
    """Whether there was trouble while a call lasted."""
    return bool(history.during(call, Unreached)) or any(_is_trouble(event) for _, event in history.during(call, Answered))


def _is_trouble(answered: Answered) -> bool:
    """Whether an answer is none that a client can use."""
    return bool(answered.faults) or answered.lasts is None or not _is_good(answered)


def _is_answered(history: History, call: Call) -> bool:
    """Whether the service has given what the call asked for."""
    if call.began.member == "error_message":
        return False
    if call.began.member == "result":
        return bool(history.during(call, ResultTaken))
    return any(_is_good(event) for _, event in history.during(call, Answered))


def _is_over(history: History, call: Call) -> bool:
    """Whether a `status()` could be answered: all trouble that was to come has come, and nobody was told to stay away."""
    plot = history.example.timeline
    if call.began.member != "status" or not isinstance(plot, Plot) or plot.departures != len(plot.strikes):
        return False
    unreached = [position for position, _ in history.happened(Unreached) if position < call.position]
    bad = [event for position, event in history.happened(Answered) if position < call.position and _is_trouble(event)]
    told_off = any(event.said in {"429", "503"} for event in bad)
    return len(unreached) + len(bad) == sum(strike.burst for strike in plot.strikes) and not told_off


def _is_good(event: Answered) -> bool:
    return event.said.startswith("2") or event.said == "websocket"


def _has_none(history: History, call: Call) -> bool:
    """Whether the job had ended without a result when `call` came back."""
    return history.is_smooth and history.has_ended_by(call) and history.ending is not JobStatus.DONE


def _is_not_given(history: History, call: Call) -> bool:
    """Whether the job had ended with a result that the service does not give, and gives no other trouble."""
    if history.is_smooth or not history.has_ended_by(call) or history.ending is not JobStatus.DONE:
        return False
    handed_out = any(position < call.until for position, _ in history.happened(ResultTaken))
    return history.disturbances <= _NOT_GIVEN | {"late"} and not handed_out


def _came_to_nothing(history: History, call: Call) -> bool:
    """Whether the service has refused, or could not be asked, or the job had ended before."""
    asked = {event.number for _, event in history.during(call, Asked) if event.role == "cancel"}
    failed = any(event.number in asked and _is_trouble(event) for _, event in history.during(call, Answered))
    taken = any(event.goes in _NOT_CANCELLED for _, event in history.during(call, CancelTaken))
    ended = history.final_move is not None and history.final_move[0] < call.position
    return failed or taken or ended or bool(history.during(call, Unreached))


def _heard(history: History, call: Call, state: JobStatus) -> bool:
    """Whether the service had said by the end of `call` that the job is in `state`."""
    said = (each.answered is not None and each.answered.state is state for each in answers(history, until=call.end_position))
    return any(said) or any(move.state is state for position, move in history.moves if position < call.until)


def _is_streaming(history: History) -> bool:
    """Whether a websocket was opened, over which the job may have been told things that no answer has."""
    return any(each.role == "stream" for each in history.requests)


JUDGES = {
    "STATUS-13": the_status_is_a_state_or_none,
    "RESULT-18": without_a_result_it_is_none,
    "RESULT-19": none_comes_with_a_warning,
    "RESULT-20": a_result_is_kept,
    "CANCEL-16": a_refused_cancel_changes_nothing,
    "RESILIENCE-13": trouble_is_no_exception,
}
