"""Judges of what may be called when, of a stream (STREAM-4, -5, -6, -9, -11, -14, -15)."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Left, Warned
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_by
from .disturbances import is_only_slow
from .resources import WAITING
from .streams import CANCEL, MEMBER, streams
from .words import not_raised_as, seen

#: After how many seconds without an attempt a stream has been given up.
_GIVEN_UP: Final = 120.0


def one_stream_at_a_time(history: History) -> Iterator[Finding]:
    """STREAM-4: of two calls at once, one."""
    calls = history.calls(MEMBER)
    for first, second in ((one, other) for one in calls for other in calls if one.position < other.position):
        if not is_only_slow(history) or _has_ended(history, second) or second.end is None or first.end is None:
            continue
        if first.end_position is not None and first.end_position < second.position:
            closed = any(first.position < each.position < second.position for each in history.calls(CANCEL, "cancel"))
            if first.error is None and not closed and not _raises(first):
                yield ruling(not_raised_as(history, ErrorRole.INVALID_STATE, second), *first.proof, *second.proof)
        elif not _raises(first):
            both = first.error is None and second.error is None
            yield ruling("two calls at once have both begun a stream" if both else None, *first.proof, *second.proof)


def an_ended_job_streams_nothing(history: History) -> Iterator[Finding]:
    """STREAM-5."""
    for call in history.calls(MEMBER):
        if history.final_at is not None and history.final_at < call.began.at and call.end is not None:
            yield ruling(not_raised_as(history, ErrorRole.INVALID_STATE, call), *call.proof)


def a_stream_is_begun_and_not_waited_for(history: History) -> Iterator[Finding]:
    """STREAM-6."""
    for call in history.calls(MEMBER):
        if call.error is not None or _has_ended(history, call):
            continue
        own = [each for each in asked_by(history, call) if each.role != "stream"]
        least = sum(each.ends - each.asked.at for each in own)
        slow = call.end_at > call.began.at + least + 1e-6 and all(_is_whole(each) for each in history.exchanges)
        fits = call.value is not None and call.value.is_none and not slow
        yield ruling(None if fits else f"{MEMBER}() {seen(call)}", *call.proof)


def no_stream_is_no_trouble(history: History) -> Iterator[Finding]:
    """STREAM-9."""
    for call in history.calls(CANCEL):
        begun = [each for each in history.calls(MEMBER) if each.position < call.position and each.error is None]
        closed = [
            each for each in history.calls(CANCEL) if each.end_position is not None and each.end_position < call.position
        ]
        if call.end is None and history.hung is None:
            continue
        if not any(not any(other.position > each.position for other in closed) for each in begun):
            sent = asked_by(history, call)
            fits = call.value is not None and call.value.is_none and call.elapsed == 0 and not sent
            yield ruling(None if fits else f"{CANCEL}() {seen(call)}, and no stream was open", *call.proof)


def a_lost_stream_is_told(history: History) -> Iterator[Finding]:
    """STREAM-11."""
    for stream in streams(history):
        later = next((call for call in history.calls(MEMBER) if call.position > stream.call.position), None)
        until = sys.maxsize if later is None else later.position
        moment = history.ended if later is None else later.began.at
        tries = [each for each in stream.connections if each.position < until]
        if not tries or tries[-1].is_good or _has_closed_well(tries[-1]) or stream.end < until:
            continue
        if history.final_at is not None and history.final_at <= moment:
            continue
        last = tries[-1]
        told = any(last.position < at < until for at, _ in history.happened(Warned))
        if not told and moment - last.asked.at > _GIVEN_UP:
            yield broken("the stream has come to nothing, and nobody was told", *stream.call.proof, *last.proof)
        elif told and later is not None and later.end is not None and all(each.is_good for each in asked_by(history, later)):
            proof = (*stream.call.proof, *last.proof, *later.proof)
            if later.error is not None:
                yield broken(f"the stream was given up, and then {MEMBER}() {seen(later)}", *proof)
            elif _had_time(history, later):
                tried = any(each.role == "stream" and each.position > later.position for each in history.exchanges)
                yield ruling(None if tried else f"the stream was given up, and then {MEMBER}() opened no other", *proof)


def a_wait_is_no_stream(history: History) -> Iterator[Finding]:
    """STREAM-14."""
    for call in history.calls(MEMBER):
        waits = [
            each for each in history.calls(*WAITING) if each.end_position is not None and each.end_position < call.position
        ]
        begun = [each for each in history.calls(MEMBER) if each.position < call.position]
        if waits and not begun and not _has_ended(history, call) and call.end is not None:
            fault = f"{waits[-1].began.member}() had ended, and {MEMBER}() {seen(call)}" if call.error is not None else None
            yield ruling(fault, *waits[-1].proof, *call.proof)


def a_cancelled_stream_ends(history: History) -> Iterator[Finding]:
    """STREAM-15: if the job is cancelled when cancel() comes back; what was under way then may arrive at that moment."""
    for call in history.calls("cancel"):
        begun = [
            each for each in history.calls(MEMBER) if each.end_position is not None and each.end_position < call.position
        ]
        begun = [each for each in begun if each.error is None]
        moved = history.final_move
        if not begun or moved is None or call.error is not None or call.end_position is None:
            continue
        if moved[1].state is not JobStatus.CANCELLED or not call.position < moved[0] < call.end_position:
            continue
        late = [at for each in begun for at, event in history.callbacks(each) if event.at > call.end_at]
        left = [at for at, event in history.happened(Left) if event.threads or event.open]
        fault = "the job was cancelled, and its stream goes on" if late or left else None
        yield ruling(fault, *begun[-1].proof, *call.proof, *late, *left)


def _had_time(history: History, begun: Call) -> bool:
    """Whether what a call has begun had the time to come about, before the job or the history ended or its user ended it."""
    ended = (call.began.at for call in history.calls(MEMBER, CANCEL, "cancel") if call.position > begun.position)
    final = history.final_at if history.final_at is not None else history.ended
    return min(final, history.ended, *ended) - begun.end_at > _GIVEN_UP


def _is_whole(exchange: Exchange) -> bool:
    return not exchange.failed and (
        exchange.role == "stream" or exchange.is_good or exchange.has("slow-answer", "slow-service")
    )


def _has_ended(history: History, call: Call) -> bool:
    """Whether the job had ended when `call` came back, or may have."""
    return history.final_at is not None and history.final_at <= call.end_at


def _raises(call: Call) -> bool:
    return getattr(call.argument("callback"), "raises", None) is not None


def _has_closed_well(exchange: Exchange) -> bool:
    """Whether a websocket was closed by the service as one that has nothing more to say."""
    return 1000 in [dict(fault.parameters).get("code") for fault in exchange.faults]  # noqa: PLR2004 - the code of RFC 6455


JUDGES = {
    "STREAM-4": one_stream_at_a_time,
    "STREAM-5": an_ended_job_streams_nothing,
    "STREAM-6": a_stream_is_begun_and_not_waited_for,
    "STREAM-9": no_stream_is_no_trouble,
    "STREAM-11": a_lost_stream_is_told,
    "STREAM-14": a_wait_is_no_stream,
    "STREAM-15": a_cancelled_stream_ends,
}
