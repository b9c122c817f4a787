"""What the text of a runtime program's result means: plain JSON with values encoded in it, or any other text as it is.

Nothing in it is ever run or imported: kinds that need NumPy or Qiskit, and those that nobody knows, stay as they were sent.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final

from .results import Result


def _complex(value: Any) -> complex:
    real, imaginary = value
    return complex(real, imaginary)


def _datetime(value: Any) -> datetime | date:
    return datetime.fromisoformat(value) if len(value) > len("2021-10-12") else date.fromisoformat(value)


_KINDS: Final[Mapping[str, Callable[[Any], Any]]] = {
    "complex": _complex,
    "datetime": _datetime,
    "set": set,
    "Result": Result.of,
}


class ResultDecoder:
    """How results are decoded unless a user says otherwise; a decoder of one's own overrides `decode`."""

    @classmethod
    def decode(cls, data: str) -> Any:
        """The value that a text means; the text itself if it is no JSON, `None` if it is empty (RESULT-25, RESULT-26)."""
        if not data:
            return None
        try:
            return json.loads(data, object_hook=_decoded)
        except (ValueError, RecursionError):
            return data


def _decoded(document: dict[str, Any]) -> Any:
    kind = _KINDS.get(str(document.get("__type__")))
    if kind is None or "__value__" not in document:
        return document
    try:
        return kind(document["__value__"])
    except Exception:  # noqa: BLE001 - what is not what it says stays as it was sent, whatever is wrong with it
        return document
