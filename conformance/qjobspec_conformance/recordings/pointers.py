"""JSON Pointers into documents, in which a `*` stands for every item and every field."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from ..documents.texts import Place

#: The step that every item and every field takes.
EVERY: Final = "*"


def steps(pointer: str) -> tuple[str, ...]:
    """The names in a pointer; none for the whole document."""
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:])


def found(document: Any, pointer: str) -> Iterator[tuple[Place, Any]]:
    """Every place in `document` to which `pointer` leads, with what stands there, in the order of the document."""
    wanted = steps(pointer)
    waiting: list[tuple[Place, Any]] = [((), document)]
    while waiting:  # not by recursion: pointers may have more steps than Python has frames
        place, here = waiting.pop()
        if len(place) == len(wanted):
            yield place, here
        else:
            waiting += [((*place, key), value) for key, value in reversed(list(_members(here, wanted[len(place)])))]


def first(document: Any, pointer: str) -> Any:
    """What stands at the first place to which `pointer` leads; `None` if there is none."""
    return next((value for _, value in found(document, pointer)), None)


def _members(document: Any, step: str) -> Iterator[tuple[str | int, Any]]:
    if isinstance(document, dict):
        yield from document.items() if step == EVERY else [(step, document[step])] if step in document else []
    elif isinstance(document, list) and step == EVERY:
        yield from enumerate(document)
    elif isinstance(document, list) and _is_index(step) and int(step) < len(document):
        yield int(step), document[int(step)]


def _is_index(step: str) -> bool:
    """Whether a step is a number of a list as JSON Pointers write them; longer ones lead nowhere in any list."""
    return step.isascii() and step.isdigit() and (step == "0" or step[0] != "0") and len(step) < len("1000000000")
