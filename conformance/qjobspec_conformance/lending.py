"""What a user lends to a job, and what is done with it, which each thing says itself.

A job that submits itself is lent circuits, a backend, an executor and a lock; one that is made, its result. This file does
not know what should be done with them.
"""

from __future__ import annotations

import copy
import inspect
import threading
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, Protocol

from .examples import Lent
from .virtual import Curtain


class Note(Protocol):
    """Whoever writes down what is done with what was lent to call `number`."""

    def __call__(self, number: int, what: str, does: str, given: Mapping[str, object]) -> None:
        """`what` was used in the way that `does` says."""
        ...


class Lender:
    """Lends what it is given, by name, and an executor and a lock of its own; `used` hears of all."""

    def __init__(self, used: Note, **given: object) -> None:
        self._used = used
        self._given = given

    def lend(self, lent: Lent, number: int) -> Any:
        """What call `number` gets."""

        def tell(does: str, given: Mapping[str, object] | None = None) -> None:
            self._used(number, lent.name, does, given or {})

        match lent.name:
            case "circuits" | "result":
                tell("lent", {lent.name: self._given[lent.name]})
                return self._given[lent.name]
            case "backend":
                return _watched(self._given["backend"], tell)
            case "executor":
                return _Executor(tell, lent.busy)
            case _:
                return _Lock(tell, lent.busy)


class _Executor(ThreadPoolExecutor):
    """One worker, who has something else to do for `busy` seconds."""

    def __init__(self, tell: Callable[[str], None], busy: float) -> None:
        super().__init__(max_workers=1, thread_name_prefix="executor")
        self._tell = tell
        if busy:
            super().submit(time.sleep, busy)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Take it, and tell when it is done."""
        self._tell("takes")
        return super().submit(self._done, fn, args, kwargs)

    def _done(self, fn: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
        self._tell("begins")
        return _ending(lambda: fn(*arguments, **named), lambda: self._tell("ends"), lambda: self._tell("ends"))


class _Lock:
    """A lock that others hold for the first `busy` seconds."""

    def __init__(self, tell: Callable[[str], None], busy: float) -> None:
        self._tell = tell
        self._lock = threading.Lock()
        self._free_at = time.monotonic() + busy

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:  # noqa: FBT001, FBT002 - as locks have it
        """Take it."""
        held = max(0.0, self._free_at - time.monotonic())
        if held and (not blocking or 0 <= timeout < held):
            time.sleep(max(0.0, timeout) if blocking else 0.0)
            return False
        if held:
            time.sleep(held)
        taken = self._lock.acquire(blocking, max(0.0, timeout - held) if timeout >= 0 else timeout)
        if taken:
            self._tell("taken")
        return taken

    def release(self) -> None:
        """Free it."""
        self._lock.release()
        self._tell("freed")

    def locked(self) -> bool:
        """Whether somebody holds it."""
        return self._lock.locked() or time.monotonic() < self._free_at

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *_: object) -> None:
        self.release()


class _Tell(Protocol):
    def __call__(self, does: str, given: Mapping[str, object] | None = None) -> None: ...


def _watched(backend: Any, tell: _Tell) -> Any:
    """A copy of `backend` that tells what it is given to run: the harness's own may outlive this run."""
    run, watched = backend.run, copy.copy(backend)

    def running(*arguments: Any, **named: Any) -> Any:
        tell("runs", _by_name(run, arguments, named))
        return _ending(lambda: run(*arguments, **named), lambda: tell("accepts"), lambda: tell("refuses"))

    watched.run = running
    return watched


def _by_name(run: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]) -> Mapping[str, object]:
    """The arguments by the names that `run` has for them; what has none is left out."""
    try:
        signature = inspect.signature(run)
        bound = signature.bind_partial(*arguments, **named)
    except (TypeError, ValueError):
        return named
    rest = {name: named[name] for name in named if name not in bound.arguments}
    several = (inspect.Parameter.VAR_KEYWORD, inspect.Parameter.VAR_POSITIONAL)
    return {name: value for name, value in bound.arguments.items() if signature.parameters[name].kind not in several} | rest


def _ending(do: Callable[[], Any], done: Callable[[], None], failed: Callable[[], None]) -> Any:
    """What `do` gives; one of the others hears of its end, unless the run is over."""
    try:
        given = do()
    except Curtain:
        raise
    except BaseException:
        failed()
        raise
    done()
    return given
