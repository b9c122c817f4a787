"""What jobs run: circuits read from the inputs of each API, and sampled."""

from __future__ import annotations

import base64
import io
import zlib
from typing import Any

import pytest

from qjobspec_reference.service import BELL, Circuit, ProgramError, Register, Samples, bell, job_id, programs, usual
from qjobspec_reference.service.circuits import circuits

H = {"name": "h", "qubits": [0]}
CX = {"name": "cx", "qubits": [0, 1]}
MEASURE = {"name": "measure", "qubits": [0, 1], "memory": [0, 1]}


def qobj(*instructions: Any, **config: Any) -> dict[str, Any]:
    """A Qobj with one experiment."""
    return {
        "config": {"shots": 100, "n_qubits": 2, "memory_slots": 2, **config},
        "experiments": [{"instructions": [*instructions]}],
    }


def test_an_input_without_a_circuit_means_a_bell_circuit() -> None:
    """Whichever API it comes by."""
    for family in ("ibmq", "runtime", "runtime-v2"):
        for inputs in ({}, None, "anything"):
            assert circuits(family, inputs) == (Circuit(1024, BELL),)


def test_a_qobj_is_read_as_openqasm() -> None:
    """With its shots, those of an experiment before those of all."""
    (circuit,) = circuits("ibmq", qobj(H, CX, {"name": "barrier", "qubits": [0, 1]}, MEASURE))
    own = qobj(H) | {"experiments": [{"instructions": [], "config": {"shots": 7}}, "nonsense"]}

    assert circuit.shots == 100
    assert bell([circuit], "s")[0].shots == 100
    assert [each.shots for each in circuits("ibmq", own)] == [7, 100]


def test_gates_of_a_qobj_have_their_parameters() -> None:
    """And those that OpenQASM calls otherwise its names."""
    u = {"name": "u", "qubits": [1], "params": [0.5, 0, 1]}
    (circuit,) = circuits("ibmq", qobj(u, {"name": "delay", "qubits": [0], "params": [16]}))

    assert circuit.qasm is not None
    assert circuit.qasm.endswith("U(0.5, 0.0, 1.0) q[1];\nbarrier q[0];\n")


@pytest.mark.parametrize(
    "instruction",
    [
        {"name": "measure", "qubits": [0]},
        {"name": "x", "qubits": ["first"]},
        {"name": "x", "qubits": 7},
        {"name": "x y", "qubits": [0]},
        {"name": 5, "qubits": [0]},
        {"name": "x", "qubits": [0], "conditional": 1},
        {"name": "rz", "qubits": [0], "params": ["theta"]},
        "x",
    ],
)
def test_what_cannot_be_read_is_the_reason_of_a_failure(instruction: Any) -> None:
    """An instruction that nobody understands is named."""
    with pytest.raises(ProgramError, match=r"the instruction .* (is not to be understood|cannot be run here)"):
        circuits("ibmq", qobj(instruction))


def test_a_program_is_given_circuits_as_text_or_serialized() -> None:
    """One or many."""
    encoded = {"__type__": "QuantumCircuit", "__value__": "eJw="}

    assert circuits("runtime", {"circuit": "a", "shots": 5}) == (Circuit(5, "a"),)
    assert circuits("runtime", {"circuits": ["a", encoded]}) == (Circuit(1024, "a"), Circuit(1024, qpy="eJw="))
    with pytest.raises(ProgramError, match="a circuit is OpenQASM 3 or an encoded QuantumCircuit"):
        circuits("runtime", {"circuits": [{"__type__": "QuantumCircuit", "__value__": 7}]})


def test_a_primitive_is_given_pubs() -> None:
    """Each with its values and shots, or without."""
    inputs = {"pubs": [["a", [1.0], 5], ["b"], "c"], "options": {"default_shots": 9}}

    assert circuits("runtime-v2", inputs) == (Circuit(5, "a", values=[1.0]), Circuit(9, "b"), Circuit(9, "c"))
    assert circuits("runtime-v2", {"circuits": ["a"]}) == (Circuit(1024, "a"),)


@pytest.mark.parametrize("shots", [0, 100_001, "many", 1.5])
def test_shots_have_a_limit(shots: object) -> None:
    """A number from 1 to a hundred thousand."""
    with pytest.raises(ProgramError, match="shots: it takes a number from 1 to 100000"):
        circuits("runtime", {"shots": shots})


def test_circuits_have_a_limit() -> None:
    """Three hundred."""
    with pytest.raises(ProgramError, match="301 circuits are more than 300"):
        circuits("runtime", {"circuits": ["a"] * 301})


