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

account = qjobspec_reference.AccountClient("https://h.example/api", "token")
runtime = qjobspec_reference.RuntimeClient("https://h.example", "token")
backend = qjobspec_reference.IBMQBackend("athens", account)

ibmq_job = qjobspec_reference.IBMQJob(backend, account, "j-1", "", "")
ibmq: qjobspec.IBMQJob = ibmq_job
ibmq_as_jobv1: qjobspec.JobV1 = ibmq_job
queue: qjobspec.QueueInfo | None = ibmq_job.queue_info()

managed: qjobspec.ManagedJob = qjobspec_reference.ManagedJob(0, 1)
whole: qjobspec.JobSet = qjobspec_reference.ManagedJobSet()

program: qjobspec.RuntimeJob = qjobspec_reference.RuntimeJob(backend, runtime, None, "j-1", "p")

primitive = qjobspec_reference.RuntimeJobV2(backend, runtime, None, "j-1", "p", None)
second: qjobspec.RuntimeJobV2 = primitive
second_as_primitive: qjobspec.PrimitiveJob = primitive
cores: list[qjobspec.Job] = [ibmq_job, managed, program, primitive]
