"""Judges of which job it is (IDENTITY)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from ..calls import Call
from ..examples import Origin
from ..findings import Finding, broken, kept, ruling
from ..histories import History


def the_id_is_text(history: History) -> Iterator[Finding]:
    """IDENTITY-1."""
    for call in history.calls("job_id"):
        if (value := call.value) is not None:
            fits = isinstance(value.plain, str) and value.type == "str" and value.plain != ""
            yield ruling(None if fits else f"job_id() returned {value}", *call.proof)


def the_id_never_changes(history: History) -> Iterator[Finding]:
    """IDENTITY-2."""
    told = [call for call in history.calls("job_id") if call.value is not None]
    for first, second in pairwise(told):
        same = first.value == second.value
        yield ruling(None if same else f"job_id() returned {first.value}, then {second.value}", *first.proof, *second.proof)


def two_jobs_have_two_ids(history: History) -> Iterator[Finding]:
    """IDENTITY-3: at a service two jobs are two that were handed in, else two handles on one."""
    if history.job is not None and history.origin is not Origin.RUN:
        return
    asked = [call for call in history.all_calls if call.began.member == "job_id" and call.value is not None]
    mine = [call for call in asked if call.began.job == 0]
    others = [call for call in asked if call.began.job != 0]
    for call in mine:
        for other in others:
            fault = f"both jobs have the id {call.value}" if call.value == other.value else None
            yield ruling(fault, *call.proof, *other.proof)


def _gives_back(member: str) -> Callable[[History], Iterator[Finding]]:
    def gives_back_what_it_was_made_of(history: History) -> Iterator[Finding]:
        expected = None if member in dict(history.example.given) else history.made_of.get(member)
        for call in history.calls(member):
            if expected is not None and call.value is not None:
                fault = None if call.value.thing == expected.thing else f"{member}() returned {call.value}, another object"
                yield ruling(fault, *call.proof)

    return gives_back_what_it_was_made_of


def the_version_is_one(history: History) -> Iterator[Finding]:
    """IDENTITY-5."""
    for call in history.calls("version"):
        fits = call.value is not None and call.value.type == "int" and call.value.plain == 1
        yield ruling(None if fits else f"version is {_told(call)}", *call.proof)


def identity_is_always_told(history: History) -> Iterator[Finding]:
    """IDENTITY-7."""
    for call in history.calls("job_id", "backend"):
        if call.error is not None:
            yield broken(f"{call.began.member}() raised {call.error}", *call.proof)
        elif call.value is not None:
            yield kept(*call.proof)


def _told(call: Call) -> str:
    return str(call.value if call.value is not None else call.error)


JUDGES = {
    "IDENTITY-1": the_id_is_text,
    "IDENTITY-2": the_id_never_changes,
    "IDENTITY-3": two_jobs_have_two_ids,
    "IDENTITY-4": _gives_back("backend"),
    "IDENTITY-5": the_version_is_one,
    "IDENTITY-6": _gives_back("qobj"),
    "IDENTITY-7": identity_is_always_told,
}
