"""IBMQJob: a job of the IBM Quantum job API, with queue, name, tags and a record of every step."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Callback, Companion, Kind, Member, Parameter, Passing
from .._states import JOB_MACHINE
from .._words import IBMQ
from ._profile import Bounds, Capability, Profile, by_name

_API: Final = (ErrorRole.API,)
_TAGS: Final = "list[str] | None"
_TEXT: Final = "str | None"

#: What the constructor takes after the job itself is named; the names are those of the service's job record.
_RECORD: Final = (
    Parameter("kind", None, _TEXT),
    Parameter("name", None, _TEXT),
    Parameter("time_per_step", None, "dict | None"),
    Parameter("result", None, "dict | None"),
    Parameter("qobj", None, "dict | QasmQobj | PulseQobj | None"),
    Parameter("error", None, "dict | None"),
    Parameter("tags", None, _TAGS),
    Parameter("run_mode", None, _TEXT),
    Parameter("share_level", None, _TEXT),
    Parameter("client_info", None, "dict[str, str] | None"),
    Parameter("experiment_id", None, _TEXT),
    Parameter("kwargs", type="Any", passing=Passing.NAMED),
)

IBMQ_JOB: Final = Profile(
    name="ibmq-job",
    extends=("jobv1", "job"),
    title="IBMQJob: a job of the IBM Quantum job API",
    document="IBMQJob",
    machine=JOB_MACHINE,
    family="ibmq",
    words=IBMQ,
    members=by_name(
        Member("job_id", returns="str"),
        Member("backend", returns="Backend"),
        Member("submit", raises=(ErrorRole.UNSUPPORTED,)),
        Member("status", returns="JobStatus", raises=_API),
        Member("done", returns="bool"),
        Member("running", returns="bool"),
        Member("cancelled", returns="bool"),
        Member("in_final_state", returns="bool"),
        Member(
            "result",
            (
                Parameter("timeout", None, "float | None"),
                Parameter("wait", 5, "float"),
                Parameter("partial", default=False, type="bool"),
                Parameter("refresh", default=False, type="bool"),
            ),
            returns="Result",
            raises=(ErrorRole.TIMEOUT, ErrorRole.FAILED, ErrorRole.CANCELLED, ErrorRole.API),
        ),
        Member("cancel", returns="bool", raises=_API),
        Member(
            "wait_for_final_state",
            (
                Parameter("timeout", None, "float | None"),
                Parameter("wait", None, "float | None"),
                Parameter("callback", None, "Callable | None"),
            ),
            raises=(ErrorRole.WAIT_TIMEOUT, ErrorRole.API),
        ),
        Member("error_message", returns=_TEXT),
        Member("refresh", raises=_API),
        Member("queue_position", (Parameter("refresh", default=False, type="bool"),), returns="int | None"),
        Member("queue_info", returns="QueueInfo | None"),
        Member("creation_date", returns="datetime"),
        Member("time_per_step", returns="dict | None"),
        Member("scheduling_mode", returns=_TEXT),
        Member("name", returns=_TEXT),
        Member(
            "update_name",
            (Parameter("name", type="str"),),
            returns="str",
            raises=(ErrorRole.API, ErrorRole.INVALID_ARGUMENT),
        ),
        Member("tags", returns="list[str]"),
        Member(
            "update_tags",
            (
                Parameter("replacement_tags", None, _TAGS),
                Parameter("additional_tags", None, _TAGS),
                Parameter("removal_tags", None, _TAGS),
            ),
            returns="list[str]",
            raises=(ErrorRole.API, ErrorRole.INVALID_ARGUMENT),
        ),
        Member("share_level", returns="str"),
        Member("properties", returns="BackendProperties | None", raises=_API),
        Member("qobj", returns="QasmQobj | PulseQobj | None", raises=_API),
        Member("circuits", returns="list[QuantumCircuit | Schedule]"),
        Member("header", returns="dict"),
        Member("backend_options", returns="dict[str, Any]"),
        Member("client_version", returns="dict[str, str]", kind=Kind.PROPERTY),
        Member("experiment_id", returns="str", kind=Kind.PROPERTY),
        Member("version", returns="int", kind=Kind.CONSTANT, value=1),
    ),
    constructor=Member(
        "IBMQJob",
        (
            Parameter("backend", type="IBMQBackend"),
            Parameter("api_client", type="AccountClient"),
            Parameter("job_id", type="str"),
            Parameter("creation_date", type="str"),
            Parameter("status", type="str"),
            *_RECORD,
        ),
        returns="IBMQJob",
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("IBMQJobTimeoutError",),
            ErrorRole.WAIT_TIMEOUT: ("IBMQJobTimeoutError",),
            ErrorRole.FAILED: ("IBMQJobFailureError",),
            ErrorRole.CANCELLED: ("IBMQJobInvalidStateError",),
            ErrorRole.INVALID_ARGUMENT: ("IBMQJobInvalidStateError",),
            ErrorRole.UNSUPPORTED: ("NotImplementedError",),
            ErrorRole.API: ("IBMQJobApiError",),
        }
    ),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0, poll_interval=5.0),
    callbacks=MappingProxyType({"wait_for_final_state": Callback(("job_id", "job_status", "job"), ("queue_info",))}),
    companions=(
        Companion(
            "QueueInfo",
            "Where the job stands in the queue",
            (
                Member("position", returns="int | None", kind=Kind.PROPERTY),
                Member("estimated_start_time", returns="datetime | None", kind=Kind.PROPERTY),
                Member("estimated_complete_time", returns="datetime | None", kind=Kind.PROPERTY),
                Member("hub_priority", returns="float | None", kind=Kind.PROPERTY),
                Member("group_priority", returns="float | None", kind=Kind.PROPERTY),
                Member("project_priority", returns="float | None", kind=Kind.PROPERTY),
            ),
        ),
    ),
    capabilities=frozenset({Capability.SERVICE}),
)
