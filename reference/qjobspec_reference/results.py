"""What came of the experiments of a job, as the IBM Quantum job API writes it. This file does not know how it is fetched."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .client import Unreadable
from .errors import QiskitError
from .moments import local


@dataclass(frozen=True)
class ExperimentResult:
    """What came of one experiment."""

    shots: int | list[int]
    success: bool
    data: dict[str, Any]
    header: dict[str, Any]
    status: str | None = None
    meas_level: int = 2

    @property
    def name(self) -> str | None:
        """What its user called it."""
        return self.header.get("name")


@dataclass(frozen=True)
class Result:
    """What came of a job: its experiments in their order (RESULT-29). Two that tell the same are equal (RESULT-4)."""

    backend_name: str
    backend_version: str
    qobj_id: str | None
    job_id: str
    success: bool
    results: list[ExperimentResult]
    date: datetime | None = None
    status: str | None = None
    header: dict[str, Any] | None = None
    time_taken: float | None = None
    error: dict[str, Any] | None = None

    @classmethod
    def of(cls, said: object) -> Result:
        """The result in a document of the schema `ibmq/result-envelope`; `Unreadable` if it is none."""
        try:
            document: Mapping[str, Any] = _mapping(said)
            return cls(
                str(document["backend_name"]),
                str(document["backend_version"]),
                document["qobj_id"],
                str(document["job_id"]),
                document["success"] is True,
                [_experiment(each) for each in document["results"]],
                local(document.get("date")),
                document.get("status"),
                deepcopy(document.get("header")),
                document.get("time_taken"),
                deepcopy(document.get("error")),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise Unreadable(f"the service gives a result that cannot be read: {type(error).__name__} {error}") from error

    def data(self, experiment: str | int | None = None) -> dict[str, Any]:
        """What was measured in an experiment, by its name or number; without one, in the only one there is.

        `QiskitError` if there is none, or if it has failed (RESULT-17).
        """
        found = self._experiment(experiment)
        if not found.success:
            raise QiskitError(f"experiment {experiment!r} has failed: {found.status or 'without a reason'}")
        return deepcopy(found.data)

    def get_counts(self, experiment: str | int | None = None) -> dict[str, int]:
        """How often each outcome was seen, as the bits of each register from the last to the first."""
        counts = self.data(experiment).get("counts")
        if not isinstance(counts, dict):
            raise QiskitError(f"there are no counts of experiment {experiment!r}")
        header = self._experiment(experiment).header
        return {_bits(outcome, header): count for outcome, count in counts.items()}

    def get_memory(self, experiment: str | int | None = None) -> list[Any]:
        """The outcome of each shot: bits, or points where they were not discriminated."""
        memory = self.data(experiment).get("memory")
        if not isinstance(memory, list):
            raise QiskitError(f"there is no memory of experiment {experiment!r}")
        header = self._experiment(experiment).header
        return [_bits(shot, header) if isinstance(shot, str) else shot for shot in memory]

    def _experiment(self, experiment: str | int | None) -> ExperimentResult:
        if experiment is None and len(self.results) == 1:
            return self.results[0]
        for number, result in enumerate(self.results):
            if experiment is not None and experiment in (number, result.name):
                return result
        raise QiskitError(f"no experiment {experiment!r} among {len(self.results)}: give its name or its number")


def _experiment(said: object) -> ExperimentResult:
    document = _mapping(said)
    header = document.get("header")
    return ExperimentResult(
        document["shots"],
        document["success"] is True,
        deepcopy(dict(_mapping(document["data"]))),
        deepcopy(header) if isinstance(header, dict) else {},
        document.get("status"),
        document.get("meas_level", 2),
    )


def _mapping(said: object) -> Mapping[str, Any]:
    if not isinstance(said, dict):
        raise TypeError("it is no object")
    return said


def _bits(outcome: str, header: Mapping[str, Any]) -> str:
    """A hexadecimal outcome in bits, the registers apart; as many bits as there are if nothing tells how many there were."""
    slots = header.get("memory_slots", 1)
    bits = f"{int(outcome, 16):b}".rjust(slots, "0")
    return " ".join(_registers(bits, header)) or bits


def _registers(bits: str, header: Mapping[str, Any]) -> Iterator[str]:
    end = 0
    for _, size in reversed(header.get("creg_sizes", [])):
        yield bits[end : end + size]
        end += size
