"""AerJob: a simulation on an executor of its user's process."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Member, Parameter, Passing
from .._states import JOB_MACHINE
from ._jobv1 import CALLBACKS, JOBV1_ERRORS, JOBV1_MEMBERS
from ._profile import Bounds, Capability, Profile, by_name

AER_JOB: Final = Profile(
    name="aer-job",
    extends=("jobv1", "job"),
    title="AerJob: a simulation on an executor of this process",
    document="AerJob",
    machine=JOB_MACHINE,
    members=by_name(
        *JOBV1_MEMBERS,
        Member("qobj", returns="Qobj"),
    ),
    constructor=Member(
        "AerJob",
        (
            Parameter("backend"),
            Parameter("job_id"),
            Parameter("fn"),
            Parameter("qobj"),
            Parameter("args", passing=Passing.REST),
        ),
        returns="AerJob",
    ),
    errors=MappingProxyType(
        {
            **JOBV1_ERRORS,
            # The document says concurrent.futures.TimeoutError, which is the builtin one since Python 3.11.
            ErrorRole.TIMEOUT: ("TimeoutError",),
            ErrorRole.FAILED: ("Exception",),
            ErrorRole.CANCELLED: ("concurrent.futures.CancelledError",),
        }
    ),
    bounds=Bounds(result_lag=0.0, result_overrun=0.0),
    callbacks=CALLBACKS,
    capabilities=frozenset({Capability.SUBMIT}),
)
