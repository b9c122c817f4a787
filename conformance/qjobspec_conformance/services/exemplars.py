"""Whoever knows what a service says: one answer for each role and state. This file does not know plots."""

from __future__ import annotations

from typing import Protocol

from qjobspec import JobStatus

from .answers import Answer


class Exemplars(Protocol):
    """The vocabulary of a service; a plot tells what it is used for."""

    def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
        """Return what the service answers to `role` while the job is in `state`, or `None` if that was never seen.

        To `cancel` in a final state it answers that it refuses, and to a role that fetches a result of a job that is not
        `DONE` whatever it answers then. The body of the answer to `stream` is the message that tells of the state.
        """
        ...
