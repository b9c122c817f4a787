"""Which errors of a call are owed to the job, to its user or to time, and which to the service alone.

This file does not know any requirement.
"""

from __future__ import annotations

from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Error
from ..histories import History
from .asking import asked_by
from .hearing import states_said
from .patience import raises_itself
from .words import after, deadline, fills

#: What a service answers whoever asks for what cannot be done with the job as it is, and not for a fault of anybody.
_OF_THE_JOB: Final = ("400", "405", "409", "412", "422", "423")
_TIMED: Final = (ErrorRole.TIMEOUT, ErrorRole.WAIT_TIMEOUT)
_FAILED: Final = (ErrorRole.FAILED, ErrorRole.RAN_TOO_LONG)


def is_an_api_error(history: History, error: Error | None) -> bool:
    """Whether `error` says that the service is at fault, and not, by a class derived from that, that the job has failed."""
    if error is None:
        return False
    at = error.place_among(history.errors.get(ErrorRole.API, ()))
    says_more = (error.place_among(history.errors.get(role, ())) for role in _FAILED)
    return at is not None and not any(each is not None and each < at for each in says_more)


def says_that_time_is_up(call: Call) -> bool:
    """Whether Python's own `TimeoutError` was raised: whether that is the right class is TIMEOUT-1's business."""
    return call.error is not None and "TimeoutError" in call.error.types


def is_owed_to_something_else(history: History, call: Call) -> bool:
    """Whether what `call` raised has a reason in its timeout, in its callback, or in how the job is or was said to be."""
    if raises_itself(call) or call.began.member == "submit":
        return True
    limit = deadline(call)
    if any(fills(history, role, call.error) for role in _TIMED) or says_that_time_is_up(call):
        return limit is not None and not after(limit, call.end_at)
    said = states_said(history, call)
    # One class may fill several roles, so that any of them will do.
    if JobStatus.ERROR in said and any(fills(history, role, call.error) for role in _FAILED):
        return True
    if fills(history, ErrorRole.CANCELLED, call.error) or fills(history, ErrorRole.INVALID_STATE, call.error):
        refused = any(each.answered is not None and each.answered.said in _OF_THE_JOB for each in asked_by(history, call))
        return refused or bool(said & history.profile.machine.finals) or call.began.member == "stream_results"
    return False
