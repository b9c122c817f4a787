"""MEMBER-1: members that are documented, and in 0.29.1, and that the class has not in this release (0.22.0, 0.40.1, 0.51.0)."""

from loopback import found
from qiskit_ibm_runtime import RuntimeJobV2

ASKED = ("job_id", "backend", "status", "done", "running", "cancelled", "errored", "in_final_state")
WAITS = ("result", "wait_for_final_state", "cancel", "error_message", "logs", "metrics", "usage_estimation")
STREAMS = ("interim_results", "stream_results", "cancel_result_streaming")
TOLD = ("creation_date", "image", "inputs", "instance", "primitive_id", "program_id", "session_id", "tags")
CHANGES = ("update_tags", "properties")
CONSTANTS = ("ERROR", "JOB_FINAL_STATES")
lacks = [name for name in (*ASKED, *WAITS, *STREAMS, *TOLD, *CHANGES, *CONSTANTS) if not hasattr(RuntimeJobV2, name)]
found(bool(lacks), f"RuntimeJobV2 has no {', '.join(lacks) or 'member too few'}")
