"""Where perturbations can strike: roles of a speech, as functions for the rows of the table."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from .speech import POLL_ROLES, Speech

Roles: TypeAlias = Callable[[Speech], tuple[str, ...]]

#: One, and more than the five times that both IBM clients try again.
BURSTS: Final = (1, 8)
#: What a call that waits keeps although the service keeps it waiting.
WAITS: Final = ("TIMEOUT-7", "WAIT-13")
#: What a call keeps that gets what it wants, and late.
LATE: Final = ("CONCURRENCY-2", "RESOURCE-3", "TIMEOUT-3", "TIMEOUT-4", "WAIT-12")
#: What a call keeps that fails and could succeed the next time.
FAILS: Final = ("RESILIENCE-1", "RESILIENCE-5", "RESILIENCE-6", "RESILIENCE-13", "ERROR-8")
#: What a call keeps that cannot read its answer.
UNREADABLE: Final = ("RESILIENCE-1", "RESILIENCE-5", "RESILIENCE-13")
#: What a call keeps that the service does not do.
REFUSES: Final = (
    "CANCEL-13",
    "CANCEL-15",
    "CANCEL-16",
    "CANCEL-17",
    "METADATA-6",
    "METADATA-10",
    "METADATA-13",
    "SUBMIT-13",
    "TAG-8",
)
#: What a request keeps that is taken, and whose answer is lost.
LOST: Final = ("RESOURCE-5", "SUBMIT-2", "SUBMIT-15")


def every(speech: Speech) -> tuple[str, ...]:
    """Every role."""
    return speech.roles


def asked(speech: Speech) -> tuple[str, ...]:
    """Every role that is one request and its answer."""
    return tuple(role for role in speech.roles if role != "stream")


def read(speech: Speech) -> tuple[str, ...]:
    """Every role whose answers, or messages, a client reads as documents."""
    return speech.roles if "stream" in speech.status else asked(speech)


def told(speech: Speech) -> tuple[str, ...]:
    """The roles whose answer holds the status word."""
    return tuple(role for role in speech.status if role != "stream")


def worded(speech: Speech) -> tuple[str, ...]:
    """The roles whose answer, or whose messages, hold the status word."""
    return tuple(speech.status)


def told_on_streams(speech: Speech) -> tuple[str, ...]:
    """The stream, if its messages hold the status word."""
    return tuple(role for role in speech.status if role == "stream")


def results_on_streams(speech: Speech) -> tuple[str, ...]:
    """The stream, if its messages are results."""
    return tuple(role for role in speech.roles if role == "stream" and role not in speech.status)


def parted(speech: Speech) -> tuple[str, ...]:
    """The roles whose answer is a result that says whether it is whole."""
    return tuple(role for role, fields in speech.required.items() if "/success" in fields)


def placed(speech: Speech) -> tuple[str, ...]:
    """The roles whose answers tell of the queue."""
    return tuple(speech.queue)


def dated(speech: Speech) -> tuple[str, ...]:
    """The roles whose answers tell moments."""
    return tuple(speech.moments)


def among(*roles: str) -> Roles:
    """The roles named."""
    return lambda _: roles


#: The roles whose answer is the result itself.
DATA: Final = among("result", "result-download")
#: The roles that show how far the job is.
SHOWN: Final = among(*POLL_ROLES, "stream")
