"""What perturbations do to a websocket, as pure functions over its frames. It does not know what the messages mean."""

from __future__ import annotations

from dataclasses import replace

from .answers import Answer, Frame, Frames, Reply
from .rows import Blow, Context, Given, StreamBlow


def dropped(frames: Frames, context: Context, given: Given) -> Reply:
    """The connection ends after some messages, with the close code given; 0 is a break without a closing frame."""
    del context
    kept, code = int(given["after"] or 0), int(given["code"] or 0)
    cut = replace(frames, messages=frames.messages[:kept], code=code or None, delay=0.0, then="close")
    return frames if (cut.messages, cut.code) == (frames.messages, frames.code) else cut


def silent(frames: Frames, context: Context, given: Given) -> Reply:
    """The connection stays open, and nothing comes any more."""
    del context
    return replace(frames, messages=frames.messages[: int(given["after"] or 0)], delay=0.0, then="hang")


def in_messages(blow: Blow) -> StreamBlow:
    """What `blow` makes of the body of an answer, made of every message."""

    def blown(frames: Frames, context: Context, given: Given) -> Reply:
        return replace(frames, messages=tuple(_blown(frame, blow, context, given) for frame in frames.messages))

    return blown


def _blown(frame: Frame, blow: Blow, context: Context, given: Given) -> Frame:
    body = frame.text.encode()
    reply = blow(Answer(body=body), context, given)
    if not isinstance(reply, Answer) or reply.body == body:
        return frame
    return replace(frame, text=reply.body.decode())


def broken(frames: Frames, context: Context, given: Given) -> Reply:
    """The connection ends after some messages, without a closing frame."""
    return dropped(frames, context, {**given, "code": 0})


def final_twice(frames: Frames, context: Context, given: Given) -> Reply:
    """The last message is sent twice."""
    del context, given
    if not frames.messages:
        return frames
    return replace(frames, messages=(*frames.messages, replace(frames.messages[-1], delay=0.0)))


def another_message(frames: Frames, context: Context, given: Given) -> Reply:
    """One more message, with the text given, before all others or after the first."""
    del context
    place = min(int(given.get("after", 0) or 0), len(frames.messages))
    return replace(frames, messages=(*frames.messages[:place], Frame(str(given["body"])), *frames.messages[place:]))
