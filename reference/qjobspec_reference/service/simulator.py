"""Circuits on Qiskit's own simulator. The only file that knows Qiskit; nothing else of the service needs it.

This file does not know where circuits come from. What a user sends may be anything, so whatever Qiskit says of it is the
reason why the job fails. Qiskit has no types, so it is imported by name: to check ours nobody has to install it.
"""

from __future__ import annotations

import base64
import io
import zlib
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

from .circuits import Circuit
from .samples import ProgramError, Register, Samples

_numpy: Any = import_module("numpy")
_qiskit: Any = import_module("qiskit")
_sampler: Any = import_module("qiskit.primitives").StatevectorSampler

#: The most qubits whose state is computed.
MOST_QUBITS: Final = 16

#: What does nothing to a state.
_PASSIVE: Final = ("barrier", "delay")

#: The most bytes that a serialized circuit may unfold to.
MOST_BYTES: Final = 16_000_000


def simulated(circuits: Sequence[Circuit], seed: str) -> tuple[Samples, ...]:
    """Run circuits on the state vector; `ProgramError` with the reason if one cannot be read or run."""
    return tuple(_run(circuit, f"{seed}/{number}", number) for number, circuit in enumerate(circuits))


def _run(circuit: Circuit, seed: str, number: int) -> Samples:
    try:
        read = _read(circuit)
        pub = (_narrow(read), _values(circuit.values), circuit.shots)
        data = _sampler(seed=zlib.crc32(seed.encode())).run([pub]).result()[0].data
    except ProgramError:
        raise
    except Exception as error:
        raise ProgramError(f"circuit {number}: {type(error).__name__}: {error}") from error
    return Samples(tuple(_register(name, data[name]) for name in data))


def _read(circuit: Circuit) -> Any:
    if circuit.qpy is None:
        return _qiskit.qasm3.loads(circuit.qasm or "")
    return _qiskit.qpy.load(io.BytesIO(_unfolded(circuit.qpy)))[0]


def _narrow(circuit: Any) -> Any:
    """The circuit without the qubits that nothing happens to, which a transpiled one has many of."""
    acting = [each for each in circuit.data if each.name not in _PASSIVE]
    kept = [qubit for qubit in circuit.qubits if any(qubit in each.qubits for each in acting)]
    if len(kept) > MOST_QUBITS:
        raise ProgramError(f"{len(kept)} qubits are more than {MOST_QUBITS}")
    if not circuit.clbits:
        raise ProgramError("a circuit that measures nothing has no result")
    narrow = _qiskit.QuantumCircuit(kept, *circuit.cregs)
    for each in acting:
        narrow.append(each.operation, each.qubits, each.clbits)
    return narrow


def _values(encoded: Any) -> Any:
    if isinstance(encoded, dict) and encoded.get("__type__") == "ndarray":
        return _numpy.load(io.BytesIO(_unfolded(encoded["__value__"])), allow_pickle=False)
    return encoded


def _unfolded(text: str) -> bytes:
    unfolding = zlib.decompressobj()
    data = unfolding.decompress(base64.b64decode(text), MOST_BYTES)
    if unfolding.unconsumed_tail:
        raise ProgramError(f"a serialized value of more than {MOST_BYTES} bytes")
    return data


def _register(name: str, bits: Any) -> Register:
    return Register(name, bits.num_bits, bits.array.tobytes(), (*bits.shape, bits.num_shots))
