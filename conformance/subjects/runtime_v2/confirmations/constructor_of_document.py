"""CONSTRUCTOR-1: the constructor takes other arguments than those documented, which 0.29.1 takes (0.22.0, 0.40.1, 0.51.0)."""

import inspect

from loopback import found
from qiskit_ibm_runtime import RuntimeJobV2

NEEDED = ("backend", "api_client", "client_params", "job_id", "program_id", "service")
OPTIONAL = ("creation_date", "user_callback", "result_decoder", "image", "session_id", "tags", "version")
takes = inspect.signature(RuntimeJobV2).parameters
needed = tuple(name for name, each in takes.items() if each.default is each.empty)
found(
    needed != NEEDED or tuple(takes) != NEEDED + OPTIONAL,
    f"needs {', '.join(needed)}; takes {', '.join(name for name in takes if name not in needed)}",
)
