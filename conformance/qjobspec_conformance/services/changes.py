"""What users change of a job's record by requests of their own: its name and its tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from .answers import Answer

#: The roles that change a record; the fields of the record have the same names.
CHANGEABLE: Final = ("name", "tags")


def changes_of(body: bytes) -> dict[str, Any]:
    """The fields that a request with this body changes."""
    document = Answer(body=body).document()
    return {name: document[name] for name in CHANGEABLE if name in document} if isinstance(document, dict) else {}


def answering(answer: Answer, changes: Mapping[str, Any]) -> Answer:
    """The answer to a request that makes `changes`: it tells them, if it tells anything."""
    document = answer.document() if changes else None
    return answer.saying({**document, **changes}) if isinstance(document, dict) else answer


def changed(answer: Answer, changes: Mapping[str, Any], *, within: str = "") -> Answer:
    """The answer with what the user has changed, in the fields of its record, which may stand `within` a field."""
    document = answer.document() if changes else None
    if not isinstance(document, dict):
        return answer
    if within:
        return answer.saying({**document, within: _with(document.get(within), changes)})
    return answer.saying(_with(document, changes))


def _with(record: Any, changes: Mapping[str, Any]) -> Any:
    if not isinstance(record, dict):
        return record
    return {**record, **{name: value for name, value in changes.items() if name in record}}
