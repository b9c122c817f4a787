"""The table of calls that cannot be had in virtual time: each ends the run with a verdict that names it.

A second process has a clock of its own, and a signal comes when the machine's time has passed. This file does not know
the event loops of others, which are refused too.
"""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing.process import BaseProcess
from types import MethodType, ModuleType
from typing import Any, Final

from ._actors import acting
from ._swaps import Swap

_PROCESSES: Final = "processes cannot live in virtual time"
_SIGNALS: Final = "signals do not come in virtual time"
_THREADS: Final = "let the job use threads"
_TIMER: Final = "let the job use threading.Timer"
_EVENT: Final = "let the job wait for a threading.Event"
_CHILD: Final = "subprocess.run() is let through"
_LOOP: Final = asyncio.BaseEventLoop

#: Whose call it is, its name, how a verdict writes it, why it is refused, and the cure.
_TABLE: Final[tuple[tuple[ModuleType | type, str, str, str, str], ...]] = (
    (os, "fork", "os.fork()", _PROCESSES, _THREADS),
    (os, "forkpty", "os.forkpty()", _PROCESSES, _THREADS),
    (BaseProcess, "start", "multiprocessing.Process.start()", _PROCESSES, _THREADS),
    (ProcessPoolExecutor, "submit", "ProcessPoolExecutor.submit()", _PROCESSES, "give the job a ThreadPoolExecutor"),
    (_LOOP, "subprocess_exec", "asyncio.create_subprocess_exec()", _PROCESSES, _CHILD),
    (_LOOP, "subprocess_shell", "asyncio.create_subprocess_shell()", _PROCESSES, _CHILD),
    (signal, "alarm", "signal.alarm()", _SIGNALS, _TIMER),
    (signal, "setitimer", "signal.setitimer()", _SIGNALS, _TIMER),
    (signal, "pause", "signal.pause()", _SIGNALS, _EVENT),
    (signal, "sigwait", "signal.sigwait()", _SIGNALS, _EVENT),
    (signal, "sigwaitinfo", "signal.sigwaitinfo()", _SIGNALS, _EVENT),
    (signal, "sigtimedwait", "signal.sigtimedwait()", _SIGNALS, _EVENT),
)


def refusing(real: Callable[..., Any], call: str, why: str, cure: str) -> Callable[..., Any]:
    """Return a function that does what `real` does, but not for a managed thread."""

    def refuse(*arguments: Any, **named: Any) -> Any:
        me = acting()
        if me is None:
            return real(*arguments, **named)
        return me.world.refuse(me, call, why, cure)

    return refuse


def _called_by_module(real: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """Call a refused function of a module: bound to it, as a method is, so that a class may keep it."""
    return real(*arguments, **named)


def _rows() -> Iterator[Swap]:
    for owner, name, *texts in _TABLE:
        real = vars(owner).get(name)
        if real is not None:
            virtual = refusing(real, *texts)
            yield Swap(owner, name, MethodType(_called_by_module, virtual) if isinstance(owner, ModuleType) else virtual)


SWAPS: Final = tuple(_rows())

#: The functions that modules bind to names of their own.
BOUND: Final = tuple(swap for swap in SWAPS if isinstance(swap.owner, ModuleType))
