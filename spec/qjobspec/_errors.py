"""The roles that errors play in the contract; which class fills a role is for a profile to say.

This file does not know any class: the same role is `JobTimeoutError` in one document and `TimeoutError` in another.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorRole(StrEnum):
    """Why a member of a job raises."""

    TIMEOUT = "timeout"
    """The job was not final within the `timeout` of `result()`."""
    WAIT_TIMEOUT = "wait-timeout"
    """The job was not final within the `timeout` of `wait_for_final_state()`."""
    FAILED = "failed"
    """The job ended in `ERROR` and so has no result."""
    RAN_TOO_LONG = "ran-too-long"
    """The job ended in `ERROR` because it used up the time that the service grants a job."""
    CANCELLED = "cancelled"
    """The job ended in `CANCELLED` and so has no result."""
    INVALID_STATE = "invalid-state"
    """The call is not possible in the state that the job is in."""
    INVALID_ARGUMENT = "invalid-argument"
    """The call was given something that it cannot take."""
    NOT_SUBMITTED = "not-submitted"
    """The call needs a submitted job."""
    UNSUPPORTED = "unsupported"
    """The member stands there for the sake of the interface and cannot be used."""
    API = "api"
    """The service could not be reached, refused, or answered what nobody can read."""
