"""One pure function per requirement. No judge looks at a clock, a job or another judge."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ..examples import Origin
from ..findings import Finding, Judge
from ..histories import History
from . import (
    attributes,
    callbacks,
    cancellation,
    concurrency,
    constructing,
    decoding,
    ending,
    endurance,
    explaining,
    fetching,
    first_callbacks,
    handing,
    identity,
    inputs,
    logs,
    making,
    managed,
    members,
    naming,
    overrunning,
    ownership,
    partial,
    predicates,
    prepared,
    properties,
    querying,
    queue,
    raising,
    record,
    refreshing,
    refusing,
    resilience,
    resources,
    result,
    sets,
    signing,
    status,
    stream_calls,
    streaming,
    submission,
    tags,
    telling,
    timeout,
    usage,
    waiting,
)


def _in_this_process(judge: Judge) -> Judge:
    """The same judge, for histories of work that the suite itself has handed over."""

    def judged(history: History) -> Iterator[Finding]:
        return iter(()) if history.is_at_service else judge(history)

    return judged


#: What a job tells of itself. These judges look themselves at what was answered, and leave out what cannot be read.
_TOLD: Final[Mapping[str, Judge]] = MappingProxyType(
    {
        **record.JUDGES,
        **naming.JUDGES,
        **inputs.JUDGES,
        **properties.JUDGES,
        **ownership.JUDGES,
        **tags.JUDGES,
        **queue.JUDGES,
        **usage.JUDGES,
        **logs.JUDGES,
    }
)

_ALL: Final[Mapping[str, Judge]] = MappingProxyType(
    {
        **members.JUDGES,
        **constructing.JUDGES,
        **attributes.JUDGES,
        **first_callbacks.JUDGES,
        **signing.JUDGES,
        **identity.JUDGES,
        **making.JUDGES,
        **{name: _in_this_process(judge) for name, judge in submission.JUDGES.items()},
        **status.JUDGES,
        **querying.JUDGES,
        **predicates.JUDGES,
        **result.JUDGES,
        **timeout.JUDGES,
        **cancellation.JUDGES,
        **waiting.JUDGES,
        **refreshing.JUDGES,
        **callbacks.JUDGES,
        **_TOLD,
        **fetching.JUDGES,
        **partial.JUDGES,
        **decoding.JUDGES,
        **handing.JUDGES,
        **overrunning.JUDGES,
        **refusing.JUDGES,
        **ending.JUDGES,
        **telling.JUDGES,
        **explaining.JUDGES,
        **raising.JUDGES,
        **concurrency.JUDGES,
        **resources.JUDGES,
        **resilience.JUDGES,
        **endurance.JUDGES,
        **streaming.JUDGES,
        **stream_calls.JUDGES,
        **prepared.JUDGES,
        **managed.JUDGES,
        **sets.JUDGES,
    }
)

#: What is asked of a job that its user has yet to submit, and of a set. To every other judge a job is at its service from
#: the start, and alone.
OF_SUBMISSIONS_AND_SETS: Final = frozenset({*prepared.JUDGES, *sets.JUDGES, "STATUS-13", "RESULT-19"})

#: What a job has to keep whatever its service does. Of the others a service that does not answer as it should, and at once,
#: takes the ground away: what is left of them then is said by requirements of their own (RESILIENCE, TIMEOUT-7, WAIT-13).
WHATEVER_COMES: Final = frozenset(
    {
        *members.JUDGES,
        *identity.JUDGES,
        *making.JUDGES,
        "CONSTRUCTOR-2",
        "CONSTRUCTOR-5",
        "CONSTRUCTOR-8",
        "REFRESH-2",
        "REFRESH-3",
        "REFRESH-4",
        "REFRESH-5",
        *_TOLD,
        "STATUS-1",
        "STATUS-2",
        "STATUS-11",
        "STATUS-12",
        "STATUS-18",
        "RESULT-4",
        "CANCEL-8",
        "WAIT-1",
        "WAIT-15",
        "RESULT-9",
        "RESULT-11",
        "RESULT-13",
        "CALLBACK-10",
        "CALLBACK-11",
        "CALLBACK-12",
        "ERROR-1",
        "ERROR-5",
        "ERROR-7",
        "ERROR-8",
        *partial.JUDGES,
        *overrunning.JUDGES,
        *refusing.JUDGES,
        *ending.JUDGES,
        "RESULT-25",
        "RESULT-26",
        "CONCURRENCY-1",
        "CONCURRENCY-2",
        "CONCURRENCY-4",
        *resources.JUDGES,
        *resilience.JUDGES,
        *endurance.JUDGES,
        "STREAM-1",
        "STREAM-4",
        "STREAM-6",
        "STREAM-7",
        "STREAM-8",
        "STREAM-9",
        "STREAM-10",
        "STREAM-11",
        "STREAM-13",
        "STREAM-15",
        *prepared.JUDGES,
        *managed.JUDGES,
        "SET-5",
        "SET-8",
        "SUBMIT-14",
    }
)


def _undisturbed(judge: Judge) -> Judge:
    """The same judge, for histories in which the service answers as it should."""

    def judged(history: History) -> Iterator[Finding]:
        return judge(history) if not history.is_at_service or history.is_smooth else iter(())

    return judged


def _submitted_before(judge: Judge) -> Judge:
    """The same judge, for histories of a job that was submitted before anything is asked of it."""

    def judged(history: History) -> Iterator[Finding]:
        if history.origin not in (Origin.PREPARED, Origin.SET):
            yield from judge(history)

    return judged


def _where_it_holds(name: str, judge: Judge) -> Judge:
    judge = judge if name in WHATEVER_COMES else _undisturbed(judge)
    return judge if name in OF_SUBMISSIONS_AND_SETS else _submitted_before(judge)


#: Every judge by the id of its requirement.
JUDGES: Final[Mapping[str, Judge]] = MappingProxyType({name: _where_it_holds(name, judge) for name, judge in _ALL.items()})

__all__ = ["JUDGES"]
