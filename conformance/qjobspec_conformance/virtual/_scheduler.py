"""The baton, the ready, the deadlines: who runs next, and when nobody can.

Exactly one managed thread runs at a time. All state here belongs to the thread that holds the baton, or to the
conductor while nobody holds it; so there is no lock, and an exception that strikes anywhere cannot leave one behind.
A wait is a question (`goes_on`) that is asked at every hand-over, so no release, put or notify has to tell us anything,
whichever thread it comes from. This file knows nothing of what is patched.
"""

from _thread import allocate_lock
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Final, NoReturn

from ._actors import NOTHING, Actor, Curtain
from ._deadlines import Bell, Deadlines
from ._limits import Limits
from ._moments import after, creep, seconds
from ._picks import Picks
from ._stacks import seen, strangers
from ._troupe import Troupe
from ._verdicts import Patience, Refused, Stuck, ThreadSeen
from ._wall import WallClock

#: A thread that goes on waiting this often after its curtain is left behind, asleep for ever.
MOST_CURTAINS: Final = 20


class Scheduler:
    """One run: a world of actors with one clock."""

    def __init__(self, picks: Sequence[int], patience: Patience, wall: WallClock) -> None:
        self.now = 0
        #: Grows with every wait and hand-over; the watchdog looks at it.
        self.steps = 0
        self.running: Actor | None = None
        self.lanes_left = 0
        #: The lanes have ended or a verdict was found: every wait ends with a `Curtain` from here on.
        self.closing = False
        self.over = False
        self.verdict: Stuck | Refused | None = None
        self.ended_at = 0
        #: The threads still alive when the lanes had ended.
        self.left: tuple[ThreadSeen, ...] = ()
        self.troupe = Troupe()
        self.limits = Limits(patience)
        self.picks = Picks(picks)
        self._wall = wall
        #: Held until the conductor is needed.
        self.bell = allocate_lock()
        self.bell.acquire()
        self._alive: dict[Actor, None] = {}
        self._ready: list[Actor] = []
        self._asking: dict[Actor, None] = {}
        self._deadlines = Deadlines()

    # What an actor calls while it holds the baton.

    def after(self, length: float) -> int:
        """Return the moment `length` seconds from now."""
        return after(self.now, length)

    def read(self) -> int:
        """Return the moment, for a clock; a thread that does nothing but look at the clock spins."""
        if self.limits.passed_by_reading():
            self.judge("spin")
            raise Curtain
        if self.limits.has_stayed():
            self.now = creep(self.now)
        return self.now

    def read_wall(self) -> int:
        """Return the moment for a clock on the wall, in nanoseconds since 1970."""
        return self._wall.at(self.read())

    def wait(
        self,
        me: Actor,
        waits_for: str,
        until: int | None,
        *,
        goes_on: Callable[[], bool] | None = None,
        wanted: object = None,
    ) -> bool:
        """Hand the baton on until `goes_on()` holds (True) or the moment `until` has come (False).

        Raises `Curtain` when the world closes meanwhile.
        """
        self.steps += 1
        if self.over or me.ended:
            raise Curtain
        me.waits_for, me.until, me.goes_on, me.wanted = waits_for, until, goes_on, wanted
        me.curtains += self.closing
        if until is not None:
            self._deadlines.add(until, self.steps, me)
        if goes_on is not None:
            self._asking[me] = None
        self._yield_from(me, self.next())
        return not me.timed_out

    def ring(self, moment: int, bell: Callable[[], None]) -> None:
        """Have `bell` called when the moment has come."""
        self.steps += 1
        self._deadlines.add(moment, self.steps, Bell(bell))

    def step_aside(self, me: Actor) -> None:
        """Let the drawn schedule run another ready thread first, before `me` takes a lock."""
        self._ask()
        pick = 0 if self.closing else self.picks.among(len(self._ready) + 1)
        if pick:
            self.steps += 1
            other = self._ready.pop(pick - 1)
            me.wanted = None
            self._wake(me)
            self._yield_from(me, other)

    def give_way(self, me: Actor) -> None:
        """Let those go first who are ready; it is no wait, and takes no time."""
        self._ask()
        if self._ready and not self.closing:
            self.steps += 1
            me.wanted = None
            self._wake(me)
            self._yield_from(me, self.next())

    def refuse(self, me: Actor, call: str, why: str, cure: str) -> NoReturn:
        """Write down that `me` has called what cannot be had here, and close."""
        if not self.closing:
            self.verdict = Refused(call, why, cure, seconds(self.now), seen(me))
            self.close()
        raise Curtain

    def is_wanted(self, lock: object) -> bool:
        """Tell whether somebody has been waiting for this lock: who comes later stands behind."""
        return any(actor.wanted is lock for actors in (self._asking, self._ready) for actor in actors)

    def enter(self, actor: Actor) -> None:
        """Put a new actor behind the ready ones."""
        self.troupe.cast[actor.thread] = actor
        self._alive[actor] = None
        self._ready.append(actor)

    def leave(self, me: Actor) -> None:
        """Hand the baton on for good."""
        self.steps += 1
        if not me.ended:
            self._strike_off(me)
            self.pass_on(self.next())

    # What is called by whoever owns the state: the holder of the baton, or the conductor while there is none.

    def next(self) -> Actor | None:
        """Return who runs next; None when nobody can: then the world is over, or only a stranger could help."""
        if self.limits.passed_by_hand_over():
            self.judge("spin")
        while True:
            self._ask()
            if self._ready and (self.lanes_left or self.closing or not self.limits.passed_by_encore()):
                return self._ready.pop(0 if self.closing else self.picks.among(len(self._ready)))
            if self.closing:
                return self._next_to_leave()
            if not self.lanes_left:
                self.close()
            elif not self._time_passes():
                if strangers(self.troupe.known):
                    return None
                self.judge("deadlock")

    def pass_on(self, actor: Actor | None) -> None:
        """Give the baton to `actor`, or ring for the conductor."""
        self.running = actor
        if actor is not None:
            actor.give()
        else:
            with suppress(RuntimeError):  # it rings already
                self.bell.release()

    def begin(self) -> None:
        """Give the baton to the first one."""
        self.pass_on(self._ready.pop(0) if self._ready else self.next())

    def resume(self) -> bool:
        """Give the baton to somebody whom a stranger has woken; False when there is none."""
        self._ask()
        if self._ready:
            self.pass_on(self.next())
        return self.running is not None

    def judge(self, kind: str) -> None:
        """Write the verdict down, with all stacks, and close."""
        if not self.closing:
            self.verdict = Stuck(kind, seconds(self.now), tuple(seen(actor) for actor in tuple(self._alive)))
            self.close()

    def judge_anew(self, kind: str) -> None:
        """Correct the verdict: it is all the same threads, but something else is wrong with them."""
        if isinstance(self.verdict, Stuck):
            self.verdict = Stuck(kind, self.verdict.at, self.verdict.threads)

    def close(self) -> None:
        """Begin to bring everybody down."""
        if self.closing:
            return
        self.closing = True
        self.ended_at = self.now
        self.left = tuple(seen(actor) for actor in self._alive if not actor.idle)
        for actor in tuple(self._ready):
            self._throw(actor)
        for farewell in self.troupe.farewells:
            farewell()

    def abandon(self, actor: Actor) -> None:
        """Go on without the holder of the baton, who is blocked in C."""
        self._lose(actor)
        self.pass_on(self.next())

    # Only used here.

    def _yield_from(self, me: Actor, other: Actor | None) -> None:
        if other is me:
            self.running = me
        else:
            self.pass_on(other)
            me.take()
        me.waits_for = NOTHING
        if me.thrown:
            me.thrown = False
            raise Curtain

    def _wake(self, actor: Actor) -> None:
        actor.turn += 1
        actor.timed_out = False
        actor.waits_for, actor.until = "its turn", None
        self._asking.pop(actor, None)
        self._ready.append(actor)
        if self.closing and not actor.curtains:
            self._throw(actor)

    def _throw(self, actor: Actor) -> None:
        """Let it come out of its wait by the curtain; but a worker with idle hands is sent home by its executor."""
        if not actor.idle:
            actor.curtains += 1
            actor.thrown = True

    def _ask(self) -> None:
        """Wake all whose wait is over, the longest waiting first; only the first of those who want the same lock."""
        if not self._asking:
            return
        promised = {id(actor.wanted) for actor in self._ready}
        for actor in tuple(self._asking):
            if actor.wanted is not None and id(actor.wanted) in promised:
                continue
            if actor.curtains < MOST_CURTAINS and actor.goes_on is not None and actor.goes_on():
                promised.add(id(actor.wanted))
                self._wake(actor)

    def _time_passes(self) -> bool:
        """Jump to the earliest deadline and wake all that it is due for; False when there is none."""
        moment = self._deadlines.earliest()
        if moment is None:
            return False
        self.now = max(self.now, moment)
        if self.limits.passed_by_jump(self.now):
            self.judge("overrun")
        while moment is not None and moment <= self.now and not self.closing:
            self._wake_by_deadline(self._deadlines.pop())
            moment = self._deadlines.earliest()
        return True

    def _wake_by_deadline(self, actor: Actor | Bell) -> None:
        if isinstance(actor, Bell):
            actor.ring()
            return
        if self.limits.passed_by_waking(actor):
            self.judge("overrun")
            return
        self._wake(actor)
        actor.timed_out = True

    def _next_to_leave(self) -> Actor | None:
        """Throw the next one out: idle hands last, and who had a curtain already after who had none."""
        for actor in sorted(self._alive, key=lambda actor: (actor.idle, actor.curtains)):
            if actor.curtains < MOST_CURTAINS:
                self._wake(actor)
                actor.thrown = True
                return self._ready.pop()
            self._lose(actor)
        self.over = True
        return None

    def _strike_off(self, actor: Actor) -> None:
        actor.ended = True
        actor.turn += 1
        self._alive.pop(actor, None)
        self._asking.pop(actor, None)

    def _lose(self, actor: Actor) -> None:
        self._strike_off(actor)
        self.troupe.lose(actor)
