"""The two job classes that qiskit itself hands out, under judgement, running the suite's work in place of a circuit."""

from __future__ import annotations

from itertools import count

from qiskit.primitives import PrimitiveResult, PubResult
from qiskit.primitives.primitive_job import PrimitiveJob
from qiskit.providers.basic_provider import BasicSimulator
from qiskit.providers.basic_provider.basic_provider_job import BasicProviderJob
from qiskit.result import Result

from qjobspec_conformance import Outcome, Work, WorkError

SIMULATOR = BasicSimulator()


def _pub_results(outcome: Outcome) -> PrimitiveResult[PubResult]:
    if outcome is Outcome.RAISES:
        raise WorkError("the work failed, as its timeline says")
    return PrimitiveResult([])


class RealPrimitiveJob:
    """`PrimitiveJob`, made and submitted as `StatevectorSampler.run()` does."""

    profile = "primitive-job"
    deviations = "deviations-primitive-job.toml"

    def start(self, work: Work) -> PrimitiveJob:
        """Make a job that runs `work` on a thread of its own; a primitive has no other way to fail than to raise."""
        job = PrimitiveJob(work.run, _pub_results)
        job._submit()
        return job


class RealBasicProviderJob:
    """`BasicProviderJob`, made as `BasicSimulator.run()` does: the work is done before there is a job."""

    profile = "jobv1"
    lacks = frozenset({"submit"})
    deviations = "deviations-basic-provider-job.toml"
    made_of = {"backend": SIMULATOR}

    def __init__(self) -> None:
        self._numbers = count(1)

    def start(self, work: Work) -> BasicProviderJob:
        """Do `work` and make the job of what came of it; where it fails, `run()` raises and there is no job to judge."""
        job_id = f"job-{next(self._numbers)}"
        given = {"backend_name": SIMULATOR.name, "job_id": job_id, "results": [], "success": True}
        return BasicProviderJob(SIMULATOR, job_id, work.run(lambda _: Result.from_dict(given)))
