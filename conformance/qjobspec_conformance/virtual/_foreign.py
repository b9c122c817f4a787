"""Event loops that are not made of selectors, uvloop's above all: they wait in C, and are refused.

This file does not know how asyncio's own loops are ordered.
"""

from asyncio import AbstractEventLoop, BaseEventLoop
from collections.abc import Callable
from typing import Any, Final

from ._refusals import refusing
from ._swaps import Swap

_WHY: Final = "an event loop that waits in C cannot live in virtual time"
_CURE: Final = "let the job use asyncio's own: asyncio.SelectorEventLoop"


class ForeignLoops:
    """Makes the loops known so far, and those defined later, refuse to run; and lets them again."""

    def __init__(self) -> None:
        self._ways_back: list[Callable[[], None]] = []

    def bind(self) -> None:
        """Let no foreign loop run in a managed thread."""
        for loop in _foreign(AbstractEventLoop):  # type: ignore[type-abstract] # it is only asked for its subclasses
            self._refuse(loop)
        self._ways_back.append(Swap(AbstractEventLoop, "__init_subclass__", classmethod(self._defined)).make())

    def release(self) -> None:
        """Put everything back."""
        while self._ways_back:
            self._ways_back.pop()()

    def _defined(self, loop: type[AbstractEventLoop], /, **named: Any) -> None:
        super(AbstractEventLoop, loop).__init_subclass__(**named)
        if not issubclass(loop, BaseEventLoop):
            self._refuse(loop)

    def _refuse(self, loop: type[AbstractEventLoop]) -> None:
        for name in ("run_forever", "run_until_complete"):
            call = f"{loop.__module__}.{loop.__qualname__}.{name}()"
            self._ways_back.append(Swap(loop, name, refusing(getattr(loop, name), call, _WHY, _CURE)).make())


def _foreign(loop: type[AbstractEventLoop]) -> list[type[AbstractEventLoop]]:
    """Return the loops made from this one that are not made from asyncio's own."""
    found = [each for each in loop.__subclasses__() if not issubclass(each, BaseEventLoop)]
    return [*found, *(further for each in found for further in _foreign(each))]
