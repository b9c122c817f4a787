"""What users change of a job's record by requests of their own: its name and its tags."""

from __future__ import annotations

from typing import Any, Final

from .answers import Answer

#: The roles that change a record; the fields of the record have the same names.
CHANGEABLE: Final = ("name", "tags")


def changes_of(body: bytes) -> dict[str, Any]:
    """The fields that a request with this body changes."""
    document = Answer(body=body).document()
    return {name: document[name] for name in CHANGEABLE if name in document} if isinstance(document, dict) else {}


def changed(answer: Answer, changes: dict[str, Any]) -> Answer:
    """The answer with what the user has changed, in the fields that it has."""
    document = answer.document() if changes else None
    if not isinstance(document, dict):
        return answer
    return answer.saying({**document, **{name: value for name, value in changes.items() if name in document}})
