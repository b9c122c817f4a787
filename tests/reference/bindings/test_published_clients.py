"""The published clients against the service, where they are installed: logging in, submitting, waiting, fetching.

Two of them cannot be in one environment, so each has a tox environment of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import distributions, version
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="the service needs the extra `serve`")

from qjobspec_reference.bindings.serving import Settings, started

pytestmark = pytest.mark.filterwarnings("ignore")


def is_installed(name: str) -> bool:
    """Whether a distribution is there; it is not imported for that."""
    return any(each.metadata["Name"] == name for each in distributions(name=name))


HAS_IBMQ = is_installed("qiskit-ibmq-provider")
HAS_RUNTIME = is_installed("qiskit-ibm-runtime")


@pytest.fixture(scope="module")
def addresses() -> Iterator[Mapping[str, str]]:
    """A service on loopback, quicker than usual."""
    with started(Settings(pace=0.1)) as found:
        yield found


def bell(qiskit: Any) -> Any:
    """A Bell circuit."""
    circuit = qiskit.QuantumCircuit(2, 2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure([0, 1], [0, 1])
    return circuit


@pytest.mark.skipif(not HAS_IBMQ, reason="needs qiskit-ibmq-provider")
class TestIBMQ:
    """qiskit-ibmq-provider: IBMQJob, ManagedJob and RuntimeJob."""

    @pytest.fixture(scope="class")
    @classmethod
    def provider(cls, addresses: Mapping[str, str]) -> Any:
        """An account that is enabled."""
        from qiskit.providers.ibmq import IBMQ

        return IBMQ.enable_account("token", url=f"{addresses['ibmq']}/api")

    @pytest.fixture
    def run(self, provider: Any) -> Any:
        """Run a Bell circuit, or some, by a plot."""
        import qiskit

        backend = provider.get_backend("reference_bell")
        return lambda plot, circuits=1: backend.run(
            [bell(qiskit)] * circuits, shots=100, job_name="bell", job_tags=[f"plot:{plot}"]
        )

    def test_a_job_is_done_and_described(self, run: Any) -> None:
        """With everything that an IBMQJob tells."""
        job = run("done")

        assert sum(job.result().get_counts().values()) == 100
        assert (job.status().name, job.name(), job.tags()) == ("DONE", "bell", ["plot:done"])
        assert list(job.time_per_step()) == [
            "CREATING",
            "CREATED",
            "VALIDATING",
            "VALIDATED",
            "QUEUED",
            "RUNNING",
            "COMPLETED",
        ]
        assert job.properties().backend_name == "reference_bell"
        assert (job.update_name("other"), job.cancel(), job.error_message()) == ("other", False, None)
        assert job.update_tags(additional_tags=["b"]).count("b") == 1
        assert len(job.circuits()) == 1

    def test_a_job_waits_and_is_cancelled(self, run: Any) -> None:
        """It knows its place until then."""
        job = run("queued")
        while job.status().name != "QUEUED":
            pass

        assert job.queue_info().position == 13
        assert job.cancel()
        assert job.status().name == "CANCELLED"

    def test_a_job_fails_and_leaves_a_part(self, run: Any) -> None:
        """The other circuits say that they failed."""
        from qiskit.providers.ibmq.job.exceptions import IBMQJobFailureError

        job = run("failed-partly", 2)

        with pytest.raises(IBMQJobFailureError):
            job.result()
        assert [each.success for each in job.result(partial=True).results] == [True, False]

    def test_jobs_are_found_again(self, provider: Any, run: Any) -> None:
        """By id, by state and by tag."""
        job = run("done")
        job.wait_for_final_state()
        backend = provider.get_backend("reference_bell")

        assert backend.retrieve_job(job.job_id()).result().success
        assert job.job_id() in [each.job_id() for each in backend.jobs(status="DONE", job_tags=["plot:done"])]

    def test_a_set_of_jobs_is_done(self, provider: Any) -> None:
        """By the manager of qiskit-ibmq-provider."""
        import qiskit
        from qiskit.providers.ibmq.managed import IBMQJobManager

        backend = provider.get_backend("reference_bell")
        jobs = IBMQJobManager().run([bell(qiskit)] * 3, backend=backend, max_experiments_per_job=2)

        assert sum(jobs.results().get_counts(2).values()) in (1024, 4000)
        assert [status.name for status in jobs.statuses()] == ["DONE", "DONE"]

    def test_a_program_is_run(self, provider: Any) -> None:
        """And cancelled, and fails because it ran too long."""
        from qiskit.providers.ibmq.runtime.exceptions import RuntimeJobFailureError

        options = {"backend_name": "reference_bell"}
        done, running, long = (
            provider.runtime.run("sampler", options=options, inputs={"plot": plot, "shots": 50})
            for plot in ("done", "running", "ran-too-long")
        )

        assert sum(done.result()["counts"][0].values()) == 50
        assert "INFO: job completed" in done.logs()
        running.cancel()
        assert provider.runtime.job(running.job_id()).status().name == "CANCELLED"
        with pytest.raises(RuntimeJobFailureError, match="ran longer"):
            long.result()


@pytest.mark.skipif(not HAS_RUNTIME, reason="needs qiskit-ibm-runtime")
class TestRuntimeV2:
    """qiskit-ibm-runtime: RuntimeJobV2."""

    @pytest.fixture
    def run(self, addresses: Mapping[str, str], monkeypatch: pytest.MonkeyPatch) -> Any:
        """Run a Bell circuit on the sampler, by a plot."""
        import qiskit
        from qiskit_ibm_runtime import SamplerV2

        backend = _service(addresses["runtime-v2"], monkeypatch).backend("reference_bell")
        sampler = SamplerV2(mode=backend)

        def run(plot: str) -> Any:
            sampler.options.environment.job_tags = [f"plot:{plot}"]
            return sampler.run([qiskit.transpile(bell(qiskit), backend)], shots=100)

        return run

    def test_a_job_is_done_and_described(self, run: Any) -> None:
        """With everything that a RuntimeJobV2 tells."""
        job = run("done")

        assert sum(job.result()[0].data.c.get_counts().values()) == 100
        assert (job.status(), job.update_tags(["b"])) == ("DONE", ["b"])
        assert job.metrics()["usage"]["status"] == "final"
        assert "INFO: job completed" in job.logs()
        assert job.inputs["pubs"]
        assert job.properties().backend_name == "reference_bell"
        assert job.usage_estimation["quantum_seconds"] > 0

    def test_a_job_waits_and_is_cancelled(self, run: Any) -> None:
        """Once."""
        from qiskit_ibm_runtime.exceptions import RuntimeInvalidStateError

        job = run("queued")
        assert job.metrics()["position_in_queue"] == 13
        job.cancel()

        assert job.status() == "CANCELLED"
        with pytest.raises(RuntimeInvalidStateError, match="409"):
            job.cancel()

    @pytest.mark.parametrize(
        ("plot", "name"), [("failed", "RuntimeJobFailureError"), ("ran-too-long", "RuntimeJobMaxTimeoutError")]
    )
    def test_a_job_fails(self, plot: str, name: str, run: Any) -> None:
        """And says why."""
        from qiskit_ibm_runtime import exceptions

        job = run(plot)

        with pytest.raises(getattr(exceptions, name)):
            job.result()
        assert job.error_message()


def _service(url: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The client's own service, told to ask ours instead of IBM Cloud's directory where it would."""
    from qiskit_ibm_runtime import QiskitRuntimeService

    if version("qiskit-ibm-runtime").startswith("0.29"):
        return QiskitRuntimeService(channel="ibm_quantum", token="token", url=f"{url}/api")
    from qiskit_ibm_runtime.accounts import Account
    from qiskit_ibm_runtime.api.auth import CloudAuth

    crn = "crn:v1:bluemix:public:quantum-computing:us-east:a/0:0::"
    found = {"crn": crn, "plan": "open", "name": "ours", "tags": [], "pricing_type": "free"}
    monkeypatch.setattr(Account, "list_instances", lambda self: [found])
    monkeypatch.setattr(CloudAuth, "get_headers", lambda self: {"Service-CRN": self.crn, "Authorization": "apikey token"})
    return QiskitRuntimeService(
        channel="ibm_quantum_platform", token="token", instance=crn, url=url, url_resolver=lambda *_, **__: url
    )
