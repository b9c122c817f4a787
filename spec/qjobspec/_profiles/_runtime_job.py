"""RuntimeJob: a program that runs beside the machine, told in a document that lists its methods without their signatures.

The signatures are those of the published releases 0.18.3 to 0.20.2, which do not differ (erratum E-33).
"""

from __future__ import annotations

from types import MappingProxyType
from typing import Final

from .._errors import ErrorRole
from .._members import Callback, Kind, Member, Name, Parameter
from .._states import JOB_MACHINE
from .._words import RUNTIME
from ._profile import Bounds, Capability, Profile, by_name

_TIMEOUT: Final = Parameter("timeout", None, "float | None")
_WAIT: Final = Parameter("wait", 5, "float")
_DECODER: Final = Parameter("decoder", None, "type[ResultDecoder] | None")

RUNTIME_JOB: Final = Profile(
    name="runtime-job",
    extends=("job",),
    title="RuntimeJob: a runtime program of qiskit-ibmq-provider",
    document="RuntimeJob",
    machine=JOB_MACHINE,
    family="runtime",
    words=RUNTIME,
    members=by_name(
        Member("job_id", returns="str"),
        Member("backend", returns="Backend"),
        Member("status", returns="JobStatus", raises=(ErrorRole.API,)),
        Member(
            "result",
            (_TIMEOUT, _WAIT, _DECODER),
            returns="Any",
            raises=(ErrorRole.TIMEOUT, ErrorRole.FAILED, ErrorRole.CANCELLED, ErrorRole.API),
        ),
        Member("cancel", raises=(ErrorRole.INVALID_STATE, ErrorRole.API)),
        Member("wait_for_final_state", (_TIMEOUT, _WAIT), raises=(ErrorRole.WAIT_TIMEOUT, ErrorRole.API)),
        Member("error_message", returns="str | None"),
        Member("logs", returns="str", raises=(ErrorRole.API,)),
        Member("stream_results", (Parameter("callback", type="Callable"), _DECODER), raises=(ErrorRole.INVALID_STATE,)),
        Member("cancel_result_streaming"),
        Member("creation_date", returns="datetime | None", kind=Kind.PROPERTY),
        Member("image", returns="str", kind=Kind.PROPERTY),
        Member("inputs", returns="dict", kind=Kind.PROPERTY),
        Member("program_id", returns="str", kind=Kind.PROPERTY),
    ),
    constructor=Member(
        "RuntimeJob",
        (
            Parameter("backend", type="Backend"),
            Parameter("api_client", type="RuntimeClient"),
            Parameter("credentials", type="Credentials"),
            Parameter("job_id", type="str"),
            Parameter("program_id", type="str"),
            Parameter("params", None, "dict | None"),
            Parameter("creation_date", None, "str | None"),
            Parameter("user_callback", None, "Callable | None"),
            Parameter("result_decoder", Name("ResultDecoder"), "type[ResultDecoder]"),
            Parameter("image", "", "str | None"),
        ),
        returns="RuntimeJob",
    ),
    errors=MappingProxyType(
        {
            ErrorRole.TIMEOUT: ("JobTimeoutError",),
            ErrorRole.WAIT_TIMEOUT: ("JobTimeoutError",),
            ErrorRole.FAILED: ("RuntimeJobFailureError",),
            ErrorRole.CANCELLED: ("RuntimeInvalidStateError",),
            ErrorRole.INVALID_STATE: ("RuntimeInvalidStateError",),
            ErrorRole.API: ("QiskitRuntimeError",),
        }
    ),
    bounds=Bounds(result_lag=5.0, result_overrun=5.0, poll_interval=5.0),
    callbacks=MappingProxyType({"stream_results": Callback(("job_id", "job_result"))}),
    capabilities=frozenset({Capability.SERVICE, Capability.STREAMING}),
)
