"""What a request is answered with: a code and a document or a text, or a refusal in the manner of the API.

This file does not know HTTP libraries.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with a body that is JSON, or plain text, or nothing."""

    document: Any = None
    text: str | None = None
    code: int = HTTPStatus.OK


#: The answer of few words.
NOTHING: Final = Answer(text="", code=HTTPStatus.NO_CONTENT)


class Refused(Exception):  # noqa: N818 - it is an answer, not an error
    """The service does not do what it was asked; `name` says why to a program, the message to a person."""

    def __init__(self, code: int, message: str, name: str | None = None) -> None:
        super().__init__(message)
        self.code = int(code)
        self.message = message
        self.name = name or HTTPStatus(code).name


def _ibmq(refused: Refused) -> Mapping[str, Any]:
    """Said twice: the schema of this family has it plain, its clients read it under `error`."""
    said = {"message": refused.message, "code": refused.name, "status": refused.code}
    return {**said, "error": {**said, "name": refused.name}}


def _runtime(refused: Refused) -> Mapping[str, Any]:
    return {"error": {"message": refused.message, "code": refused.name, "status": refused.code}}


#: How each family words a refusal.
REFUSALS: Final[Mapping[str, Callable[[Refused], Mapping[str, Any]]]] = {
    "ibmq": _ibmq,
    "runtime": _runtime,
    "runtime-v2": _runtime,
}
