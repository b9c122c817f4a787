"""Documents as histories: held against the schema and against sense, with the place of whatever is wrong.

The validator in Rust is used where it is installed (extra `judge`), because it is three hundred times as fast; what is wrong
is then found, and said in plain words, by the one that `validate` uses. This file does not judge.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from qjobspec import schema

from ..histories import History
from ..restoring import history_of
from .clocks import at_once, early
from .faulty import FaultyError
from .soundness import be_sound

#: What is over in so many seconds takes no time, if a clock has measured it that nobody knows better.
INSTANT: Final = 1.0


@cache
def _is_valid() -> Callable[[Any], bool]:
    try:
        import jsonschema_rs  # noqa: PLC0415 - an extra
    except ModuleNotFoundError:
        from ..documents.faults import faults  # noqa: PLC0415 - it takes its time to import

        return lambda document: not faults(document, "history")
    valid: Callable[[Any], bool] = jsonschema_rs.Draft202012Validator(schema("history")).is_valid
    return valid


class Restored:
    """One document and the histories that it can be read as; `FaultyError` if it is none."""

    def __init__(self, document: Any, *, subject: str, profile_name: str, instant: float | None) -> None:
        _be_valid(document)
        be_sound(document["events"])
        self.document: Mapping[str, Any] = document
        self._subject = subject
        self._profile = profile_name
        exact = 0.0 if "example" in document else INSTANT
        self._instant: float = document.get("instant", exact if instant is None else instant)

    def history(self) -> History:
        """What was written, word for word."""
        return self._of(self.document["events"])

    def readings(self) -> Iterator[History]:
        """The history as its clock can tell it; then, if that leaves a doubt, as it can tell it too."""
        if not self._instant:
            yield self.history()
            return
        read = at_once(self.document["events"], self._instant)
        yield self._of(read)
        yield self._of(early(read, self._instant))

    def _of(self, events: list[dict[str, Any]]) -> History:
        try:
            return history_of({**self.document, "events": events}, subject=self._subject, profile_name=self._profile)
        except KeyError as error:
            raise FaultyError(("profile",), _no_profile(str(error.args[0]), self.document)) from error


def _no_profile(said: str, document: Mapping[str, Any]) -> str:
    return said if document.get("profile") else "is missing: write it there, or say --profile NAME"


def _be_valid(document: Any) -> None:
    if _is_valid()(document):
        return
    from ..documents.faults import faults  # noqa: PLC0415 - only where something is wrong

    first = min(faults(document, "history"), key=lambda fault: [str(part).rjust(9) for part in fault.place])
    raise FaultyError(first.place, first.reason)
