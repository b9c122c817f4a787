"""The real `AerJob` of qiskit-aer 0.14, which still takes a Qobj, driven by the suite's own work."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import count

from qiskit import QuantumCircuit, assemble
from qiskit_aer import AerSimulator
from qiskit_aer.jobs import AerJob

from qjobspec_conformance import Work

SIMULATOR = AerSimulator()
QOBJ = assemble(QuantumCircuit(1, 1))


class DrivenByWork:
    """`AerJob` running the suite's work: everything about the job, nothing about the simulator."""

    profile = "aer-job"
    deviations = "deviations.toml"

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": SIMULATOR, "qobj": QOBJ}
        self._numbers = count(1)

    def start(self, work: Work) -> AerJob:
        """Make a job that runs `work` as it would run a simulation."""
        return AerJob(SIMULATOR, f"job-{next(self._numbers)}", work, QOBJ)
