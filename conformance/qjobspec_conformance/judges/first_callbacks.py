"""The judge of a callback that a job was given before it existed (CONSTRUCTOR-6)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from qjobspec import JobStatus

from ..calls import Call
from ..events import CalledBack, Value
from ..examples import Callback, Decoder
from ..findings import Finding, ruling
from ..histories import History
from ..services import Plot


def its_callback_is_called_as_any(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-6."""
    made, plot = history.constructed, history.example.timeline
    callback = made.argument("user_callback") if made is not None else None
    ended = history.final_move
    if made is None or not isinstance(callback, Callback) or callback.raises is not None or not isinstance(plot, Plot):
        return
    if not plot.messages or ended is None or ended[1].at >= history.ended or _is_stopped(history):
        return
    called = history.callbacks(made)
    fault = _miscalled(history, made, [event for _, event in called], plot)
    yield ruling(fault, *made.proof, *(position for position, _ in called))


def _is_stopped(history: History) -> bool:
    """Whether the user has ended the stream or the job."""
    return bool(history.calls("cancel", "cancel_result_streaming", "stream_results"))


def _miscalled(history: History, made: Call, called: list[CalledBack], plot: Plot) -> str | None:
    """What is wrong with the calls of a callback, or `None`: each interim result once and in order, then the final one."""
    odd = next((each for each in called if len(each.arguments) != 2 or each.keywords), None)  # noqa: PLR2004 - id and result
    if odd is not None or any(each.arguments[0].plain != history.job for each in called):
        return "the callback was called otherwise than with the id of the job and a result"
    ended = history.final_move
    assert ended is not None, "a stream is judged when its job has ended"
    sent = [message.data for message in plot.messages if message.at <= ended[1].at]
    told = [each.arguments[1] for each in called]
    due = len(sent) + (ended[1].state is JobStatus.DONE)
    if len(told) != due:
        return f"the callback was called {len(told)} times; the service sent {due} results"
    given = made.argument("result_decoder")
    if isinstance(given, Decoder):
        texts = [value.data.get("text") if isinstance(value.data, dict) else None for value in told]
        names = {value.data.get("decoder") if isinstance(value.data, dict) else None for value in told}
        return (
            None if texts[: len(sent)] == sent and names <= {given.name} else "a result was not decoded as the job does it"
        )
    return _misordered(told[: len(sent)], sent)


def _misordered(told: list[Value], sent: list[str]) -> str | None:
    """Whether interim results that can be compared came once each and in order, whatever the job's decoder makes of them."""
    if not all(value.is_told for value in told):
        return None
    texts, plain = [json.dumps(value.data) for value in told], [json.dumps(json.loads(text)) for text in sent]
    if len(set(texts)) < len(set(plain)):
        return "the callback was not given each interim result"
    in_another_order = sorted(texts) == sorted(plain) and texts != plain
    return "the callback was given the interim results in another order" if in_another_order else None


JUDGES = {"CONSTRUCTOR-6": its_callback_is_called_as_any}
