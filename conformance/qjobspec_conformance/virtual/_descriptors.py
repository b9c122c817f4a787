"""`select`, `poll`, `epoll` and the selectors made of them: waiting until a descriptor is ready, or for a timeout.

The machine is asked whether a descriptor is ready, without waiting, each time that somebody else has had a turn: so
what one thread writes into a pipe or a socket wakes the one that waits for its other end, and nothing that writes has
to tell us. This file does not know what flows through a descriptor, nor that there are event loops.
"""

import select
import selectors
from _thread import get_ident
from collections.abc import Callable
from types import MethodType
from typing import Any, Final, cast

from ._actors import ACTORS, Actor
from ._swaps import Swap

# Not every machine has both.
_EPOLL: Final[type[Any] | None] = getattr(select, "epoll", None)
_POLL: Final[type[Any] | None] = type(select.poll()) if hasattr(select, "poll") else None


class _Question:
    """Asks the machine what is ready, and keeps the answer: it may be given only once.

    Whoever has the baton asks; what the machine answers with an error is for the one who waits.
    """

    def __init__(self, ask: Callable[[], Any]) -> None:
        self._ask = ask
        self._answer: Any = None
        self._error: Exception | None = None

    def __call__(self) -> bool:
        """Tell whether there is an answer."""
        try:
            self._answer = self._ask()
        except Exception as error:  # noqa: BLE001 # raised where the answer is taken
            self._error = error
        return self._error is not None or any(self._answer)

    def answer(self) -> Any:
        """Return the answer, empty or not; raises what the machine has answered with."""
        if self._error is not None:
            raise self._error
        return self._answer


def _wait(me: Actor, waits_for: str, timeout: float | None, ask: Callable[[], Any]) -> Any:
    """Wait until `ask` has an answer that is not empty, or for so many seconds; return the answer."""
    timeout, me.exact = me.exact if me.exact is not None else timeout, None
    question = _Question(ask)
    if question():
        return question.answer()
    if timeout is not None and timeout <= 0:
        me.world.give_way(me)
        question()
        return question.answer()
    until = None if timeout is None else me.world.after(timeout)
    if not me.world.wait(me, waits_for, until, goes_on=question):
        question()  # ready at the very moment
    return question.answer()


def _select(real: Callable[..., Any], readers: Any, writers: Any, others: Any, timeout: Any = None, /) -> Any:
    me = ACTORS.get(get_ident())
    if me is None or not _is_a_length(timeout):
        return real(readers, writers, others, timeout)
    if timeout is not None and timeout < 0:
        return real(readers, writers, others, timeout)  # which raises what it always raises
    watched = [tuple(each) for each in (readers, writers, others)]
    return _wait(me, "select", timeout, lambda: real(*watched, 0))


def _poll(real: Callable[..., Any], poll: Any, timeout: Any = None, /) -> Any:
    me = ACTORS.get(get_ident())
    if me is None or not _is_a_length(timeout):
        return real(poll, timeout)
    seconds = None if timeout is None or timeout < 0 else timeout / 1000
    return _wait(me, "poll", seconds, lambda: real(poll, 0))


def _epoll(real: Callable[..., Any], epoll: Any, timeout: Any = None, maxevents: int = -1) -> Any:
    me = ACTORS.get(get_ident())
    if me is None or not _is_a_length(timeout):
        return real(epoll, timeout, maxevents)
    seconds = None if timeout is None or timeout < 0 else timeout
    return _wait(me, "epoll", seconds, lambda: real(epoll, 0, maxevents))


def _is_a_length(timeout: object) -> bool:
    return timeout is None or isinstance(timeout, int | float)


def _exactly(real: Callable[..., Any]) -> Callable[..., Any]:
    """Let a selector wait for just as long as it is asked to: the real ones round up to whole milliseconds."""

    def select(selector: Any, timeout: float | None = None) -> Any:
        me = ACTORS.get(get_ident())
        if me is None or timeout is None:
            return real(selector, timeout)
        me.exact = timeout
        try:
            return real(selector, timeout)
        finally:
            me.exact = None

    return select


def _method(owner: type[Any] | None, name: str, virtual: Callable[..., Any]) -> tuple[Swap, ...]:
    """Return the row for a method of a type that may be missing."""
    if owner is None:
        return ()
    real = vars(owner)[name]

    def method(*arguments: Any, **named: Any) -> Any:
        return virtual(real, *arguments, **named)

    return (Swap(owner, name, method),)


def _exact_selectors() -> tuple[Swap, ...]:
    """Return the rows for the selectors that round, each where its `select` is written."""
    named = (vars(selectors).get(name) for name in ("EpollSelector", "_PollLikeSelector"))
    return tuple(Swap(cast("type", each), "select", _exactly(vars(each)["select"])) for each in named if each is not None)


#: The function that modules bind to names of their own.
BOUND: Final = (Swap(select, "select", MethodType(_select, select.select)),)

SWAPS: Final = (
    *BOUND,
    *_method(_POLL, "poll", _poll),
    *_method(_EPOLL, "poll", _epoll),
    *_exact_selectors(),
)
