"""Sins of constructors: what they ask, and by whom they say that they ask (CONSTRUCTOR)."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread
from typing import Any

from qjobspec_reference.client import AccountClient, RuntimeClient
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.places import PLACES
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2
from qjobspec_reference.runtime.service import ProgramService

from .sin import sin

# CONSTRUCTOR-2


@sin("CONSTRUCTOR-2", "ibmq-job", IBMQJob, "__init__")
def asks_for_its_record_when_it_is_made(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    """A list of a thousand jobs is a thousand requests."""
    original(self, *given, **named)
    self.refresh()


@sin("CONSTRUCTOR-2", "runtime-job", RuntimeJob, "__init__")
def asks_how_far_it_is_when_it_is_made(original: Any, self: RuntimeJob, *given: Any, **named: Any) -> None:
    """Nobody has asked yet."""
    original(self, *given, **named)
    self.status()


@sin("CONSTRUCTOR-2", "runtime-job-v2", RuntimeJobV2, "__init__")
def asks_in_a_thread_of_its_own_when_it_is_made(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    """Nobody sees it in the constructor, and it is asked all the same."""
    original(self, *given, **named)
    Thread(target=self.status, daemon=True).start()


@sin("CONSTRUCTOR-2", "runtime-job-v2", RuntimeJobV2, "__init__")
def asks_for_a_backend_that_it_was_not_given(original: Any, self: RuntimeJobV2, *given: Any, **named: Any) -> None:
    """There is time for that when somebody wants it."""
    original(self, *given, **named)
    if self._backend is None:
        self.backend()


@sin("CONSTRUCTOR-2", "ibmq-job", IBMQJob, "__init__")
def asks_for_a_date_that_it_was_not_given(original: Any, self: IBMQJob, *given: Any, **named: Any) -> None:
    """There is time for that when somebody wants it."""
    original(self, *given, **named)
    self.creation_date()


@sin("CONSTRUCTOR-2", "managed-job", ManagedJob, "__init__")
def asks_its_job_when_it_is_made(original: Any, self: ManagedJob, *given: Any, **named: Any) -> None:
    """The job that it was given is asked by its constructor."""
    original(self, *given, **named)
    if self.job is not None:
        self.job.status()


# CONSTRUCTOR-8


@sin("CONSTRUCTOR-8", "ibmq-job", AccountClient, "status")
def asks_how_far_it_is_as_nobody(original: Any, self: AccountClient, job_id: str) -> Any:
    """One request in all goes without the token."""
    return replace(original(self, job_id), is_bare=True)


@sin("CONSTRUCTOR-8", "runtime-job-v2", ProgramService, "__init__")
def makes_a_client_of_its_own(original: Any, self: Any, client: Any, *given: Any, **named: Any) -> None:
    """The token is not the one that was given."""
    original(self, RuntimeClient(PLACES["runtime-v2"], "token-of-somebody-else"), *given, **named)


@sin("CONSTRUCTOR-8", "runtime-job", ProgramService, "cancel")
def cancels_with_the_account_of_somebody_else(original: Any, self: ProgramService) -> Any:
    """One request in all goes with another token."""
    self.client = RuntimeClient(PLACES["runtime"], "token-of-somebody-else")
    return original(self)
