"""AerJob takes further arguments by name where AerJob(backend, job_id, fn, qobj, *args) is documented (qiskit-aer 0.14.2)."""

import inspect

from qiskit_aer.jobs import AerJob

takes = inspect.signature(AerJob)
print(f"AerJob{takes}")
kinds = {each.kind.name for each in takes.parameters.values()}
further = list(takes.parameters)[4:]
is_so = further == ["circuits", "parameter_binds", "run_options", "executor"] and "VAR_POSITIONAL" not in kinds
raise SystemExit(0 if is_so else 1)
