"""The job of a primitive: what RuntimeJobV2 shares with every other job that a sampler or an estimator hands out.

The table is the part of RuntimeJobV2's document that does not speak of a service.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Member, Parameter
from .._states import JOB_MACHINE
from ._profile import Bounds, Capability, Profile, by_name

PRIMITIVE_JOB: Final = Profile(
    name="primitive-job",
    extends=("job",),
    title="A job of a primitive, as samplers and estimators hand it out",
    machine=JOB_MACHINE,
    members=by_name(
        Member("job_id", returns="str"),
        Member("status", returns="JobStatus | str"),
        Member("done", returns="bool"),
        Member("running", returns="bool"),
        Member("cancelled", returns="bool"),
        Member("in_final_state", returns="bool"),
        Member(
            "result",
            (Parameter("timeout", None, "float | None"),),
            returns="Any",
            raises=(ErrorRole.TIMEOUT, ErrorRole.FAILED, ErrorRole.CANCELLED),
        ),
        Member("cancel", returns="bool | None", raises=(ErrorRole.INVALID_STATE,)),
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("JobTimeoutError", "TimeoutError"),
            ErrorRole.FAILED: ("Exception",),
            ErrorRole.CANCELLED: ("Exception",),
            ErrorRole.INVALID_STATE: ("Exception",),
            ErrorRole.API: ("Exception",),
        }
    ),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0),
    capabilities=frozenset({Capability.SERVICE}),
    optional=frozenset({Capability.SERVICE}),
)
