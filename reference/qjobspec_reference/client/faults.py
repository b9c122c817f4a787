"""What can go wrong between a client and its service, as values that whoever asked can tell apart.

This file does not know jobs: which error of a job a fault becomes is for the job to say.
"""

from __future__ import annotations


class Fault(Exception):  # noqa: N818 - a fault becomes an error where a job tells its user of it
    """A question has no answer. `passes`: it may have one if it is asked again, `after` seconds from now at the earliest."""

    passes: bool = True

    def __init__(self, message: str, *, after: float = 0.0) -> None:
        super().__init__(message)
        self.message = message
        self.after = after


class Unreachable(Fault):
    """The service cannot be reached, or the connection broke. `is_sent`: it may have the request all the same."""

    def __init__(self, message: str, *, is_sent: bool) -> None:
        super().__init__(message)
        self.is_sent = is_sent


class OutOfTime(Fault):
    """The time of the call was over before there was an answer."""

    passes = False


class Unreadable(Fault):
    """The service has answered what cannot be read."""


class Refused(Fault):
    """The service answers with a code that says no."""

    #: Codes of what may be over soon: too early, too often, or a fault of the service's own or of what stands before it.
    PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
    #: Codes by which the service says that it has not done what it was asked, and may do it later.
    UNDONE = frozenset({429, 503})

    def __init__(self, message: str, *, code: int, after: float = 0.0, is_timed: bool = False) -> None:
        super().__init__(message, after=after)
        self.code = code
        #: Whether the service named a time.
        self.is_timed = is_timed
        self.passes = code in self.PASSING
