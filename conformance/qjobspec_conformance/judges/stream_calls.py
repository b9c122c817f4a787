"""Judges of what may be called when, of a stream, and of interim_results() (STREAM-4, -5, -6, -9, -11, -14 to -18)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..events import Left, Warned
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import Call, History
from .asking import asked_by, is_only_slow
from .resources import WAITING
from .streams import CANCEL, MEMBER, decoder_of, holds, marked, streams
from .words import not_raised_as, seen

INTERIM: Final = "interim_results"
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
        until = len(history.events) if later is None else later.position
        moment = history.ended if later is None else later.began.at
        tries = [each for each in stream.connections if each.position < until]
        if not tries or tries[-1].is_good or _has_closed_well(tries[-1]) or stream.end < until:
            continue
        if history.final_at is not None and history.final_at <= moment:
            continue
        last = tries[-1]
        told = any(isinstance(event, Warned) for event in history.events[last.position : until])
        if not told and moment - last.asked.at > _GIVEN_UP:
            yield broken("the stream has come to nothing, and nobody was told", *stream.call.proof, *last.proof)
        elif told and later is not None and later.end is not None and all(each.is_good for each in asked_by(history, later)):
            fault = f"the stream was given up, and then {MEMBER}() {seen(later)}" if later.error is not None else None
            yield ruling(fault, *stream.call.proof, *last.proof, *later.proof)


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
    """STREAM-15: if the job is cancelled when cancel() comes back."""
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
        late = [at for each in begun for at, _ in history.callbacks(each) if at > call.end_position]
        last = history.events[-1]
        left = isinstance(last, Left) and bool(last.threads or last.open)
        fault = "the job was cancelled, and its stream goes on" if late or left else None
        yield ruling(fault, *begun[-1].proof, *call.proof, *late, *((len(history.events) - 1,) if left else ()))


def interim_results_are_those_of_now(history: History) -> Iterator[Finding]:
    """STREAM-16."""
    for call in history.calls(INTERIM):
        if call.value is not None and not _has_failed(history, call):
            told = _told(history, call)
            if told is None:
                yield broken(f"{INTERIM}() {seen(call)}, and has not asked", *call.proof)
            else:
                yield ruling(_not_made_of(call, told), *call.proof, *told.proof)


def a_failed_job_says_so(history: History) -> Iterator[Finding]:
    """STREAM-17."""
    for call in history.calls(INTERIM):
        if _has_failed(history, call) and call.end is not None:
            yield ruling(not_raised_as(history, ErrorRole.FAILED, call), *call.proof)


def the_decoder_decodes_interim_results(history: History) -> Iterator[Finding]:
    """STREAM-18: whether they are those of the service is STREAM-16's business."""
    for call in history.calls(INTERIM):
        told = _told(history, call)
        if call.value is None or told is None:
            continue
        chosen, value = decoder_of(history, call), call.value
        by = value.data["decoder"] if marked(value) is not None else None
        fits = by == (None if chosen is None else chosen.name)
        name = "the job's own" if chosen is None else chosen.name
        yield ruling(
            None if fits else f"{INTERIM}() returned {value.content or value}, which is not of decoder {name}", *call.proof
        )


def _has_failed(history: History, call: Call) -> bool:
    """Whether the job had failed when `call` began."""
    moved = history.final_move
    return moved is not None and moved[1].state is JobStatus.ERROR and moved[1].at < call.began.at


def _told(history: History, call: Call) -> Exchange | None:
    return next((each for each in asked_by(history, call) if each.role == "interim-results" and each.is_good), None)


def _not_made_of(call: Call, told: Exchange) -> str | None:
    assert told.answered is not None, "a good exchange has an answer"
    assert call.value is not None, "asked of calls that have returned"
    content, value = told.answered.content or "", call.value
    text = marked(value)
    fits = _says_the_same(text, content) if text is not None else not value.is_told or holds(value, content)
    return None if fits else f"{INTERIM}() returned {value.content or value}, and the service has {content}"


def _says_the_same(text: str, content: str) -> bool:
    """Whether a text says what a history tells of it: the same JSON, or the text itself as JSON."""
    said = json.loads(content) if content else ""
    try:
        return bool(text == said or json.loads(text) == said)
    except ValueError:
        return False


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
    codes = (
        [dict(fault.parameters).get("code") for fault in exchange.answered.faults] if exchange.answered is not None else []
    )
    return 1000 in codes  # noqa: PLR2004 - the code of RFC 6455


JUDGES = {
    "STREAM-4": one_stream_at_a_time,
    "STREAM-5": an_ended_job_streams_nothing,
    "STREAM-6": a_stream_is_begun_and_not_waited_for,
    "STREAM-9": no_stream_is_no_trouble,
    "STREAM-11": a_lost_stream_is_told,
    "STREAM-14": a_wait_is_no_stream,
    "STREAM-15": a_cancelled_stream_ends,
    "STREAM-16": interim_results_are_those_of_now,
    "STREAM-17": a_failed_job_says_so,
    "STREAM-18": the_decoder_decodes_interim_results,
}
