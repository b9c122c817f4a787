"""What a thread is doing, as text that is the same on every machine.

This file does not know why anybody asks.
"""

import sys
import threading
from collections.abc import Iterator
from linecache import getline
from types import FrameType
from typing import Final

from ._actors import ACTORS, Actor
from ._moments import seconds, spoken
from ._verdicts import ThreadSeen

# Tools that look on while every line is run, our own lines too: whatever they lock has nothing to do with the run.
_TOOLS: Final = frozenset({"coverage", "pydevd", "_pydevd_bundle", "_pydevd_frame_eval"})

_OURS: Final = __name__.rpartition(".")[0] + "."
_CONDITION_WAIT: Final = threading.Condition.wait.__code__

# Since 3.12 a comprehension has no frame of its own.
_COMPREHENSIONS: Final = frozenset({"<listcomp>", "<setcomp>", "<dictcomp>"})


def seen(actor: Actor) -> ThreadSeen:
    """Return what an actor waits for and where it stands."""
    stack = _stack(actor)
    waits_for = actor.waits_for
    if waits_for == "lock" and stack and stack[-1].f_code is _CONDITION_WAIT:
        waits_for = "condition"
    if actor.until is not None:
        waits_for = f"{waits_for} until {spoken(seconds(actor.until))}"
    frames, thread = tuple(map(_text, stack)), actor.thread
    return ThreadSeen(actor.name, waits_for, frames, called=thread.name, daemon=thread.daemon)


def strangers(known: set[int]) -> bool:
    """Tell whether a Python thread exists that is neither managed nor `known`."""
    return not (known | ACTORS.keys()).issuperset(sys._current_frames())  # pyright: ignore[reportPrivateUsage] # the one way to see threads that `threading` did not start


def is_standard(frame: FrameType) -> bool:
    """Tell whether the frame belongs to the standard library."""
    return _module(frame).partition(".")[0] in sys.stdlib_module_names


def is_a_tools(frame: FrameType) -> bool:
    """Tell whether the frame belongs to a tool that looks on while every line is run."""
    return _module(frame).partition(".")[0] in _TOOLS


def inside_a_tool(actor: Actor) -> bool:
    """Tell whether a tool is at work in the actor's thread: it may hold a lock, and must come to its end."""
    return any(map(is_a_tools, _outward(sys._current_frames().get(actor.ident or 0))))  # pyright: ignore[reportPrivateUsage] # as above


def is_ours(frame: FrameType) -> bool:
    """Tell whether the frame belongs to this package."""
    return _module(frame).startswith(_OURS)


def _stack(actor: Actor) -> list[FrameType]:
    """Return the frames above our own outermost one, outermost first, without our own."""
    top = sys._current_frames().get(actor.ident or 0)  # pyright: ignore[reportPrivateUsage] # the one way to see another thread's stack
    inward = [*_outward(top)][::-1]
    first = next((number for number, frame in enumerate(inward) if is_ours(frame)), 0)
    return [frame for frame in inward[first:] if not is_ours(frame) and frame.f_code.co_name not in _COMPREHENSIONS]


def _outward(frame: FrameType | None) -> Iterator[FrameType]:
    while frame is not None:
        yield frame
        frame = frame.f_back


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", "?"))


def _text(frame: FrameType) -> str:
    place = f"{_module(frame)}.{frame.f_code.co_qualname}"
    if is_standard(frame):
        return place
    line = getline(frame.f_code.co_filename, frame.f_lineno, frame.f_globals).strip()
    return f"{place}:{frame.f_lineno} {line}".rstrip()
