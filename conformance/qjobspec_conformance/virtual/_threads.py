"""Starting, joining and asking after threads; the names that the interpreter counts through the whole process.

A real thread comes up before it is managed: so whoever starts one waits for it in real time, with the baton in hand, until
it is known.
This file does not know what a thread does.
"""

import threading
from _thread import get_ident
from collections.abc import Callable
from functools import partial
from sys import exc_info
from threading import Thread
from typing import Final, cast

from ._actors import ACTORS, NOTHING, Actor, Curtain, acting, offstage
from ._scheduler import Scheduler
from ._swaps import Swap

_START: Final = Thread.start
_JOIN: Final = Thread.join
_IS_ALIVE: Final = Thread.is_alive
# The process-wide count in `Thread-7`.
_COUNTER: Final = cast("Callable[[], int]", vars(threading)["_counter"])

#: Real seconds that a stranger is given to end before virtual time passes over it.
_GRACE: Final = 0.05

#: Real seconds that a thread which has run to its end is given to go away; one left behind in C never will.
_FAREWELL: Final = 1.0


def launch(world: Scheduler, name: str, thread: Thread, play: Callable[[], None]) -> None:
    """Start a real thread that waits for the baton before it runs anything; the caller must not be managed."""
    actor = Actor(world, name, thread)
    own = vars(thread).get("run")
    vars(thread)["run"] = partial(_perform, actor, play, own)
    daemon = thread.daemon
    vars(thread)["_daemonic"] = True  # a thread that is left behind must not keep the process
    try:
        _START(thread)
    except BaseException:
        _put_run_back(thread, own)
        raise
    finally:
        vars(thread)["_daemonic"] = daemon  # the program sees what it asked for
    # One at a time: on 3.11 a tracer (coverage, a debugger) cannot be installed in two new threads at once.
    while not actor.has_arrived(_GRACE):
        if not _IS_ALIVE(thread):
            message = f"thread {name} ended before it had begun: the interpreter's tracer, or its memory, did not let it"
            raise RuntimeError(message)
    world.enter(actor)


def join_for_real(thread: Thread) -> None:
    """Wait in real time until the real thread has gone; the caller must not be managed."""
    _JOIN(thread, _FAREWELL)


def _perform(actor: Actor, play: Callable[[], None], own: Callable[[], None] | None) -> None:
    """Run a thread from its first baton to its last."""
    _put_run_back(actor.thread, own)
    actor.ident = get_ident()
    actor.world.troupe.known.add(actor.ident)
    ACTORS[actor.ident] = actor
    actor.arrive()
    try:
        actor.take()
        actor.begun = True
        actor.waits_for = NOTHING
        if not actor.thrown:
            play()
    except Curtain:
        pass
    except BaseException:  # noqa: BLE001 # as the interpreter does for a thread
        # An exception that a falling curtain caused is nobody's fault; any other is reported while time stands still.
        if not actor.world.closing:
            threading.excepthook(threading.ExceptHookArgs((*exc_info(), actor.thread)))
    finally:
        actor.dying = True
        del ACTORS[actor.ident]
        actor.world.leave(actor)


def _put_run_back(thread: Thread, own: Callable[[], None] | None) -> None:
    del vars(thread)["run"]
    if own is not None:
        vars(thread)["run"] = own


def _start(thread: Thread) -> None:
    me = acting()
    if me is None:
        _START(thread)
        return
    if me.world.closing:
        raise Curtain
    with offstage(me):
        launch(me.world, f"thread-{me.world.troupe.count('managed thread')}", thread, thread.run)


def _join(thread: Thread, timeout: float | None = None) -> None:
    me = acting()
    if me is None:
        _JOIN(thread, timeout)
        return
    actor = me.world.troupe.cast.get(thread)
    if actor is None:
        _join_stranger(me, thread, timeout)
    elif actor is me or actor.ended or _wait_for_end(me, f"join of {actor.name}", timeout, lambda: actor.ended):
        with offstage(me):
            join_for_real(thread)


def _join_stranger(me: Actor, thread: Thread, timeout: float | None) -> None:
    with offstage(me):
        _JOIN(thread, _GRACE if timeout is None else min(timeout, _GRACE))
    if _IS_ALIVE(thread):
        _wait_for_end(me, "join of a thread outside", timeout, lambda: not _IS_ALIVE(thread))


def _wait_for_end(me: Actor, waits_for: str, timeout: float | None, has_ended: Callable[[], bool]) -> bool:
    until = None if timeout is None else me.world.after(timeout)
    return me.world.wait(me, waits_for, until, goes_on=has_ended)


def _is_alive(thread: Thread) -> bool:
    me = acting()
    actor = None if me is None else me.world.troupe.cast.get(thread)
    return _IS_ALIVE(thread) if actor is None else not actor.ended


def _counter() -> int:
    me = acting()
    return _COUNTER() if me is None else me.world.troupe.count("thread")


SWAPS: Final = (
    Swap(Thread, "start", _start),
    Swap(Thread, "join", _join),
    Swap(Thread, "is_alive", _is_alive),
    Swap(threading, "_counter", _counter),
)
