"""The real `qiskit_aer.AerJob` under judgement: on the real simulator, and driven by the suite's own work.

Both make the job by its own constructor, as `AerBackend.run()` does, and let the timeline say how long the run takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count
from typing import Any

from qiskit import QuantumCircuit, transpile
from qiskit_aer import AerSimulator
from qiskit_aer.jobs import AerJob

from qjobspec_conformance import Outcome, Work

SIMULATOR = AerSimulator(seed_simulator=11)


def _bell() -> QuantumCircuit:
    circuit = QuantumCircuit(2)
    circuit.h(0)
    circuit.cx(0, 1)
    circuit.measure_all()
    return transpile(circuit, SIMULATOR)


def _too_large() -> QuantumCircuit:
    """More memory than there is: the simulator answers with a result whose `success` is false."""
    circuit = QuantumCircuit(60)
    circuit.h(range(60))
    circuit.t(range(60))
    circuit.save_statevector()
    return circuit


CIRCUITS = {Outcome.SUCCEEDS: _bell(), Outcome.UNSUCCESSFUL: _too_large()}


class DrivenByWork:
    """`AerJob` running the suite's work: everything about the job, nothing about the simulator."""

    profile = "aer-job"
    deviations = "deviations.toml"

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": SIMULATOR}
        self._numbers = count(1)

    def start(self, work: Work) -> AerJob:
        """Make a job that runs `work` as it would run a simulation."""
        return AerJob(SIMULATOR, f"job-{next(self._numbers)}", work, circuits=[CIRCUITS[Outcome.SUCCEEDS]], run_options={})


class RealCircuit(DrivenByWork):
    """`AerJob` running a real circuit on the real simulator, for as long as the timeline says."""

    def start(self, work: Work) -> AerJob:
        """Make a job that simulates a Bell pair, or what the timeline wants to fail."""

        def simulate(circuits: Any, binds: Any, options: Any, job_id: str) -> Any:
            def compute(outcome: Outcome) -> Any:
                chosen = [CIRCUITS[outcome]] if outcome in CIRCUITS else "no circuit at all"
                return SIMULATOR._execute_circuits_job(chosen, binds, options, job_id)

            return work.run(compute)

        return AerJob(
            SIMULATOR, f"job-{next(self._numbers)}", simulate, circuits=[CIRCUITS[Outcome.SUCCEEDS]], run_options={}
        )
