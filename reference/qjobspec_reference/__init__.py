"""The smallest jobs that keep the specification. Knows `qjobspec`.

`AerJob` needs the standard library alone. The jobs of services need the extra `reference`, and are imported only when they
are asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from .aerjob import AerJob
from .errors import JobError, JobTimeoutError
from .jobv1 import JobV1

if TYPE_CHECKING:
    from .client import AccountClient, RuntimeClient
    from .ibmq import IBMQBackend, IBMQJob
    from .managed import IBMQJobManager, ManagedJob, ManagedJobSet
    from .runtime import RuntimeJob, RuntimeJobV2

__all__ = [
    "AccountClient",
    "AerJob",
    "IBMQBackend",
    "IBMQJob",
    "IBMQJobManager",
    "JobError",
    "JobTimeoutError",
    "JobV1",
    "ManagedJob",
    "ManagedJobSet",
    "RuntimeClient",
    "RuntimeJob",
    "RuntimeJobV2",
]

_PLACES = {
    "AccountClient": "client",
    "IBMQBackend": "ibmq",
    "IBMQJob": "ibmq",
    "IBMQJobManager": "managed",
    "ManagedJob": "managed",
    "ManagedJobSet": "managed",
    "RuntimeClient": "client",
    "RuntimeJob": "runtime",
    "RuntimeJobV2": "runtime",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return getattr(import_module(f".{_PLACES[name]}", __name__), name)
    except ModuleNotFoundError as error:
        cure = f"{name} needs {error.name}: pip install 'qjobspec[reference]'"
        raise ModuleNotFoundError(cure, name=error.name) from error
