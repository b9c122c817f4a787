"""Judges of what reaches the callback of a stream (STREAM-1, -2, -3, -7, -8, -10, -12, -13)."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from qjobspec import JobStatus

from ..events import Value, Warned
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .decoders import chosen_decoder, mark
from .streams import CANCEL, MEMBER, Stream, holds, streams


def two_arguments_come(history: History) -> Iterator[Finding]:
    """STREAM-1."""
    for call in history.calls(MEMBER):
        for position, event in history.callbacks(call):
            fits = len(event.arguments) == 2 and not event.keywords and event.arguments[0].plain == history.job  # noqa: PLR2004 - the number is the requirement
            given = [str(value) for value in event.arguments] + [f"{name}=…" for name in event.keywords]
            yield ruling(None if fits else f"the callback was called with ({', '.join(given)})", position)


def every_result_comes_once(history: History) -> Iterator[Finding]:
    """STREAM-2."""
    for stream in streams(history):
        yield from _compared(stream)


def the_last_result_comes_last(history: History) -> Iterator[Finding]:
    """STREAM-3."""
    for stream in streams(history):
        final = next(((at, event) for at, event in stream.told if event.what == "final"), None)
        if final is None or not stream.is_watched:
            continue
        position, message = final
        last = stream.calls[-1] if stream.calls else None
        fits = last is not None and len(last[1].arguments) > 1 and holds(last[1].arguments[1], message.message)
        again = [
            at
            for at, event in stream.calls
            if len(event.arguments) > 1 and _is_only(stream, event.arguments[1], message.message)
        ]
        fault = "the callback was not called with the final result, after all others" if not fits else None
        if fault is None and len(again) > 1:
            fault = f"the callback was called {len(again)} times with the final result"
        yield ruling(fault, position, *(at for at, _ in stream.calls))


def the_decoder_decodes(history: History) -> Iterator[Finding]:
    """STREAM-7: of what the service has really sent."""
    for stream in streams(history):
        chosen = chosen_decoder(history, stream.call)
        for position, event in stream.calls:
            if len(event.arguments) < 2:  # noqa: PLR2004 - the second is the result
                continue
            value = event.arguments[1]
            if chosen is not None:
                fits = isinstance(value.data, dict) and value.data.get("decoder") == chosen.name
            else:
                fits = mark(value) is None and (stream.text(value) is not None or not value.is_told)
            name = "the job's own" if chosen is None else chosen.name
            yield ruling(
                None
                if fits
                else f"the callback was given {value.content or value}, which decoder {name} makes of nothing sent",
                position,
            )


def nothing_comes_after_the_end(history: History) -> Iterator[Finding]:
    """STREAM-8."""
    for call in history.calls(MEMBER):
        if call.error is not None or call.end_position is None:
            continue
        closed = next(
            (each for each in history.calls(CANCEL) if each.position > call.end_position and each.value is not None), None
        )
        if closed is not None and closed.end_position is not None:
            late = [at for at, _ in history.callbacks(call) if at > closed.end_position]
            fault = f"the callback was called after {CANCEL}() had returned" if late else None
            yield ruling(fault, *call.proof, *closed.proof, *late)


def a_broken_line_loses_nothing(history: History) -> Iterator[Finding]:
    """STREAM-10: of what the service has sent, on whichever connection."""
    for stream in streams(history):
        dropped = [each for each in stream.connections if not each.is_good]
        if not dropped:
            continue
        ended = history.final_move
        untried = len(stream.connections) == 1 and _is_a_drop(dropped[-1]) and stream.end == sys.maxsize
        if untried and stream.is_watched and ended is not None and ended[1].state is JobStatus.DONE and not _is_told(stream):
            yield broken("the connection was dropped, and no other one tried", *stream.call.proof, *dropped[-1].proof)
        elif stream.told:
            yield from _compared(stream)


def a_callback_may_fail(history: History) -> Iterator[Finding]:
    """STREAM-12."""
    for stream in streams(history):
        callback = stream.call.argument("callback")
        if callback is None or callback.raises is None or not stream.calls:
            continue
        first, warned = stream.calls[0][0], [at for at, _ in history.happened(Warned)]
        if not any(at > first for at in warned):
            yield broken("the callback failed, and nothing was logged", first)
            continue
        missed = any(event.what == "interim" and at > stream.calls[-1][0] for at, event in stream.told)
        ended = history.final_move
        done = ended is not None and ended[0] < stream.end and ended[1].state is JobStatus.DONE
        is_lost = missed or (done and not _is_told(stream))
        fault = "the callback failed, and its stream has ended with that" if is_lost else None
        yield ruling(fault, *(at for at, _ in stream.calls))


def any_message_is_a_result(history: History) -> Iterator[Finding]:
    """STREAM-13."""
    for stream in streams(history):
        for position, event in stream.told if stream.is_watched else ():
            if event.what is None and event.at < (history.final_at or float("inf")):
                came = any(len(each.arguments) > 1 and holds(each.arguments[1], event.message) for _, each in stream.calls)
                yield ruling(
                    None if came else f"{event.message!r} has not reached the callback", *stream.call.proof, position
                )


def _compared(stream: Stream) -> Iterator[Finding]:
    """What was sent of interim results, with what has reached the callback of them."""
    if not stream.is_watched or not stream.results or stream.history.hung is not None:
        return
    sent = [event.message for event in stream.results]
    came = [stream.text(event.arguments[1]) for _, event in stream.calls]
    if None in came:
        return  # what was decoded to something else is STREAM-7's business
    others = {event.message for _, event in stream.told if event.what != "interim"}
    reached = [text for text in came if text is not None and text not in others]
    if len(set(sent)) < len(sent) and any(not each.is_good for each in stream.connections):
        return  # services do not number messages: of two equal ones nobody can tell which came again
    due = [event for event in stream.results if event.at < stream.ends]
    fits = reached == sent[: len(reached)] and len(reached) >= len(due)
    fault = f"the service sent {', '.join(sent)}; the callback got {', '.join(reached) or 'nothing'}"
    positions = [at for at, event in stream.told if event.what == "interim"] + [at for at, _ in stream.calls]
    yield ruling(None if fits else fault, *stream.call.proof, *sorted(positions))


def _is_only(stream: Stream, value: Value, message: str) -> bool:
    """Whether a value is what comes of the final result, and of nothing else that was sent."""
    return all(event.message == message or not holds(value, event.message) for _, event in stream.told)


def _is_a_drop(exchange: Exchange) -> bool:
    """Whether a websocket broke, or was closed for a reason of the service that passes: not one that has nothing to say."""
    codes = [dict(fault.parameters).get("code") for fault in exchange.faults]
    return any(code in (0, 1001, 1011, 1012, 1013) for code in codes)


def _is_told(stream: Stream) -> bool:
    return any(event.what == "final" for _, event in stream.told)


JUDGES = {
    "STREAM-1": two_arguments_come,
    "STREAM-2": every_result_comes_once,
    "STREAM-3": the_last_result_comes_last,
    "STREAM-7": the_decoder_decodes,
    "STREAM-8": nothing_comes_after_the_end,
    "STREAM-10": a_broken_line_loses_nothing,
    "STREAM-12": a_callback_may_fail,
    "STREAM-13": any_message_is_a_result,
}
