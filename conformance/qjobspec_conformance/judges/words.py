"""The sentences in which judges say what they saw, and the questions that several of them ask of one call.

This file does not know any requirement.
"""

from __future__ import annotations

import re
from typing import Any, Final

from qjobspec import REQUIRED, ErrorRole

from ..calls import Call
from ..events import Error
from ..histories import History

#: A number of seconds as a signature shows it.
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")


def seen(call: Call) -> str:
    """How a call came back, as the end of a sentence that begins with its name."""
    if call.end is None:
        return "never came back"
    came = f"raised {call.error}" if call.error is not None else f"returned {call.value}"
    return f"{came} after {call.elapsed:g} s"


def fills(history: History, role: ErrorRole, error: Error | None) -> bool:
    """Whether `error` is of a class that fills `role`."""
    return error is not None and error.is_a(history.errors.get(role, ()))


def not_raised_as(history: History, role: ErrorRole, call: Call) -> str | None:
    """The fault of a call that has to raise the error of `role`, or `None` if it did."""
    if fills(history, role, call.error):
        return None
    classes = " or ".join(history.errors.get(role, ("no class of this profile",)))
    return f"{call.began.member}() {seen(call)}; the error of role {role} is {classes}"


def after(at: float, limit: float) -> bool:
    """Whether the moment `at` lies after `limit`, by more than sums of seconds are rounded."""
    return at > limit + 1e-6


def deadline(call: Call) -> float | None:
    """When the call has to end for its `timeout`, or `None` if it has none."""
    timeout = call.argument("timeout")
    return None if timeout is None else call.began.at + float(timeout)


def interval(history: History, call: Call) -> float:
    """How many seconds a waiting call lets pass between two queries: its argument `wait`, or the default.

    A job that chooses the moments itself, because there is no `wait` or it is `None`, may take its profile's poll interval.
    """
    wait = _wait(history, call)
    return float(history.profile.bounds.poll_interval if wait is None else wait)


def is_paced(history: History, call: Call) -> bool:
    """Whether a call has an interval for its callback; without one it is called when something changes (CALLBACK-12)."""
    return _wait(history, call) is not None


def _wait(history: History, call: Call) -> Any:
    parameters = history.profile.members[call.began.member].parameters
    default = next((each.default for each in parameters if each.name == "wait" and each.default is not REQUIRED), None)
    return call.argument("wait", default if (own := _own_default(history, call)) is None else own)


def _own_default(history: History, call: Call) -> float | None:
    """How many seconds the job itself waits where its user does not say, if its signature tells a number."""
    offer = history.offers.get(call.began.member)
    text = dict(offer.parameters or ()).get("wait") if offer is not None else None
    return float(text) if text is not None and _NUMBER.fullmatch(text) else None


def was_final(history: History, call: Call) -> bool:
    """Whether the job was final when the call came back; what happened at that moment, but later, does not count."""
    if history.cancelled_at is None or history.job is not None:
        return history.has_ended_by(call)
    yes = [one.end_position for one in history.calls("cancel") if one.value is not None and one.value.plain is True]
    return any(at is not None and call.end_position is not None and at < call.end_position for at in yes)


def cut_short(history: History, call: Call) -> bool:
    """Whether the call may have come back because of a `cancel()`, or bears the marks of another call's timeout."""
    return history.may_be_cancelled(call.until) or history.timed_out_before(call.until)
