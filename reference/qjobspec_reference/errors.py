"""The errors of the reference's jobs. Each fills a role of the specification; this file does not know when one is raised."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager


class QiskitError(Exception):
    """What every error of a job, of a result or of a set is."""


class JobError(QiskitError):
    """A job cannot do what it was asked (roles `failed`, `cancelled`, `invalid-state`, `not-submitted`)."""


class JobTimeoutError(JobError):
    """A job was not final in time (roles `timeout` and `wait-timeout`, those of runtime-job among them)."""


class IBMQJobError(JobError):
    """Any error of an IBMQJob."""


class IBMQJobApiError(IBMQJobError):
    """The service cannot be reached, refuses, or answers what cannot be read (role `api` of ibmq-job)."""


class IBMQJobFailureError(IBMQJobError):
    """The job has failed (role `failed` of ibmq-job)."""


class IBMQJobInvalidStateError(IBMQJobError):
    """The job was cancelled, or an argument makes no sense (roles `cancelled` and `invalid-argument` of ibmq-job)."""


class IBMQJobTimeoutError(IBMQJobError, JobTimeoutError):
    """The job was not final in time (roles `timeout` and `wait-timeout` of ibmq-job, `timeout` of managed-job)."""


class IBMQBackendError(QiskitError):
    """A backend cannot take a job."""


class IBMQBackendJobLimitError(IBMQBackendError):
    """A backend cannot take a job because its user has too many."""


class IBMQJobManagerError(QiskitError):
    """Any error of a set of managed jobs."""


class IBMQJobManagerInvalidStateError(IBMQJobManagerError):
    """A set cannot do what it was asked."""


class IBMQJobManagerTimeoutError(IBMQJobManagerError, IBMQJobTimeoutError):
    """The jobs of a set were not all final in time (role `timeout` of its `results()`)."""


class IBMQJobManagerJobNotFound(IBMQJobManagerError):  # noqa: N818 - the published name
    """A set has no such experiment."""


class IBMQManagedResultDataNotAvailable(IBMQJobManagerError):  # noqa: N818 - the published name
    """A job of a set has no result."""


class QiskitRuntimeError(QiskitError):
    """The service cannot be reached, refuses, or answers what cannot be read (role `api` of runtime-job)."""


class IBMRuntimeError(QiskitError):
    """The service cannot be reached, refuses, or answers what cannot be read (role `api` of runtime-job-v2)."""


class IBMApiError(QiskitError):
    """The service does not take what it is told (role `api` of runtime-job-v2, for tags)."""


class RuntimeJobFailureError(JobError):
    """The job has failed (role `failed` of both runtime jobs)."""


class RuntimeInvalidStateError(JobError):
    """The job is not in a state for this (roles `cancelled` and `invalid-state` of both runtime jobs)."""


class RuntimeJobMaxTimeoutError(JobError):
    """The service has ended the job for its time (role `ran-too-long` of runtime-job-v2)."""


class RuntimeJobTimeoutError(JobTimeoutError):
    """The job was not final in time (roles `timeout` and `wait-timeout` of runtime-job-v2)."""


@contextmanager
def told_as(role: type[QiskitError], fault: type[Exception], says: str | None = None) -> Generator[None]:
    """Tell a user of a `fault` in the words of their job: an error that keeps it as its cause (RESILIENCE-1, ERROR-8)."""
    try:
        yield
    except fault as error:
        raise role(says or str(error)) from error
