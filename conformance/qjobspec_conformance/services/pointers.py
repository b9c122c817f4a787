"""Places in a JSON document by JSON Pointer (RFC 6901): find, put, take away. A change gives a new document."""

from __future__ import annotations

from typing import Any, Final


class _Absent:
    """What `find` answers for a place that a document does not have."""

    def __repr__(self) -> str:
        return "ABSENT"


ABSENT: Final = _Absent()


def find(document: Any, pointer: str) -> Any:
    """What stands at `pointer`, or `ABSENT`."""
    for step in _steps(pointer):
        if isinstance(document, dict) and step in document:
            document = document[step]
        elif isinstance(document, list) and step.isdecimal() and int(step) < len(document):
            document = document[int(step)]
        else:
            return ABSENT
    return document


def put(document: Any, pointer: str, value: object) -> Any:
    """The document with `value` at `pointer`; objects on the way are made where there are none."""
    steps = _steps(pointer)
    return _put(document, steps, value) if steps else value


def take(document: Any, pointer: str) -> Any:
    """The document without the field at `pointer`; the same document if it has none."""
    steps = _steps(pointer)
    holder = find(document, "".join(f"/{_escaped(step)}" for step in steps[:-1])) if steps else ABSENT
    if not isinstance(holder, dict) or steps[-1] not in holder:
        return document
    kept = {key: value for key, value in holder.items() if key != steps[-1]}
    return put(document, "".join(f"/{_escaped(step)}" for step in steps[:-1]), kept)


def _put(document: Any, steps: list[str], value: object) -> Any:
    if not steps:
        return value
    first, *rest = steps
    if isinstance(document, list) and first.isdecimal() and int(first) < len(document):
        changed = list(document)
        changed[int(first)] = _put(changed[int(first)], rest, value)
        return changed
    fields = dict(document) if isinstance(document, dict) else {}
    fields[first] = _put(fields.get(first), rest, value)
    return fields


def _steps(pointer: str) -> list[str]:
    return [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]


def _escaped(step: str) -> str:
    return step.replace("~", "~0").replace("/", "~1")
