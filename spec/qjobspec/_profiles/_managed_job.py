"""ManagedJob: one job of a set that a manager splits, submits and watches; and what the set has to be for it."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Companion, Member, Parameter, Passing
from .._states import JOB_MACHINE
from .._words import IBMQ
from ._profile import Bounds, Capability, Profile, by_name

_TIMEOUT: Final = Parameter("timeout", None, "float | None")
_PARTIAL: Final = Parameter("partial", default=False, type="bool")
_REFRESH: Final = Parameter("refresh", default=False, type="bool")
_TAGS: Final = Parameter("job_tags", None, "list[str] | None")
_SHARE_LEVEL: Final = Parameter("job_share_level", None, "ApiJobShareLevel | None")
_RUN_CONFIG: Final = Parameter("run_config", type="Any", passing=Passing.NAMED)

#: The document names the experiment set, its pool and its lock and says no more; these members are what using them takes.
_JOB_SET: Final = Companion(
    "ManagedJobSet",
    "The set that a managed job belongs to",
    (
        Member("managed_jobs", returns="list[ManagedJob]"),
        Member("statuses", returns="list[JobStatus | None]"),
        Member("results", (_TIMEOUT, _PARTIAL, _REFRESH), returns="ManagedResults", raises=(ErrorRole.TIMEOUT,)),
        Member("error_messages", returns="str | None"),
        Member("cancel"),
        Member("jobs", returns="list[IBMQJob | None]"),
        Member(
            "job",
            (Parameter("experiment", type="str | QuantumCircuit | Schedule | int"),),
            returns="tuple[IBMQJob | None, int]",
        ),
        Member(
            "update_tags",
            tuple(Parameter(f"{how}_tags", None, "list[str] | None") for how in ("replacement", "additional", "removal")),
            returns="list[str]",
        ),
    ),
)

MANAGED_JOB: Final = Profile(
    name="managed-job",
    extends=("job",),
    title="ManagedJob: one job of a set that a manager submits",
    document="ManagedJob",
    machine=JOB_MACHINE,
    family="ibmq",
    words=IBMQ,
    members=by_name(
        Member(
            "submit",
            (
                Parameter("circuits", type="QuantumCircuit | Schedule | list[QuantumCircuit | Schedule]"),
                Parameter("job_name", type="str"),
                Parameter("backend", type="IBMQBackend"),
                Parameter("executor", type="ThreadPoolExecutor"),
                Parameter("submit_lock", type="allocate_lock"),
                _SHARE_LEVEL,
                _TAGS,
                _RUN_CONFIG,
            ),
        ),
        Member("status", returns="JobStatus | None"),
        Member("result", (_TIMEOUT, _PARTIAL, _REFRESH), returns="Result | None", raises=(ErrorRole.TIMEOUT,)),
        Member("cancel"),
        Member("error_message", returns="str | None"),
        Member("qobj", returns="QasmQobj | PulseQobj | None"),
    ),
    constructor=Member(
        "ManagedJob",
        (
            Parameter("start_index", type="int"),
            Parameter("experiments_count", type="int"),
            Parameter("job", None, "IBMQJob | None"),
        ),
        returns="ManagedJob",
    ),
    errors=MappingProxyType({ErrorRole.TIMEOUT: ("IBMQJobTimeoutError",)}),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0, poll_interval=5.0),
    companions=(_JOB_SET,),
    capabilities=frozenset({Capability.SERVICE}),
)
