"""RuntimeJobV2: a primitive that runs beside the machine, and tells its status as a word."""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Callback, Kind, Member, Parameter
from .._states import JOB_MACHINE, JobStatus
from .._words import RUNTIME_V2
from ._profile import Bounds, Capability, Profile, by_name

_TIMEOUT: Final = Parameter("timeout", None, "float | None")
_DECODER: Final = Parameter("decoder", None, "type[ResultDecoder] | None")
_API: Final = (ErrorRole.API,)

RUNTIME_JOB_V2: Final = Profile(
    name="runtime-job-v2",
    extends=("primitive-job", "job"),
    title="RuntimeJobV2: a primitive of qiskit-ibm-runtime",
    document="RuntimeJobV2",
    machine=JOB_MACHINE.without(JobStatus.VALIDATING),
    family="runtime-v2",
    words=RUNTIME_V2,
    members=by_name(
        Member("job_id", returns="str"),
        Member("backend", (_TIMEOUT,), returns="Backend | None", raises=_API),
        Member("status", returns="str", raises=_API),
        Member("done", returns="bool"),
        Member("running", returns="bool"),
        Member("cancelled", returns="bool"),
        Member("errored", returns="bool"),
        Member("in_final_state", returns="bool"),
        Member(
            "result",
            (_TIMEOUT, _DECODER),
            returns="Any",
            raises=(ErrorRole.TIMEOUT, ErrorRole.FAILED, ErrorRole.RAN_TOO_LONG, ErrorRole.CANCELLED, ErrorRole.API),
        ),
        Member("cancel", raises=(ErrorRole.INVALID_STATE, ErrorRole.API)),
        Member("wait_for_final_state", (_TIMEOUT,), raises=(ErrorRole.WAIT_TIMEOUT, ErrorRole.API)),
        Member("error_message", returns="str | None"),
        Member("logs", returns="str", raises=_API),
        Member("metrics", returns="dict[str, Any]", raises=_API),
        Member("interim_results", (_DECODER,), returns="Any", raises=(ErrorRole.FAILED, ErrorRole.API)),
        Member("stream_results", (Parameter("callback", type="Callable"), _DECODER), raises=(ErrorRole.INVALID_STATE,)),
        Member("cancel_result_streaming"),
        Member(
            "properties",
            (Parameter("refresh", default=False, type="bool"),),
            returns="BackendProperties | None",
            raises=_API,
        ),
        Member("update_tags", (Parameter("new_tags", type="list[str]"),), returns="list[str]", raises=_API),
        Member("creation_date", returns="datetime | None", kind=Kind.PROPERTY),
        Member("image", returns="str", kind=Kind.PROPERTY),
        Member("inputs", returns="dict", kind=Kind.PROPERTY),
        Member("instance", returns="str | None", kind=Kind.PROPERTY),
        Member("primitive_id", returns="str", kind=Kind.PROPERTY),
        Member("program_id", returns="str", kind=Kind.PROPERTY),
        Member("session_id", returns="str | None", kind=Kind.PROPERTY),
        Member("tags", returns="list", kind=Kind.PROPERTY),
        Member("usage_estimation", returns="dict[str, Any]", kind=Kind.PROPERTY),
        Member("ERROR", returns="str | RuntimeJobStatus", kind=Kind.CONSTANT, value="ERROR"),
        Member("JOB_FINAL_STATES", returns="tuple[str, ...]", kind=Kind.CONSTANT, value=("DONE", "CANCELLED", "ERROR")),
    ),
    constructor=Member(
        "RuntimeJobV2",
        (
            Parameter("backend", type="Backend"),
            Parameter("api_client", type="RuntimeClient"),
            Parameter("client_params", type="ClientParameters"),
            Parameter("job_id", type="str"),
            Parameter("program_id", type="str"),
            Parameter("service", type="QiskitRuntimeService"),
            Parameter("creation_date", None, "str | None"),
            Parameter("user_callback", None, "Callable | None"),
            Parameter("result_decoder", None, "type[ResultDecoder] | Sequence[type[ResultDecoder]] | None"),
            Parameter("image", "", "str | None"),
            Parameter("session_id", None, "str | None"),
            Parameter("tags", None, "list | None"),
            Parameter("version", None, "int | None"),
        ),
        returns="RuntimeJobV2",
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("RuntimeJobTimeoutError",),
            ErrorRole.WAIT_TIMEOUT: ("RuntimeJobTimeoutError",),
            ErrorRole.FAILED: ("RuntimeJobFailureError",),
            ErrorRole.RAN_TOO_LONG: ("RuntimeJobMaxTimeoutError",),
            ErrorRole.CANCELLED: ("RuntimeInvalidStateError",),
            ErrorRole.INVALID_STATE: ("RuntimeInvalidStateError",),
            ErrorRole.API: ("IBMRuntimeError", "IBMApiError"),
        }
    ),
    bounds=Bounds(result_lag=0.5, result_overrun=0.5, poll_interval=0.1),
    callbacks=MappingProxyType({"stream_results": Callback(("job_id", "job_result"))}),
    capabilities=frozenset({Capability.SERVICE, Capability.STREAMING}),
    optional=frozenset({Capability.STREAMING}),
)