def test_without_a_simulator_any_other_circuit_fails() -> None:
    """It is never passed off as a Bell circuit."""
    for circuit in (Circuit(1, "OPENQASM 3.0; qubit q;"), Circuit(1, qpy="eJw=")):
        with pytest.raises(ProgramError, match="circuit 0 is not the Bell circuit: to run it, this service needs qiskit"):
            bell([circuit], "seed")


def test_a_bell_circuit_has_two_outcomes() -> None:
    """About as often, and the same for the same seed."""
    samples = bell([Circuit(1000, BELL)] * 2, "seed")

    assert samples == bell([Circuit(1000, BELL)] * 2, "seed")
    assert samples[0] != samples[1]
    assert samples[0].together().counts().keys() == {0, 3}
    assert all(400 < count < 600 for count in samples[0].together().counts().values())


def test_registers_are_put_together_the_first_lowest() -> None:
    """As bits of one number."""
    low, high = Register("a", 1, bytes([1, 0]), (2,)), Register("b", 9, bytes([1, 0, 0, 3]), (2,))

    together = Samples((low, high)).together()

    assert (together.bits, together.counts()) == (10, {6: 1, 513: 1})


def test_ids_are_those_of_the_family_and_the_seed() -> None:
    """Twenty-four hexadecimal digits, or twenty letters; never two the same."""
    ids = {job_id(family, number, seed) for family in ("ibmq", "runtime") for number in range(500) for seed in (0, 1)}

    assert len(ids) == 2000
    assert job_id("ibmq", 1, 0) == "985e0a2a003de7cd72479d78"
    assert len(job_id("runtime-v2", 1, 0)) == 20


def test_qiskit_is_used_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """And not missed where it is not."""
    monkeypatch.setattr(programs, "find_spec", lambda name: None)

    assert usual() is bell


@pytest.fixture(scope="module")
def simulated() -> Any:
    """The program that runs on Qiskit's simulator, where that is installed."""
    pytest.importorskip("qiskit_qasm3_import")
    program = usual()
    assert program is not bell
    return program


def test_openqasm_is_run(simulated: Any) -> None:
    """A circuit with two registers gives both, in its order, whatever idle qubits it has."""
    text = 'OPENQASM 3.0; include "stdgates.inc"; qubit[30] q; bit[1] a; bit[2] b; x q[3]; delay[1us] q[4]; '
    text += "barrier q; a[0] = measure q[3]; b[1] = measure q[3];"

    (samples,) = simulated([Circuit(10, text)], "seed")

    assert [(each.name, each.bits, each.counts()) for each in samples.registers] == [("a", 1, {1: 10}), ("b", 2, {2: 10})]


def test_a_qobj_is_run(simulated: Any) -> None:
    """As the circuit that it says."""
    found = simulated(circuits("ibmq", qobj({"name": "x", "qubits": [1]}, MEASURE)), "seed")

    assert found[0].together().counts() == {2: 100}


def test_a_serialized_circuit_is_run_with_its_parameters(simulated: Any) -> None:
    """For each set of them."""
    import numpy as np
    from qiskit import QuantumCircuit, qpy
    from qiskit.circuit import Parameter

    circuit = QuantumCircuit(1)
    circuit.rx(Parameter("t"), 0)
    circuit.measure_all()
    file, array = io.BytesIO(), io.BytesIO()
    qpy.dump(circuit, file)
    np.save(array, np.array([[0.0], [np.pi]]))
    text, values = (base64.b64encode(zlib.compress(each.getvalue())).decode() for each in (file, array))

    (samples,) = simulated([Circuit(5, qpy=text, values={"__type__": "ndarray", "__value__": values})], "seed")

    assert samples.registers[0].shape == (2, 5)
    assert list(samples.registers[0].outcomes()) == [0] * 5 + [1] * 5


@pytest.mark.parametrize(
    ("circuit", "reason"),
    [
        (Circuit(1, "hello"), "circuit 0: QASM3ParsingError"),
        (Circuit(1, qpy="eJw="), "circuit 0: "),
        (Circuit(1, 'OPENQASM 3.0; include "stdgates.inc"; qubit q; x q;'), "a circuit that measures nothing has no result"),
        (
            Circuit(1, 'OPENQASM 3.0; include "stdgates.inc"; qubit[17] q; bit c; h q; c = measure q[0];'),
            "17 qubits are more than 16",
        ),
        (
            Circuit(1, qpy=base64.b64encode(zlib.compress(bytes(17_000_000))).decode()),
            "a serialized value of more than 16000000",
        ),
    ],
)
def test_what_cannot_be_run_is_the_reason_of_a_failure(simulated: Any, circuit: Circuit, reason: str) -> None:
    """Whatever Qiskit says of it."""
    with pytest.raises(ProgramError, match=reason):
        simulated([circuit], "seed")
