"""The reference fits its protocols without a cast."""

from __future__ import annotations

import qjobspec
import qjobspec_reference


def simulate(*arguments: object) -> object:
    """Stand for a simulator."""
    return arguments


job = qjobspec_reference.AerJob(None, "job-1", simulate, None)
aer: qjobspec.AerJob = job
jobv1: qjobspec.JobV1 = job
core: qjobspec.Job = job
