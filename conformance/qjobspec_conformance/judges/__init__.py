"""One pure function per requirement. No judge looks at a clock, a job or another judge."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final

from ..findings import Finding, Judge
from ..histories import History
from . import (
    callbacks,
    cancellation,
    concurrency,
    endurance,
    identity,
    members,
    predicates,
    resilience,
    resources,
    result,
    status,
    stream_calls,
    streaming,
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
        **concurrency.JUDGES,
        **resources.JUDGES,
        **resilience.JUDGES,
        **endurance.JUDGES,
        **streaming.JUDGES,
        **stream_calls.JUDGES,
    }
)

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
    }
)


def _undisturbed(judge: Judge) -> Judge:
    """The same judge, for histories in which the service answers as it should."""

    def judged(history: History) -> Iterator[Finding]:
        if history.job is None or history.is_smooth:
            yield from judge(history)

    return judged


#: Every judge by the id of its requirement.
JUDGES: Final[Mapping[str, Judge]] = MappingProxyType(
    {name: judge if name in WHATEVER_COMES else _undisturbed(judge) for name, judge in _ALL.items()}
)

__all__ = ["JUDGES"]
