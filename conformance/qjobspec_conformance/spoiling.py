"""A user who changes what he was given: to see whether a job has handed out its own.

This file does not know who looks at it afterwards.
"""

from __future__ import annotations

from typing import Any, Final

#: What a user writes into what was his.
MARK: Final = "spoilt"


def spoil(value: Any) -> None:
    """Change `value` in place, as far as it can be: lists and `dict`s are emptied or filled, also those of an object.

    What is in them is changed first, since a copy may share it.
    """
    try:
        if isinstance(value, list | dict):
            _inside(value)
        if isinstance(value, list):
            _list(value)
        elif isinstance(value, dict):
            _dict(value)
        elif not isinstance(value, type):
            for inner in getattr(value, "__dict__", {}).values():
                if isinstance(inner, list | dict):
                    spoil(inner)
    except Exception:  # noqa: BLE001, S110 - what cannot be changed stays as it is
        pass


def _inside(value: list[Any] | dict[Any, Any]) -> None:
    for inner in tuple(value.values() if isinstance(value, dict) else value):
        if isinstance(inner, list | dict):
            spoil(inner)


def _list(value: list[Any]) -> None:
    if value:
        value.clear()
    else:
        value.append(MARK)


def _dict(value: dict[Any, Any]) -> None:
    if value:
        value.clear()
    else:
        value[MARK] = MARK
