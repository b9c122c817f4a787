"""The machine that the service pretends to have, as the APIs describe one: five qubits in a row.

This file does not know jobs.
"""

from __future__ import annotations

from typing import Any, Final

from .office import iso

#: What its users call it.
NAME: Final = "reference_bell"

VERSION: Final = "1.0.0"

_QUBITS: Final = 5
_PAIRS: Final = [[one, one + 1] for one in range(_QUBITS - 1)] + [[one + 1, one] for one in range(_QUBITS - 1)]

#: The gates, with their parameters and what they act on.
_GATES: Final = {
    "id": ([], [[each] for each in range(_QUBITS)]),
    "rz": (["theta"], [[each] for each in range(_QUBITS)]),
    "sx": ([], [[each] for each in range(_QUBITS)]),
    "x": ([], [[each] for each in range(_QUBITS)]),
    "h": ([], [[each] for each in range(_QUBITS)]),
    "cx": ([], _PAIRS),
}

#: Gates of ours that no standard defines; none, so clients take their own.
_DEFINITION: Final = "gate {name} {{ }}"


def configuration() -> dict[str, Any]:
    """What it is, which never changes."""
    return {
        "backend_name": NAME,
        "backend_version": VERSION,
        "n_qubits": _QUBITS,
        "basis_gates": list(_GATES),
        "gates": [
            {"name": name, "parameters": parameters, "qasm_def": _DEFINITION.format(name=name), "coupling_map": on}
            for name, (parameters, on) in _GATES.items()
        ],
        "supported_instructions": [*_GATES, "measure", "delay", "reset"],
        "coupling_map": _PAIRS,
        "local": False,
        "simulator": False,
        "conditional": False,
        "open_pulse": False,
        "memory": True,
        "max_shots": 100_000,
        "max_experiments": 300,
        "meas_levels": [2],
        "description": "the machine of the reference service",
        "url": "None",
        "allow_q_object": True,
        "dt": 0.2222,
        "dtm": 0.2222,
        "rep_delay_range": [0.0, 500.0],
        "default_rep_delay": 250.0,
        "dynamic_reprate_enabled": True,
        "online_date": "2021-01-01T00:00:00+00:00",
        "processor_type": {"family": "Reference", "revision": 1},
        "timing_constraints": {"acquire_alignment": 1, "granularity": 1, "min_length": 1, "pulse_alignment": 1},
    }


def properties(moment: float) -> dict[str, Any]:
    """How it was when it was last measured, at the beginning of the hour."""
    date = iso(moment - moment % 3600)

    def measured(name: str, value: float, unit: str = "") -> dict[str, Any]:
        return {"name": name, "date": date, "unit": unit, "value": value}

    return {
        "backend_name": NAME,
        "backend_version": VERSION,
        "last_update_date": date,
        "qubits": [
            [
                measured("T1", 100.0 + each, "us"),
                measured("T2", 80.0 + each, "us"),
                measured("frequency", 5.0 + each / 100, "GHz"),
                measured("readout_error", 0.01),
                measured("readout_length", 700.0, "ns"),
            ]
            for each in range(_QUBITS)
        ],
        "gates": [
            {
                "gate": name,
                "name": name + "_".join(str(each) for each in qubits),
                "qubits": qubits,
                "parameters": [measured("gate_error", 0.001), measured("gate_length", 35.5, "ns")],
            }
            for name, (_, on) in _GATES.items()
            for qubits in on
        ],
        "general": [],
    }
