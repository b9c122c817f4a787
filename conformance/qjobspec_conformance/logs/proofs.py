"""What the moves in a log prove: which requirements, and the shortest job that breaks each.

The proof is a history of `status()` and of nothing else, and it is a judge that finds the break in it. This file does not
know where rows come from.
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from qjobspec import Profile, requirements_of

from ..feed.tallies import Broken, Group, Row, Where
from ..judges import JUDGES
from ..restoring import history_of
from .moves import Moves, line_of, moves, rows_of
from .tables import Log

#: Of the requirements on the type of an answer: a word that means nothing breaks them, and no word can keep them.
SAYS_A_STATE: Final = ("STATUS-1", "STATUS-11", "STATUS-12", "STATUS-13")
STAYS_FINAL, MOVES_ON = "STATUS-2", "STATUS-3"
#: Everything that a log of states can prove broken.
PROVABLE: Final = (*SAYS_A_STATE, STAYS_FINAL, MOVES_ON)


def group(log: Log, profile: Profile, subject: str) -> tuple[Group, Moves]:
    """What the log proves of jobs of that profile, and what else it says."""
    said = moves(log, profile)
    machine = profile.machine
    found = Group(histories=said.jobs, events=said.rows, lacks=Counter({frozenset[str](): said.jobs}))
    for each in requirements_of(profile):
        found.rows[each.id] = Row(untold=Counter({"anything but what was said of the state": said.jobs}))
    after_the_end = [move for move in said.moves if move.before in machine.finals]
    before_it = [move for move in said.moves if move.before not in machine.finals]
    left = [move.job for move in after_the_end if move.before != move.after]
    illegal = [move.job for move in before_it if not machine.may_follow(move.before, move.after)]
    unknown = [said.unknown_in] if said.unknown_in is not None else []
    asked = {STAYS_FINAL: (after_the_end, left), MOVES_ON: (before_it, illegal)}
    for name, (judged, jobs) in asked.items():
        found.rows[name].exercised = sum(move.times for move in judged)
        found.rows[name].propose(_shortest(log, profile, subject, name, jobs))
    for name in SAYS_A_STATE:
        if unknown and name in found.rows and name in JUDGES:
            found.rows[name].exercised = said.unknown
            found.rows[name].propose(_shortest(log, profile, subject, name, unknown))
    return found, said


def _shortest(log: Log, profile: Profile, subject: str, name: str, jobs: list[str]) -> Broken | None:
    """Of these jobs, the one with the fewest rows up to the break, cut off after it."""
    proofs = [_proof(log, profile, subject, name, job) for job in jobs]
    return min(proofs, key=lambda proof: proof.size, default=None)


def _proof(log: Log, profile: Profile, subject: str, name: str, job: str) -> Broken:
    document = {"subject": subject, "profile": profile.name, "events": _events(log, profile, job)}
    history = history_of(document)
    finding = next(each for each in JUDGES[name](history) if each.saw is not None)
    assert finding.saw is not None, "that is how it was chosen"
    document["events"] = document["events"][: max(finding.events) + 1]
    file, row = line_of(log, job)
    return Broken(len(document["events"]), Where(0, file, row), finding.saw, finding.events, document, subject, profile.name)


def _events(log: Log, profile: Profile, job: str) -> list[dict[str, Any]]:
    rows = rows_of(log, job)
    began = rows[0][1]
    events: list[dict[str, Any]] = []
    for number, (_, at, word, state) in enumerate(rows, start=1):
        when = {"at": at - began, "thread": "main", "number": number}
        events.append({"kind": "called", **when, "member": "status"})
        value = {"type": "str", "plain": word} if state is None else _told(profile, state)
        events.append({"kind": "returned", **when, "value": value})
    return events


def _told(profile: Profile, state: str) -> dict[str, Any]:
    """The state as `status()` of such a job tells it."""
    return {"type": "str" if profile.status_type == "str" else "JobStatus", "plain": state, "state": state}
