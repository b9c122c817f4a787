"""Judges of the properties of the backend, as it was when the job was run (METADATA)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from qjobspec import JobStatus

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, ruling
from ..histories import History
from .asking import asked_during
from .hearing import answers
from .moments import is_moment, moment
from .records import legible
from .words import seen

MEMBER = "properties"


def the_properties_are_those_of_the_run(history: History) -> Iterator[Finding]:
    """METADATA-13."""
    for call in legible(history, MEMBER):
        told = _told(history, call)
        if told:
            yield ruling(_not_those(history, call, told[-1]), *call.proof)


def the_properties_are_kept(history: History) -> Iterator[Finding]:
    """METADATA-14: only one of the two providers keeps them."""
    if not _keeps(history):
        return
    calls = list(legible(history, MEMBER))
    for call in calls:
        if call.argument("refresh") is True:
            yield ruling(None if asked_during(history, call) else f"{MEMBER}(refresh=True) asked nothing", *call.proof)
    for first, second in pairwise(calls):
        if first.value is None or first.value.is_none or second.argument("refresh") is True:
            continue
        if asked_during(history, second):
            yield ruling(f"{MEMBER}() asked the service once more", *first.proof, *second.proof)
        else:
            same = second.value is not None and second.value.content == first.value.content
            yield ruling(None if same else f"{MEMBER}() returned something else", *first.proof, *second.proof)


def _keeps(history: History) -> bool:
    member = history.profile.members.get(MEMBER)
    return member is not None and any(each.name == "refresh" for each in member.parameters)


def _told(history: History, call: Call) -> list[Exchange]:
    """The answers that tell properties, or that there are none."""
    found = answers(history, until=call.end_position)
    return [each for each in found if urlsplit(each.url).path.endswith("/properties")]


def _not_those(history: History, call: Call, told: Exchange) -> str | None:
    value = call.value
    if value is None or not (value.is_none or value.type.rpartition(".")[2] == "BackendProperties"):
        return f"{MEMBER}() {seen(call)}"
    if not told.document or not told.is_whole:
        return None if value.is_none else f"{MEMBER}() {seen(call)}, and there are none"
    if value.is_none or not _is_the_same(value.data, told.document):
        return f"{MEMBER}() {seen(call)}, and not what the service tells"
    return _not_of_then(history, told) if _keeps(history) else None


def _not_of_then(history: History, told: Exchange) -> str | None:
    """Whether other properties were asked for than those of when the job began to run."""
    asked = [date for _, said in parse_qsl(urlsplit(told.url).query) if (date := moment(said)) is not None]
    began = _began(history, told)
    if not asked:
        return f"{MEMBER}() asked for the properties of now, and not of when the job was run"
    if began is not None and max(asked) < began:
        return f"{MEMBER}() asked for the properties of {max(asked).isoformat()}, and the job was run at {began.isoformat()}"
    return None


def _began(history: History, told: Exchange) -> datetime | None:
    """When the service says that the job began to run, if it had when properties were asked for."""
    if not any(move.state is JobStatus.RUNNING for position, move in history.moves if position < told.position):
        return None
    metrics = list(answers(history, "metrics"))
    known = [each for each in metrics if each.last < told.position][-1:] or metrics[:1]
    moments = known[0].document.get("timestamps") if known else None
    return moment(moments.get("running")) if isinstance(moments, dict) else None


def _is_the_same(given: Any, told: Any) -> bool:
    """Whether properties are those that were told: of the same backend, measured at the same moment."""
    measured = given.get("last_update_date")
    measured = measured["moment"] if is_moment(measured) else measured
    names = given.get("backend_name"), told.get("backend_name")
    return names[0] == names[1] and moment(measured) == moment(told.get("last_update_date"))


JUDGES = {
    "METADATA-13": the_properties_are_those_of_the_run,
    "METADATA-14": the_properties_are_kept,
}
