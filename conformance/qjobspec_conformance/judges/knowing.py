"""What the user of a job has been told of its end. This file does not know any requirement, nor what is true."""

from __future__ import annotations

from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..events import Error
from ..histories import History

#: The states that predicates tell by saying `True`.
_YES: Final = {"done": JobStatus.DONE, "cancelled": JobStatus.CANCELLED, "errored": JobStatus.ERROR}
#: The members that tell a state.
_TELLING: Final = ("status", *_YES, "in_final_state", "wait_for_final_state", "result")


def told_final(history: History, call: Call) -> Call | None:
    """The last call that had told its user that the job is final before `call` began; `None` if none had.

    What happened at the same moment in another thread has no order that a user could rely on.
    """
    found = None
    for earlier in history.calls(*_TELLING):
        if earlier.end_position is None or earlier.end_position > call.position:
            continue
        is_apart = earlier.began.thread == call.began.thread or earlier.end_at < call.began.at
        if is_apart and tells_an_end(history, earlier):
            found = earlier
    return found


def tells_an_end(history: History, call: Call) -> bool:
    """Whether its user knows by what `call` came back with that the job is final."""
    member, value = call.began.member, call.value
    if member == "status":
        return call.state in history.profile.machine.finals
    if member == "wait_for_final_state":
        return value is not None
    if member == "result":
        return state_told(history, call) is not None
    return value is not None and value.plain is True


def state_told(history: History, call: Call) -> JobStatus | None:
    """The final state that `call` has told, if it tells which one."""
    member = call.began.member
    if member == "status":
        return call.state if call.state in history.profile.machine.finals else None
    if member == "result":
        if call.value is not None and not (call.value.is_none and "None" in history.profile.members["result"].returns):
            return JobStatus.DONE
        return JobStatus.ERROR if _tells_a_failure(history, call.error) else None
    return _YES.get(member) if call.value is not None and call.value.plain is True else None


def _tells_a_failure(history: History, error: Error | None) -> bool:
    """Whether only a failed job raises `error`: the first of its classes that means something means nothing else."""
    for name in error.types if error is not None else ():
        meant = {role for role, names in history.errors.items() if Error((name,), "", 0).is_a(names)}
        if meant:
            return meant <= {ErrorRole.FAILED, ErrorRole.RAN_TOO_LONG}
    return False


def says(call: Call, state: JobStatus) -> bool:
    """Whether what `call` has returned is what it returns for a job in `state`, which is final."""
    value = call.value
    if call.began.member == "status":
        return call.state is state
    wanted = call.began.member == "in_final_state" or _YES.get(call.began.member) is state
    return value is not None and value.plain is wanted
