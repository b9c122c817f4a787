"""Judges of a job's name, and of giving it another (METADATA)."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from qjobspec import ErrorRole

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_during
from .changes import from_then_on, makes_changes, was_refused
from .records import is_silent, legible, told, uncrossed
from .words import not_raised_as, seen


def the_name_is_told(history: History) -> Iterator[Finding]:
    """METADATA-3: as long as nobody gives it another, which is METADATA-4's business."""
    if any(call.began.member == "update_name" for call in history.all_calls):
        return
    for call in legible(history, "name"):
        said, silent = told(history, "name"), is_silent(history, call, "name")
        value = call.value
        if value is not None and value.is_none and silent:
            yield ruling(None, *call.proof)
        elif said or silent:
            fits = value is not None and value.type == "str" and value.plain in said
            yield ruling(
                None if fits else f"name() {seen(call)}, and the service says {(said or [None])[-1]!r}", *call.proof
            )


def a_new_name_is_given(history: History) -> Iterator[Finding]:
    """METADATA-4."""
    if not makes_changes(history):
        return
    for call, name in _renamed(history):
        sent = [each.sent for each in asked_during(history, call, "name")]
        fits = call.value is not None and call.value.type == "str" and call.value.plain == name
        if not fits:
            yield broken(f"update_name() {seen(call)}", *call.proof)
        elif not any(isinstance(body, dict) and body.get("name") == name for body in sent):
            yield broken(f"update_name() {seen(call)}, and did not ask the service", *call.proof)
        else:
            yield from _still(history, call, name)


def a_name_is_text(history: History) -> Iterator[Finding]:
    """METADATA-5."""
    for call in uncrossed(history, "update_name"):
        if not isinstance(call.argument("name"), str):
            asked = "update_name() asked the service for what is no name" if asked_during(history, call) else None
            yield ruling(not_raised_as(history, ErrorRole.INVALID_ARGUMENT, call) or asked, *call.proof)


def a_refused_name_is_an_error(history: History) -> Iterator[Finding]:
    """METADATA-6."""
    for call, name in _renamed(history):
        if was_refused(history, call, _confirms(name)):
            yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof)
            for later in from_then_on(history, call, "name"):
                told_since = any(record == name for record in told(history, "name"))
                wrong = later.value is not None and later.value.plain == name and not told_since
                yield ruling(f"the service did not take the name, but name() {seen(later)}" if wrong else None, *later.proof)


def _renamed(history: History) -> Iterator[tuple[Call, str]]:
    """The calls with a name that is one."""
    for call in uncrossed(history, "update_name"):
        name = call.argument("name")
        if isinstance(name, str):
            yield call, name


def _still(history: History, call: Call, name: str) -> Iterator[Finding]:
    yield ruling(None, *call.proof)
    for later in from_then_on(history, call, "name"):
        fits = later.value is not None and later.value.plain == name
        yield ruling(None if fits else f"the job was named {name!r}, but name() {seen(later)}", *call.proof, *later.proof)


def _confirms(name: str) -> Callable[[Exchange], bool]:
    return lambda answer: answer.document.get("name") == name


JUDGES = {
    "METADATA-3": the_name_is_told,
    "METADATA-4": a_new_name_is_given,
    "METADATA-5": a_name_is_text,
    "METADATA-6": a_refused_name_is_an_error,
}
