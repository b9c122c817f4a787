"""MEMBER-1, CONSTRUCTOR-1: AerJob has no qobj(), and its constructor takes circuits where a Qobj was (0.17.2 and 0.18.2)."""

import inspect
import sys

from qiskit_aer import __version__
from qiskit_aer.jobs import AerJob

takes = list(inspect.signature(AerJob).parameters)
has = [name for name in ("qobj", "circuits") if hasattr(AerJob, name)]
print(f"qiskit-aer {__version__}: AerJob({', '.join(takes)}); of qobj() and circuits() it has {has}")
expected = ["backend", "job_id", "fn", "circuits", "parameter_binds", "run_options", "executor"]
sys.exit(0 if takes == expected and has == ["circuits"] else 1)
