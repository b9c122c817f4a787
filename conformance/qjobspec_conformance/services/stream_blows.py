"""What perturbations do to a websocket, as pure functions over its frames. It does not know what the messages mean."""

from __future__ import annotations

from dataclasses import replace

from .answers import Frame, Frames, Reply
from .rows import Context, Given


def dropped(frames: Frames, context: Context, given: Given) -> Reply:
    """The connection ends after some messages, with the close code given; 0 is a break without a closing frame."""
    del context
    kept, code = int(given["after"] or 0), int(given["code"] or 0)
    cut = replace(frames, messages=frames.messages[:kept], code=code or None, delay=0.0, then="close")
    return frames if (cut.messages, cut.code) == (frames.messages, frames.code) else cut


def silent(frames: Frames, context: Context, given: Given) -> Reply:
    """The connection stays open, and nothing comes any more."""
    del context
    return replace(frames, messages=frames.messages[: int(given["after"] or 0)], then="hang")


def replayed(frames: Frames, context: Context, given: Given) -> Reply:
    """Every message is sent some times over."""
    del context
    times = int(given["times"] or 0)
    again = tuple(one for frame in frames.messages for one in (frame, *(replace(frame, delay=0.0),) * times))
    return replace(frames, messages=again)


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
