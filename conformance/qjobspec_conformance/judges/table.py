"""The table of judges: which there are, and which of them read histories in which the service does not answer as it should.

Where nothing else is said, a judge measures a job by what its service does. A service that does not answer as it should,
and at once, takes the ground away from that; what is left of the requirement then is said by requirements of their own
(RESILIENCE, TIMEOUT-7, WAIT-13). This file does not know what any judge looks at.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from ..findings import Judge
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
    interim,
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
from .grounds import in_this_process, submitted_before, undisturbed


@dataclass(frozen=True, slots=True)
class _Row:
    """The judges of one module, and those of them that are heard whatever comes, with the reason."""

    judges: Mapping[str, Judge]
    whatever_comes: frozenset[str] = frozenset()
    why: str = ""


def _smooth(judges: Mapping[str, Judge]) -> _Row:
    """Judges that need a service which answers as it should."""
    return _Row(judges)


def _always(judges: Mapping[str, Judge], why: str) -> _Row:
    """Judges that are heard whatever comes."""
    return _Row(judges, frozenset(judges), why)


def _some(judges: Mapping[str, Judge], names: str, why: str) -> _Row:
    """Judges of which only those called `names` are heard whatever comes."""
    return _Row(judges, frozenset(names.split()), why)


#: What a job keeps with any answer.
_VALUE: Final = "what it says may not follow from an answer at all: its type, or that it says the same again"
#: What looks at the answers of the service, and not only at what became of the job.
_LOOKS: Final = "they look themselves at what was answered, and leave out what cannot be read"
#: What is about disturbed services.
_ABOUT: Final = "they are about services that do not answer as they should"

_TABLE: Final = (
    # what a job is, and how it comes to be
    _always(members.JUDGES, "they read what the class offers, and no event"),
    _always(identity.JUDGES, "an object is or is not what it was made of, whatever its service does"),
    _always(making.JUDGES, _LOOKS),
    _some(constructing.JUDGES, "CONSTRUCTOR-2", "a job object is made without the service"),
    _always(attributes.JUDGES, _LOOKS),
    _smooth(first_callbacks.JUDGES),
    _always(signing.JUDGES, "it reads requests, and no answer"),
    # A job that is opened was submitted before: of its submission nobody but SUBMIT-2 has anything to say.
    _smooth({name: judge if name == "SUBMIT-2" else in_this_process(judge) for name, judge in submission.JUDGES.items()}),
    _always(prepared.JUDGES, "a job that is being submitted has its user's executor to answer to"),
    # its state
    _some(status.JUDGES, "STATUS-1 STATUS-2 STATUS-11", _VALUE),
    _some(querying.JUDGES, "STATUS-12 STATUS-18", "a type is one anyhow, and an end that was found is found"),
    _smooth(predicates.JUDGES),
    _some(refreshing.JUDGES, "REFRESH-2 REFRESH-3 REFRESH-4 REFRESH-5", "what was known before is known after"),
    _some(cancellation.JUDGES, "CANCEL-8", _VALUE),
    _always(refusing.JUDGES, _ABOUT),
    # waiting for it
    _some(waiting.JUDGES, "WAIT-1 WAIT-15", _VALUE),
    _always(ending.JUDGES, _LOOKS),
    _smooth(timeout.JUDGES),
    _always(overrunning.JUDGES, _ABOUT),
    _smooth(callbacks.JUDGES),
    _always(telling.JUDGES, _LOOKS),
    # its result
    _some(result.JUDGES, "RESULT-4", "a result that its user has is his, whatever comes after it"),
    _some(fetching.JUDGES, "RESULT-9 RESULT-11 RESULT-13", _LOOKS),
    _always(partial.JUDGES, _LOOKS),
    _some(decoding.JUDGES, "RESULT-25 RESULT-26", _ABOUT),
    _smooth(handing.JUDGES),
    # its errors
    _some(explaining.JUDGES, "ERROR-1 ERROR-5", _LOOKS),
    _some(raising.JUDGES, "ERROR-7 ERROR-8", "an error that the service is to blame for is one of them"),
    # what it tells of itself
    _always(record.JUDGES, _LOOKS),
    _always(naming.JUDGES, _LOOKS),
    _always(inputs.JUDGES, _LOOKS),
    _always(properties.JUDGES, _LOOKS),
    _always(ownership.JUDGES, _LOOKS),
    _always(tags.JUDGES, _LOOKS),
    _always(queue.JUDGES, _LOOKS),
    _always(usage.JUDGES, _LOOKS),
    _always(logs.JUDGES, _LOOKS),
    # what it bears and takes
    _some(concurrency.JUDGES, "CONCURRENCY-1 CONCURRENCY-2 CONCURRENCY-4", _LOOKS),
    _always(resources.JUDGES, _LOOKS),
    _always(resilience.JUDGES, _ABOUT),
    _always(endurance.JUDGES, _ABOUT),
    # its stream
    _some(streaming.JUDGES, "STREAM-1 STREAM-7 STREAM-8 STREAM-10 STREAM-13", "they compare with what was really sent"),
    _some(stream_calls.JUDGES, "STREAM-4 STREAM-6 STREAM-9 STREAM-11 STREAM-15", _LOOKS),
    _smooth(interim.JUDGES),
    # several jobs, and a job that answers `None` rather than raise
    _always(managed.JUDGES, _ABOUT),
    _some(sets.JUDGES, "SUBMIT-14 SET-5 SET-8", "one job of a set may be disturbed, and the others are there all the same"),
)

#: What is asked of a job that its user has yet to submit, and of a set. To every other judge a job is at its service from
#: the start, and alone.
_OF_SUBMISSIONS_AND_SETS: Final = frozenset({*prepared.JUDGES, *sets.JUDGES, "STATUS-13", "RESULT-19"})


def _heard(row: _Row, name: str) -> Judge:
    """The judge called `name`, on the histories that it is heard on."""
    judge = row.judges[name] if name in row.whatever_comes else undisturbed(row.judges[name])
    return judge if name in _OF_SUBMISSIONS_AND_SETS else submitted_before(judge)


#: Every judge by the id of its requirement.
JUDGES: Final[Mapping[str, Judge]] = MappingProxyType({name: _heard(row, name) for row in _TABLE for name in row.judges})
