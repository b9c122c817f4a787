"""One pure function per requirement. No judge looks at a clock, a job or another judge."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ..examples import Origin
from ..findings import Finding, Judge
from ..histories import History
from . import (
    callbacks,
    cancellation,
    handing,
    identity,
    managed,
    members,
    predicates,
    result,
    sets,
    status,
    submission,
    timeout,
    waiting,
)


def _in_this_process(judge: Judge) -> Judge:
    """The same judge, for histories of work that the suite itself has handed over."""

    def judged(history: History) -> Iterator[Finding]:
        if history.job is None:
            yield from judge(history)

    return judged


_ALL: Final[Mapping[str, Judge]] = MappingProxyType(
    {
        **members.JUDGES,
        **identity.JUDGES,
        **{name: _in_this_process(judge) for name, judge in submission.JUDGES.items()},
        **status.JUDGES,
        **predicates.JUDGES,
        **result.JUDGES,
        **timeout.JUDGES,
        **cancellation.JUDGES,
        **waiting.JUDGES,
        **callbacks.JUDGES,
        **handing.JUDGES,
        **managed.JUDGES,
        **sets.JUDGES,
    }
)

#: What is asked of a job that its user has yet to submit, and of a set. To every other judge a job is at its service from the
#: start, and alone.
OF_SUBMISSIONS_AND_SETS: Final = frozenset({*handing.JUDGES, *sets.JUDGES, "STATUS-13", "RESULT-19"})

#: What a job has to keep whatever its service does. Of the others a service that does not answer as it should, and at once,
#: takes the ground away: what is left of them then is said by requirements of their own (RESILIENCE, TIMEOUT-7, WAIT-13).
WHATEVER_COMES: Final = frozenset(
    {
        *members.JUDGES,
        *identity.JUDGES,
        "STATUS-1",
        "STATUS-2",
        "STATUS-11",
        "RESULT-4",
        "CANCEL-8",
        "WAIT-1",
        "WAIT-15",
        *handing.JUDGES,
        *managed.JUDGES,
        "SET-5",
        "SET-8",
        "SUBMIT-14",
    }
)


def _undisturbed(judge: Judge) -> Judge:
    """The same judge, for histories in which the service answers as it should."""

    def judged(history: History) -> Iterator[Finding]:
        if history.job is None or history.is_smooth:
            yield from judge(history)

    return judged


def _submitted_before(judge: Judge) -> Judge:
    """The same judge, for histories of a job that was submitted before anything is asked of it."""

    def judged(history: History) -> Iterator[Finding]:
        if history.example.origin not in (Origin.PREPARED, Origin.SET):
            yield from judge(history)

    return judged


def _where_it_holds(name: str, judge: Judge) -> Judge:
    judge = judge if name in WHATEVER_COMES else _undisturbed(judge)
    return judge if name in OF_SUBMISSIONS_AND_SETS else _submitted_before(judge)


#: Every judge by the id of its requirement.
JUDGES: Final[Mapping[str, Judge]] = MappingProxyType({name: _where_it_holds(name, judge) for name, judge in _ALL.items()})

__all__ = ["JUDGES"]
