"""Streams of results that are closed, doubled, raced for, decoded in another way, lost and silent.

This file does not know what should reach a callback.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from ..examples import Callback, Decoder, Example, Origin, Program, Step
from ..services import Phase, Plot, Strike
from ..services.plots import Message
from ..services.rows_life import SIGN
from .kit import OVER, QUEUED, Kit

_TALK: Final = Plot(messages=(Message(3.0, '{"iteration": 1}'), Message(4.0, '{"iteration": 2}')))
#: Texts that are JSON, and that a client could take for nothing; and the same one twice.
_ODD: Final = Plot(messages=(Message(2.0, "null"), Message(3.0, "7"), Message(4.0, "7"), Message(5.0, "a text")))
#: A job that runs on long after a stream has been given up.
_LONG: Final = replace(_TALK, phases=(Phase("QUEUED", 2.0), Phase("RUNNING", 1000.0)))
_GIVEN_UP: Final = 300.0

_STREAM: Final = Step("stream_results", (("callback", Callback()),), after=QUEUED)
_DECODED: Final = replace(_STREAM, arguments=(*_STREAM.arguments, ("decoder", Decoder("theirs"))))
_CLOSE: Final = Step("cancel_result_streaming")


def streams(kit: Kit) -> Iterator[Example]:
    """The streams of a job that can be asked for one."""
    if "stream_results" not in kit.members:
        return
    yield from _told()
    yield from _closed()
    yield from _at_once()
    yield from _lost()
    yield from _cancelled()
    yield from _decoded(kit)


def _told() -> Iterator[Example]:
    yield _alone(_ODD, _STREAM)
    yield _alone(_TALK, replace(_STREAM, arguments=(("callback", Callback(raises="stop")),)))
    sign = Strike("message-like-a-command", "stream", 0, (("after", 2), ("body", SIGN)))
    yield _alone(replace(_TALK, strikes=(sign,)), _STREAM)
    dropped = Strike("stream-drop", "stream", 0, (("code", 1011), ("after", 2)))
    yield _alone(replace(_TALK, strikes=(dropped,)), _STREAM)
    yield _alone(replace(_TALK, strikes=(Strike("replayed-messages", "stream", 0, (("after", 2),)),)), _STREAM)
    for member in ("result", "wait_for_final_state"):
        yield _alone(_TALK, Step(member, (("timeout", 1.0),), after=QUEUED), replace(_STREAM, after=0.5))


def _closed() -> Iterator[Example]:
    yield _alone(_TALK, _STREAM, replace(_CLOSE, after=2.5))
    yield _alone(_TALK, _STREAM, replace(_CLOSE, after=2.5), replace(_CLOSE, after=0.25))
    yield _alone(_TALK, _STREAM, replace(_CLOSE, after=2.5), replace(_STREAM, after=0.25))
    yield _alone(_TALK, _DECODED, replace(_CLOSE, after=2.5), replace(_STREAM, after=0.25))
    yield _alone(_TALK, _STREAM, replace(_CLOSE, after=OVER))
    slow = replace(_STREAM, arguments=(("callback", Callback(asks=("status",))),))
    yield Example(replace(_TALK, latency=1.0), Program(((slow,), (replace(_CLOSE, after=3.5),))))


def _at_once() -> Iterator[Example]:
    yield _alone(_TALK, _STREAM, replace(_STREAM, after=0.5))
    yield _alone(_TALK, _STREAM, replace(_STREAM, after=OVER))
    yield Example(_TALK, Program(((_STREAM,), (_STREAM,))))
    yield Example(replace(_TALK, latency=1.0), Program(((_STREAM,), (_STREAM,))))


def _lost() -> Iterator[Example]:
    for name, given in (("server-error", (("status", 500),)), ("stream-drop", (("code", 1011), ("after", 0)))):
        lost = replace(_LONG, strikes=(Strike(name, "stream", 0, given, 8),))
        yield _alone(lost, _STREAM, replace(_STREAM, after=_GIVEN_UP))
    refused = replace(_LONG, strikes=(Strike("unauthorised", "stream", 0, (("status", 401),)),))
    yield _alone(refused, _STREAM, replace(_STREAM, after=_GIVEN_UP))
    peace = replace(_LONG, strikes=(Strike("too-many-requests-until", "stream", 0, (("seconds", 60),)),))
    yield _alone(peace, _STREAM)


def _cancelled() -> Iterator[Example]:
    cancel = Step("cancel", after=2.5)
    yield _alone(_TALK, _STREAM, cancel)
    yield _alone(replace(_TALK, strikes=(Strike("stream-silent", "stream", 0, (("after", 1),)),)), _STREAM, cancel)


def _decoded(kit: Kit) -> Iterator[Example]:
    yield _alone(_TALK, _DECODED)
    asked = Step("interim_results", after=QUEUED)
    if asked.member in kit.members:
        yield _alone(_TALK, replace(asked, arguments=(("decoder", Decoder("theirs")),)), replace(asked, after=4.0))
    if "result_decoder" in (kit.constructs or ()):
        for step in (_STREAM, asked):
            if step.member in kit.members:
                given = (("result_decoder", Decoder("its own")),)
                yield Example(_TALK, Program(((step,),)), origin=Origin.CONSTRUCTED, given=given)


def _alone(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)))
