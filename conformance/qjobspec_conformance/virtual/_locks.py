"""Locks, re-entrant locks and conditions: acquiring one is where a managed thread waits in virtual time.

Events, semaphores, barriers, queues, futures and timers are made of these, so nothing has to be said about them.
Releasing stays as it is: who waits asks the lock itself. This file does not know who runs next.
"""

import sys
import threading
from _thread import LockType, RLock, get_ident
from collections.abc import Callable
from types import FrameType
from typing import Any, Final, cast

from ._actors import ACTORS, Actor
from ._stacks import is_a_tools, is_ours, is_standard
from ._swaps import Swap

_ACQUIRE: Final = cast("Callable[..., bool]", LockType.__dict__["acquire"])
_LOCKED: Final = cast("Callable[[LockType], bool]", LockType.__dict__["locked"])
_REACQUIRE: Final = cast("Callable[..., bool]", RLock.__dict__["acquire"])
_RELEASE_ONCE: Final = cast("Callable[[RLock], None]", RLock.__dict__["release"])
_IS_OWNED: Final = cast("Callable[[RLock], bool]", RLock.__dict__["_is_owned"])
_ACQUIRE_RESTORE: Final = cast("Callable[[RLock, tuple[int, int]], None]", RLock.__dict__["_acquire_restore"])

#: What the threads of the interpreter hold for microseconds while they begin and end, outside of virtual time.
_ALWAYS_REAL: Final = frozenset(
    id(lock)
    for name in ("_active_limbo_lock", "_shutdown_locks_lock")
    if (lock := getattr(threading, name, None)) is not None
)

# Where a program's own call into these begins: through them we look for the caller, to see whose acquiring it is.
_THROUGH: Final = frozenset({"threading", "queue", "concurrent.futures._base"})
_CONDITION_WAIT: Final = threading.Condition.wait.__code__


def _acquire(lock: LockType, blocking: bool = True, timeout: float = -1) -> bool:
    me = ACTORS.get(get_ident())
    if me is None:
        return _ACQUIRE(lock, blocking, timeout)
    return _take(me, lock, blocking, timeout)


def _enter(lock: LockType) -> bool:
    me = ACTORS.get(get_ident())
    if me is None:
        return _ACQUIRE(lock)
    return _take(me, lock, True, -1)


def _reacquire(lock: RLock, blocking: bool = True, timeout: float = -1) -> bool:
    me = ACTORS.get(get_ident())
    if me is None or _IS_OWNED(lock):
        return _REACQUIRE(lock, blocking, timeout)
    return _take(me, lock, blocking, timeout)


def _acquire_restore(lock: RLock, state: tuple[int, int]) -> None:
    me = ACTORS.get(get_ident())
    if me is None:
        _ACQUIRE_RESTORE(lock, state)
        return
    _take(me, lock, True, -1)
    for _ in range(state[0] - 1):
        _REACQUIRE(lock)


def _take(
    me: Actor,
    lock: LockType | RLock,
    blocking: bool,
    timeout: float,
) -> bool:
    """Acquire a lock that the calling thread does not own yet."""
    acquire, is_free = _ASKED[LockType if type(lock) is LockType else RLock]
    if timeout != -1 and (not blocking or not 0 <= timeout <= threading.TIMEOUT_MAX):
        return acquire(lock, blocking, timeout)  # which raises what it always raises
    world = me.world
    if world.picks.left and _is_the_programs(sys._getframe(2), blocking):  # pyright: ignore[reportPrivateUsage] # the cheap way to the caller
        world.step_aside(me)
    waits = blocking and timeout != 0
    if not (waits and world.is_wanted(lock)) and acquire(lock, False):
        return True
    if not waits:
        return False
    if id(lock) in _ALWAYS_REAL or is_a_tools(sys._getframe(2)):  # pyright: ignore[reportPrivateUsage] # as above
        return acquire(lock, blocking, timeout)
    until = None if timeout == -1 else world.after(timeout)
    while world.wait(me, "lock", until, goes_on=lambda: is_free(lock), wanted=lock):
        if acquire(lock, False):
            return True
    return acquire(lock, False)  # released at the very moment


def _is_free(lock: LockType) -> bool:
    return not _LOCKED(lock)


def _is_free_again(lock: RLock) -> bool:
    """Tell whether nobody owns the lock; it cannot be asked, only tried."""
    if _IS_OWNED(lock) or not _REACQUIRE(lock, False):
        return False
    _RELEASE_ONCE(lock)
    return True


def _is_the_programs(frame: FrameType | None, blocking: bool) -> bool:
    """Tell whether code outside of the standard library acquires, by itself or through a condition, queue or future.

    What else the standard library locks differs from version to version and from the first import to the second, and
    the same picks must mean the same on each.
    """
    if blocking:
        while frame is not None and (is_ours(frame) or frame.f_globals.get("__name__") in _THROUGH):
            if frame.f_code is _CONDITION_WAIT:
                return False
            frame = frame.f_back
    return frame is not None and not is_standard(frame) and not is_a_tools(frame)


#: How to acquire each type of lock for real, and how to see whether one is free.
_ASKED: Final[dict[type, tuple[Callable[..., bool], Callable[[Any], bool]]]] = {
    LockType: (_ACQUIRE, _is_free),
    RLock: (_REACQUIRE, _is_free_again),
}


class _AskedAnew:
    """A method that a condition takes from its lock: conditions made earlier have kept the lock's original."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._plain = vars(threading.Condition).get(name)

    def __get__(self, condition: threading.Condition | None, owner: type) -> object:
        if condition is None:
            return self._plain
        lock: object = vars(condition)["_lock"]
        if isinstance(lock, LockType | RLock) and hasattr(lock, self._name):
            return getattr(lock, self._name)
        kept = vars(condition).get(self._name)
        return self._plain.__get__(condition) if kept is None and self._plain is not None else kept

    def __set__(self, condition: threading.Condition, method: object) -> None:
        """Keep the original, so that nothing of ours outlives the run."""
        lock: object = getattr(method, "__self__", None)
        original = _ORIGINALS.get((type(lock), self._name))
        vars(condition)[self._name] = method if original is None else original.__get__(lock)


#: The methods of the C types that conditions keep.
_ORIGINALS: Final[dict[tuple[type, str], Any]] = {
    (LockType, "acquire"): _ACQUIRE,
    (RLock, "acquire"): _REACQUIRE,
    (RLock, "_acquire_restore"): _ACQUIRE_RESTORE,
}

SWAPS: Final = (
    Swap(LockType, "acquire", _acquire),
    Swap(LockType, "acquire_lock", _acquire),
    Swap(LockType, "__enter__", _enter),
    Swap(RLock, "acquire", _reacquire),
    Swap(RLock, "__enter__", _reacquire),
    Swap(RLock, "_acquire_restore", _acquire_restore),
    Swap(threading.Condition, "acquire", _AskedAnew("acquire")),
    Swap(threading.Condition, "_acquire_restore", _AskedAnew("_acquire_restore")),
)
