"""The judge of what a job knows and no document names (CONSTRUCTOR-5)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..exchanges import RECORD, Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .words import seen


def what_else_is_known_is_an_attribute(history: History) -> Iterator[Finding]:
    """CONSTRUCTOR-5: a field of the record may be read as it is written or in the spelling of Python."""
    if history.profile.constructor is None:
        return
    taken = {each.name for each in history.profile.constructor.parameters}
    made = history.constructed
    for name, given in made.began.arguments if made is not None else ():
        for call in history.calls(name) if name not in taken | history.profile.members.keys() else ():
            fits = call.value is not None and call.value.data == _plain(given)
            yield ruling(None if fits else f"{name} {seen(call)}; the constructor was given {given!r}", *call.proof)
    for record in (each for each in history.requests if each.role == RECORD):
        yield from _fields_of(history, record, taken)


def _plain(given: object) -> object:
    return list(given) if isinstance(given, tuple) else given


def _fields_of(history: History, record: Exchange, taken: set[str]) -> Iterator[Finding]:
    """Whether the fields of a record that the user has tried to read as attributes can be."""
    told = record.document if record.answered is not None and record.answered.lasts == 0 else {}
    for field, value in told.items():
        spelt = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", field).lower()
        names = {field, spelt, f"{spelt}_"} - taken - history.profile.members.keys()
        calls = [call for call in history.calls(*names) if call.position > (record.answer_position or 0)] if names else []
        read = [call for call in calls if call.value is not None]
        if read:
            fits = any(call.value is not None and call.value.data == value for call in read)
            fault = None if fits else f"{field} is {value!r} in the record, and {read[0].began.member} is {read[0].value}"
            yield ruling(fault, record.position, *(at for call in read for at in call.proof))
        elif {field, spelt} <= {call.began.member for call in calls}:
            saw = f"the record has {field!r}, and {calls[0].began.member} {seen(calls[0])}"
            yield broken(saw, record.position, *calls[0].proof)


JUDGES = {"CONSTRUCTOR-5": what_else_is_known_is_an_attribute}
