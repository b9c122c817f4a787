"""What a job runs: a Bell circuit sampled with a seed, or with Qiskit installed any circuit on Qiskit's own simulator.

A program is a function of circuits and a seed that returns what each circuit gives, or raises `ProgramError`. Qiskit is
imported only when a program needs it.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Final

from .circuits import BELL, Circuit
from .samples import ProgramError, Register, Samples

#: A program.
Program = Callable[[Sequence[Circuit], str], tuple[Samples, ...]]


def bell(circuits: Sequence[Circuit], seed: str) -> tuple[Samples, ...]:
    """Sample Bell circuits without a simulator; `ProgramError` for any other circuit."""
    for number, circuit in enumerate(circuits):
        if circuit.qasm is None or _plain(circuit.qasm) != _PLAIN_BELL:
            raise ProgramError(f"circuit {number} is not the Bell circuit: to run it, this service needs qiskit")
    return tuple(_sampled(circuit, f"{seed}/{number}") for number, circuit in enumerate(circuits))


def usual() -> Program:
    """The program that can run the most with what is installed."""
    if find_spec("qiskit") is None or find_spec("qiskit_qasm3_import") is None:
        return bell
    from .simulator import simulated  # noqa: PLC0415 - only where Qiskit is

    return simulated


def _sampled(circuit: Circuit, seed: str) -> Samples:
    drawn = random.Random(seed).choices((0b00, 0b11), k=circuit.shots)  # noqa: S311 - quanta are not cryptography
    return Samples((Register("meas", 2, bytes(drawn), (circuit.shots,)),))


def _plain(qasm: str) -> tuple[str, ...]:
    """The statements of a circuit without what changes nothing."""
    lines = ("".join(line.split()) for line in qasm.split(";"))
    return tuple(
        sorted(line for line in lines if line and not line.startswith(("OPENQASM", "include", "barrier", "bit", "qubit")))
    )


_PLAIN_BELL: Final = _plain(BELL)
