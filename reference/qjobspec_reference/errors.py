"""The errors of the reference's jobs. Each fills a role of the specification; this file does not know when one is raised."""

from __future__ import annotations


class JobError(Exception):
    """A job cannot do what it was asked (roles `failed`, `cancelled`, `invalid-state`, `not-submitted`)."""


class JobTimeoutError(JobError):
    """A job was not final in time (roles `timeout` and `wait-timeout`)."""
