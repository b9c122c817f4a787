"""Which circuits a job is to run, read from the inputs of each API family.

This file runs nothing. It turns a Qobj into OpenQASM 3, and leaves a circuit that was serialized by Qiskit as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from .samples import ProgramError

#: How often a circuit is run if nobody says.
SHOTS: Final = 1024

#: The most shots of a circuit, and the most circuits of a job.
MOST_SHOTS: Final = 100_000
MOST_CIRCUITS: Final = 300

#: What a job runs whose input names no circuit.
BELL: Final = """OPENQASM 3.0;
include "stdgates.inc";
bit[2] meas;
qubit[2] q;
h q[0];
cx q[0], q[1];
barrier q[0], q[1];
meas[0] = measure q[0];
meas[1] = measure q[1];
"""


@dataclass(frozen=True, slots=True)
class Circuit:
    """A circuit to run: OpenQASM 3, or what Qiskit serialized (base64)."""

    shots: int
    qasm: str | None = None
    qpy: str | None = None
    #: The values of its parameters as the API encodes them, if it has any.
    values: Any = None


def circuits(family: str, inputs: Any) -> tuple[Circuit, ...]:
    """The circuits in the inputs of a job; `ProgramError` if it is not to be seen what is meant."""
    found = tuple(_READERS[family](inputs if isinstance(inputs, dict) else {}))
    if len(found) > MOST_CIRCUITS:
        raise ProgramError(f"{len(found)} circuits are more than {MOST_CIRCUITS}")
    return found


def _of_qobj(inputs: Mapping[str, Any]) -> Iterator[Circuit]:
    experiments = inputs.get("experiments")
    config = _mapping(inputs.get("config"))
    if not isinstance(experiments, list):
        yield Circuit(_shots(config.get("shots")), BELL)
        return
    for experiment in experiments:
        said = {**config, **_mapping(_mapping(experiment).get("config"))}
        yield Circuit(_shots(said.get("shots")), _qasm(_mapping(experiment), said))


def _of_program(inputs: Mapping[str, Any]) -> Iterator[Circuit]:
    shots = _shots(inputs.get("shots"))
    given = inputs.get("circuits", inputs.get("circuit", BELL))
    for each in given if isinstance(given, list) else [given]:
        yield _circuit(each, shots)


def _of_pubs(inputs: Mapping[str, Any]) -> Iterator[Circuit]:
    options = _mapping(inputs.get("options"))
    usual = _shots(options.get("default_shots", inputs.get("shots")))
    pubs = inputs.get("pubs")
    if not isinstance(pubs, list):
        yield from _of_program(inputs)
        return
    for pub in pubs:
        circuit, values, shots = [*(pub if isinstance(pub, list) else [pub]), None, None][:3]
        yield _circuit(circuit, usual if shots is None else _shots(shots), values)


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Iterator[Circuit]]]] = {
    "ibmq": _of_qobj,
    "runtime": _of_program,
    "runtime-v2": _of_pubs,
}


def _circuit(given: object, shots: int, values: Any = None) -> Circuit:
    encoded = _mapping(given)
    if isinstance(given, str):
        return Circuit(shots, qasm=given, values=values)
    if encoded.get("__type__") == "QuantumCircuit" and isinstance(encoded.get("__value__"), str):
        return Circuit(shots, qpy=encoded["__value__"], values=values)
    raise ProgramError("a circuit is OpenQASM 3 or an encoded QuantumCircuit")


def _shots(said: object) -> int:
    if said is None:
        return SHOTS
    if not isinstance(said, int) or not 0 < said <= MOST_SHOTS:
        raise ProgramError(f"{said!r} shots: it takes a number from 1 to {MOST_SHOTS}")
    return said


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _qasm(experiment: Mapping[str, Any], config: Mapping[str, Any]) -> str:
    """An experiment of a Qobj in OpenQASM 3."""
    qubits, bits = (config.get(name, 0) for name in ("n_qubits", "memory_slots"))
    head = f'OPENQASM 3.0;\ninclude "stdgates.inc";\nbit[{bits}] meas;\nqubit[{qubits}] q;\n'
    instructions = experiment.get("instructions")
    lines = (_line(_mapping(each)) for each in (instructions if isinstance(instructions, list) else []))
    return head + "".join(f"{line};\n" for line in lines)


def _line(instruction: Mapping[str, Any]) -> str:
    name = instruction.get("name")
    try:
        qubits = [f"q[{int(qubit)}]" for qubit in instruction.get("qubits", [])]
        if name == "measure":
            pairs = zip(instruction["memory"], qubits, strict=True)
            return ";\n".join(f"meas[{int(bit)}] = measure {qubit}" for bit, qubit in pairs)
        values = ", ".join(repr(float(value)) for value in instruction.get("params", []))
    except (KeyError, TypeError, ValueError):
        raise ProgramError(f"the instruction {name!r} is not to be understood") from None
    if not isinstance(name, str) or not name.isidentifier() or "conditional" in instruction:
        raise ProgramError(f"the instruction {name!r} cannot be run here")
    known = {"u": "U", "delay": None}.get(name, name)
    if known is None:
        return f"barrier {', '.join(qubits)}"
    return f"{known}{f'({values})' if values else ''} {', '.join(qubits)}"
