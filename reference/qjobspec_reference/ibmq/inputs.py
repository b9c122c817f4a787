"""What a job was run with: its Qobj, and what is in it. This file does not know how it is fetched."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import Any, Final

#: What a Qobj says of its circuits and not of how they are run (METADATA-8).
_OF_THE_CIRCUITS: Final = frozenset({"memory_slots", "n_qubits"})


def as_mapping(qobj: object) -> Mapping[str, Any]:
    """A Qobj as a mapping, also where it is an object that can be made one; nothing if it cannot (METADATA-10)."""
    if not isinstance(qobj, Mapping) and callable(into := getattr(qobj, "to_dict", None)):
        qobj = into()
    return qobj if isinstance(qobj, Mapping) else {}


def circuits(qobj: object) -> list[Any]:
    """The circuits or schedules in their order, in a list of the caller's own (METADATA-11, METADATA-28)."""
    experiments = as_mapping(qobj).get("experiments")
    return deepcopy(experiments) if isinstance(experiments, list) else []


def header(qobj: object) -> dict[str, Any]:
    """The user's own notes (METADATA-12)."""
    said = as_mapping(qobj).get("header")
    return deepcopy(dict(said)) if isinstance(said, Mapping) else {}


def options(qobj: object) -> dict[str, Any]:
    """The options that the job was run with (METADATA-7)."""
    said = as_mapping(qobj).get("config")
    chosen = said if isinstance(said, Mapping) else {}
    return {name: deepcopy(value) for name, value in chosen.items() if name not in _OF_THE_CIRCUITS}
