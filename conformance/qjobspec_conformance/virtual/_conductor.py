"""`VirtualTime`: runs the lanes, watches over them in real time, and brings everybody down at the end.

This file does not know how a wait is recognised, nor who runs next.
"""

import gc
import time
from _thread import LockType, allocate_lock, get_ident
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from ctypes import c_ulong, py_object, pythonapi
from threading import Thread, main_thread
from typing import Final

from ._actors import Actor, Curtain, acting
from ._entropy import seeded
from ._executors import disown
from ._moments import seconds
from ._patches import patched
from ._scheduler import Scheduler
from ._stacks import inside_a_tool
from ._threads import join_for_real, launch
from ._verdicts import Ended, Patience
from ._wall import ClockStep, WallClock

_ACQUIRE: Final = LockType.__dict__["acquire"]
_SLEEP: Final = time.sleep
_MONOTONIC: Final = time.monotonic

#: Real seconds that strangers are given to wake somebody when nobody else can.
_GRACE: Final = 0.05

#: Real seconds that a thread is given to die of the exception raised into it.
_AGONY: Final = 0.3

#: How often one is raised into it meanwhile: a thread that dies slowly should do so in peace.
_SHOTS: Final = 3

#: Real seconds between two looks.
_MOMENT: Final = 0.001

#: Held by the one run that a process can have at a time.
_STAGE: Final = allocate_lock()


class VirtualTime:
    """One run of some lanes in virtual time."""

    def __init__(
        self,
        *,
        picks: Sequence[int] = (),
        patience: Patience = Patience(),  # noqa: B008 # frozen
        clock_steps: Iterable[ClockStep] = (),
    ) -> None:
        """Take a drawn schedule; when `picks` is used up, or empty, threads run first come, first served.

        `clock_steps` are (moment, seconds): `time.time()` and `datetime.now()` jump by so many seconds at that moment,
        forward or back; `time.monotonic()` and all waiting go on as before.
        """
        self._patience = patience
        self._world = Scheduler(picks, patience, WallClock(clock_steps))
        self._has_run = False

    @property
    def now(self) -> float:
        """Virtual seconds since the start."""
        return seconds(self._world.now)

    def last_word(self, patience: Patience | None = None) -> None:
        """Count patience anew from here, for the world has moved; from here on with another patience, if one is given.

        `real_seconds` stays what it was.
        """
        self._world.limits.last_word(self._world.now, patience)

    def name(self) -> str:
        """Return the name of the calling thread: a lane's key, else `thread-1` and so on in the order of their start.

        A thread that is not managed is `outside`.
        """
        me = acting()
        return "outside" if me is None else me.name

    def run(self, lanes: Mapping[str, Callable[[], None]]) -> Ended:
        """Run each lane in a thread of its own until all have ended, then end every other thread they have started.

        Raises `Stuck` when nothing can go on, `Refused` when a lane or thread called what cannot be had in virtual time,
        and else what the first lane in the mapping raised, if one did.
        """
        if acting() is not None or self._has_run:
            message = "a VirtualTime runs once, and not inside another: make a new one for each run"
            raise RuntimeError(message)
        self._has_run = True
        with patched(), seeded(), _stage_for_one(), _no_garbage_collected():
            return self._perform([_Lane(self._world, name, play) for name, play in lanes.items()])

    def _perform(self, lanes: "list[_Lane]") -> Ended:
        world = self._world
        world.troupe.known |= {get_ident(), main_thread().ident or 0}
        world.lanes_left = len(lanes)
        try:
            for lane in lanes:
                launch(world, lane.name, Thread(name=lane.name, daemon=False), lane.run)
            world.begin()
            self._watch()
        except BaseException:
            self._bring_down()
            raise
        finally:
            for thread in world.troupe.cast:
                join_for_real(thread)
            for thread in world.troupe.lost:
                disown(thread)
            for encore in world.troupe.encores:
                encore()
        error = next((lane.error for lane in lanes if lane.error is not None), None)
        if world.verdict is not None:
            raise world.verdict from error
        if error is not None:
            raise error
        return Ended(seconds(world.ended_at), tuple(left.name for left in world.left), world.left)

    def _watch(self) -> None:
        """Wait until the world is over; see to it when nobody can go on, or when somebody goes on for too long."""
        world, patience = self._world, self._patience.real_seconds
        steps, since = world.steps, _MONOTONIC()
        while not world.over:
            if _ACQUIRE(world.bell, True, patience / 4):
                self._wait_for_strangers()
            runner = world.running
            if world.steps != steps or runner is None or runner.ident is None:
                steps, since = world.steps, _MONOTONIC()
            elif _MONOTONIC() - since >= patience:
                self._shoot(runner)

    def _wait_for_strangers(self) -> None:
        """Give threads that are not managed a moment to wake somebody; then it is a deadlock."""
        world, end = self._world, _MONOTONIC() + _GRACE
        while not world.over and not world.resume():
            if _MONOTONIC() >= end:
                world.judge("deadlock")
                world.pass_on(world.next())
                return
            _SLEEP(_MOMENT)

    def _shoot(self, victim: Actor) -> None:
        """Raise into a thread that keeps the baton; if it does not feel it, it is blocked in C and left behind."""
        world = self._world
        steps, was_closing = world.steps, world.closing
        world.judge("spin")
        patient_until = _MONOTONIC() + _AGONY
        while inside_a_tool(victim) and _MONOTONIC() < patient_until:
            _SLEEP(_MOMENT)
        # From the first shot on no function of ours is called until the victim feels it: if there is a tracer, 3.11
        # goes round in circles at the beginning of each function as long as an exception waits for another thread.
        for _ in range(_SHOTS):
            if not victim.dying:
                pythonapi.PyThreadState_SetAsyncExc(c_ulong(victim.ident or 0), py_object(Curtain))
            end = _MONOTONIC() + _AGONY / _SHOTS
            while _MONOTONIC() < end:
                if world.steps != steps:
                    return
                _SLEEP(_MOMENT)
        victim.ended = True  # it cannot wait any more; unless it does already, and then it counted a step before
        if world.steps != steps:
            victim.ended = False
            return
        if not was_closing:
            world.judge_anew("stall")
        world.abandon(victim)

    def _bring_down(self) -> None:
        """End the run from outside: the conductor was interrupted."""
        self._world.close()
        if self._world.running is None and not self._world.over:
            self._world.pass_on(self._world.next())
        self._watch()


class _Lane:
    """What one lane does, and what it raised."""

    def __init__(self, world: Scheduler, name: str, play: Callable[[], None]) -> None:
        self.name = name
        self.error: BaseException | None = None
        self._world = world
        self._play = play

    def run(self) -> None:
        """Play, and tell the world when it is done."""
        try:
            self._play()
        except BaseException as error:  # noqa: BLE001 # `run` raises it in the conductor
            self.error = None if self._world.closing else error
        finally:
            self._world.lanes_left -= 1


@contextmanager
def _stage_for_one() -> Generator[None]:
    if not _ACQUIRE(_STAGE, False):
        message = "a process runs one VirtualTime at a time: another thread is running one"
        raise RuntimeError(message)
    try:
        yield
    finally:
        _STAGE.release()


@contextmanager
def _no_garbage_collected() -> Generator[None]:
    """Keep finalisers, which may wake threads, from running at moments that nobody has chosen."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
