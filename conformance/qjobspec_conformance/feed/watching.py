"""A history that notes what is asked of it, so that it can be told what an answer depended on.

This file does not know who asks, nor what for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from ..examples import Origin
from ..histories import History
from ..untold import UntoldError

#: An answer that has to be looked at anew in each history.
OPAQUE: Final = object()

#: What a history says of its job before anything happens; where two have the same object, they have the same answers.
HEAD: Final = frozenset({"profile", "errors", "offers", "made_of"})


def token(name: str, answer: object) -> object:
    """What stands for the answer to question `name`: equal for two histories only if they have given the same answer."""
    if answer is None or answer is True or answer is False or answer == ():
        return answer
    if name in HEAD:
        return id(answer)
    return answer if isinstance(answer, frozenset | Origin) else OPAQUE


def asked(history: History, name: str) -> object:
    """What stands for the answer of `history` to question `name`, be it that nobody has told it."""
    try:
        return token(name, getattr(history, name))
    except UntoldError as error:
        return error.what


class Watched(History):
    """Answers as the history does of which it is made, and notes what it was asked."""

    def __init__(self, watched: History) -> None:
        vars(self).update(_watched=watched, _questions=set(), _opaque=set())

    def __getattribute__(self, name: str) -> Any:
        if name.startswith("__"):
            return object.__getattribute__(self, name)
        told = object.__getattribute__(self, "__dict__")
        answer = None
        try:
            answer = getattr(told["_watched"], name)
        finally:
            told["_questions"].add(name)
        if callable(answer):
            told["_questions"].discard(name)
            return partial(_called, told["_opaque"], name, answer)
        if token(name, answer) is OPAQUE:
            told["_opaque"].add(name)
        return answer


def questions(watched: Watched) -> frozenset[str] | None:
    """What it was asked, or `None` if an answer was one of which only the history itself knows what follows from it."""
    told = vars(watched)
    return None if told["_opaque"] else frozenset(told["_questions"])


#: Methods that find nothing in every history of the same outline (see `outline`) if they find nothing in one.
_LOOKING: Final = frozenset({"calls", "happened"})


def outline(history: History) -> tuple[object, ...]:
    """Which members were used, and which kinds of events there are and could be."""
    return (asked(history, "used"), asked(history, "kinds"), getattr(history, "records", None))


def _called(opaque: set[str], name: str, method: Callable[..., Any], *arguments: Any, **keywords: Any) -> Any:
    answer: object = OPAQUE
    try:
        answer = method(*arguments, **keywords)
    except UntoldError:
        answer = ()
        raise
    finally:
        if name not in _LOOKING or answer != ():
            opaque.add(name)
    return answer
