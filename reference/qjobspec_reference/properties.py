"""The properties of a backend as they were measured. This file does not know how they are asked for."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .client import Unreadable
from .moments import local


@dataclass(frozen=True)
class BackendProperties:
    """A backend as it was measured before a job ran (METADATA-13)."""

    backend_name: str
    backend_version: str
    last_update_date: datetime
    qubits: list[Any]
    gates: list[Any]
    general: list[Any]

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> BackendProperties | None:
        """The properties in an answer; `None` if it is empty, because the backend was never measured."""
        if not document:
            return None
        measured = local(document.get("last_update_date"))
        lists = [document.get(name) for name in ("qubits", "gates", "general")]
        if measured is None or not all(isinstance(each, list) for each in lists):
            raise Unreadable("the service gives properties that cannot be read")
        qubits, gates, general = (deepcopy(list(each or [])) for each in lists)
        name, version = (str(document.get(key, "")) for key in ("backend_name", "backend_version"))
        return cls(name, version, measured, qubits, gates, general)
