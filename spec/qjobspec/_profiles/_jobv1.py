"""JobV1: the job as third-party providers write it, as far as AerJob's document shows what it inherits.

The tables are what AerJob's document lists besides its own constructor and `qobj()`.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Callback, Kind, Member, Parameter
from .._states import JOB_MACHINE
from ._profile import Bounds, Capability, Profile, by_name

TIMEOUT: Final = Parameter("timeout", None, "float | None")

#: The class that gave the profile its name lets every predicate ask for the status, so an error of that question is theirs.
JOBV1_MEMBERS: Final = (
    Member("job_id", returns="str"),
    Member("backend", returns="Backend"),
    Member("submit", raises=(ErrorRole.INVALID_STATE,)),
    Member("status", returns="JobStatus", raises=(ErrorRole.NOT_SUBMITTED,)),
    Member("done", returns="bool"),
    Member("running", returns="bool"),
    Member("cancelled", returns="bool"),
    Member("in_final_state", returns="bool"),
    Member(
        "result",
        (TIMEOUT,),
        returns="Result",
        raises=(ErrorRole.TIMEOUT, ErrorRole.FAILED, ErrorRole.CANCELLED, ErrorRole.NOT_SUBMITTED),
    ),
    Member("cancel", returns="bool", raises=(ErrorRole.NOT_SUBMITTED,)),
    Member(
        "wait_for_final_state",
        (TIMEOUT, Parameter("wait", 5, "float"), Parameter("callback", None, "Callable | None")),
        raises=(ErrorRole.WAIT_TIMEOUT, ErrorRole.NOT_SUBMITTED),
    ),
    Member("version", returns="int", kind=Kind.CONSTANT, value=1),
)

JOBV1_ERRORS: Final = MappingProxyType(
    {
        ErrorRole.TIMEOUT: ("JobTimeoutError",),
        ErrorRole.WAIT_TIMEOUT: ("JobTimeoutError",),
        ErrorRole.FAILED: ("JobError",),
        ErrorRole.CANCELLED: ("JobError",),
        ErrorRole.INVALID_STATE: ("JobError",),
        ErrorRole.NOT_SUBMITTED: ("JobError",),
    }
)

CALLBACKS: Final = MappingProxyType({"wait_for_final_state": Callback(("job_id", "job_status", "job"))})

JOBV1: Final = Profile(
    name="jobv1",
    extends=("job",),
    title="A job in the manner of qiskit.providers.JobV1, as third-party providers write it",
    machine=JOB_MACHINE,
    members=by_name(*JOBV1_MEMBERS),
    errors=MappingProxyType({**JOBV1_ERRORS, ErrorRole.API: ("JobError",)}),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0),
    callbacks=CALLBACKS,
    capabilities=frozenset({Capability.SUBMIT, Capability.SERVICE}),
    optional=frozenset({Capability.SUBMIT, Capability.SERVICE}),
)
