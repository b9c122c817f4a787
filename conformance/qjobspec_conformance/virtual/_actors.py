"""The threads that live in virtual time, one `Actor` each, and the one register of them.

This file does not know who runs when: an actor is only woken and put to sleep here, by whoever decides that.
"""

from _thread import LockType, allocate_lock, get_ident
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from threading import Thread
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ._scheduler import Scheduler

# Taken from the type before anything is swapped: our own locks are real, always.
_ACQUIRE: Final = LockType.__dict__["acquire"]

#: What an actor that holds the baton waits for.
NOTHING: Final = "nothing (it runs)"


class Curtain(BaseException):
    """The play is over: raised out of a blocking call, to bring a managed thread down."""


class Actor:
    """One managed thread: who it is, what it waits for, and the baton that lets it run."""

    __slots__ = (
        "arrive",
        "begun",
        "curtains",
        "dying",
        "ended",
        "exact",
        "give",
        "goes_on",
        "has_arrived",
        "ident",
        "idle",
        "name",
        "since",
        "take",
        "thread",
        "thrown",
        "timed_out",
        "turn",
        "turns",
        "until",
        "waits_for",
        "wanted",
        "world",
    )

    def __init__(self, world: "Scheduler", name: str, thread: Thread) -> None:
        self.world = world
        self.name = name
        self.thread = thread
        #: The interpreter's number of the thread, once it has come up.
        self.ident: int | None = None
        #: What it waits for, until which moment, and how to see that the wait is over.
        self.waits_for = "its turn"
        self.until: int | None = None
        self.goes_on: Callable[[], bool] | None = None
        #: The lock that it wants, if it wants one that only one can have.
        self.wanted: object = None
        #: How many seconds its selector was asked to wait, before the selector rounded them.
        self.exact: float | None = None
        #: How it came out of its last wait.
        self.timed_out = False
        self.thrown = False
        #: Waits so far, so that a deadline of an earlier one is known to be stale.
        self.turn = 0
        #: Times woken by a deadline, counted since the last word number `since`.
        self.turns = 0
        self.since = 0
        #: It has had the baton.
        self.begun = False
        #: A worker of an executor without work.
        self.idle = False
        #: Its last lines are run: nothing may be raised into it any more.
        self.dying = False
        self.ended = False
        #: How often it was thrown out already.
        self.curtains = 0
        #: Said by the thread once it is known, and asked for by whoever starts it, for some real seconds.
        self.arrive, self.has_arrived = _door()
        baton = allocate_lock()
        self.give: Callable[[], None] = baton.release
        self.take: Callable[[], bool] = _ACQUIRE.__get__(baton)
        self.take()


def _door() -> tuple[Callable[[], None], Callable[[float], bool]]:
    """How one thread says that it has come, and how another waits for it."""
    door = allocate_lock()
    wait: Callable[[bool, float], bool] = _ACQUIRE.__get__(door)
    wait(True, -1)
    return door.release, partial(wait, True)


#: The managed threads by the interpreter's number. A thread that is not in here keeps real time and real locks.
ACTORS: Final[dict[int, Actor]] = {}


def acting() -> Actor | None:
    """Return the actor of the calling thread, None for a thread that is not managed."""
    return ACTORS.get(get_ident())


@contextmanager
def offstage(actor: Actor) -> Generator[None]:
    """Let the calling actor use the real locks for a moment, with the baton in its hand: nobody else runs."""
    ident = get_ident()
    del ACTORS[ident]
    try:
        yield
    finally:
        ACTORS[ident] = actor
