"""Judges of whose the collections are that a job hands out (METADATA-28, TAG-10)."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from typing import Final

from ..calls import Call
from ..findings import Finding, ruling
from ..histories import History
from .disturbances import is_legible
from .records import spoilt_from, uncrossed

#: The members that hand out tags.
_TAGS: Final = frozenset({"tags", "update_tags"})
#: What is nobody's record: what a member does, and results, of which other requirements speak.
_OTHERS: Final = frozenset({"result", "interim_results", "stream_results", "wait_for_final_state"})


def collections_are_the_callers_own(history: History) -> Iterator[Finding]:
    """METADATA-28."""
    yield from _own(history, lambda member: member not in _TAGS | _OTHERS)


def tags_are_the_callers_own(history: History) -> Iterator[Finding]:
    """TAG-10."""
    yield from _own(history, lambda member: member in _TAGS)


def _own(history: History, is_meant: Callable[[str], bool]) -> Iterator[Finding]:
    """What a job tells after its user has changed what he was given is what it told before."""
    if spoilt_from(history) == sys.maxsize or not is_legible(history):
        return
    calls = [call for call in uncrossed(history, *history.profile.members) if is_meant(call.began.member)]
    for spoilt in calls:
        if not spoilt.began.spoils or spoilt.value is None or spoilt.value.type not in ("dict", "list"):
            continue
        for later in calls:
            before = _before(history, calls, spoilt, later)
            if later.position > spoilt.position and before is not None and later.value is not None:
                same = later.value.content == before.value.content if before.value is not None else False
                member = spoilt.began.member
                fault = None if same else f"{later.began.member} tells what the caller of {member} made of it"
                yield ruling(fault, *before.proof, *later.proof)


def _before(history: History, calls: list[Call], spoilt: Call, later: Call) -> Call | None:
    """What `later` has to be equal to: what told the same last before it was spoilt, of a job that has not moved since."""
    told = [call for call in calls if call.position <= spoilt.position and _tells_the_same(call, later)]
    last = told[-1] if told and told[-1].value is not None else None
    if last is None or any(last.position < position < later.position for position, _ in history.moves):
        return None
    return last


def _tells_the_same(one: Call, other: Call) -> bool:
    members = frozenset((one.began.member, other.began.member))
    return one.began.job == other.began.job and (len(members) == 1 or members == _TAGS)


JUDGES = {
    "METADATA-28": collections_are_the_callers_own,
    "TAG-10": tags_are_the_callers_own,
}
