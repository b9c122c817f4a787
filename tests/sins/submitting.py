"""Sins of jobs that are handed in (SUBMIT)."""

from __future__ import annotations

from typing import Any

from qjobspec_reference.client import Refused, Unreachable, web
from qjobspec_reference.errors import IBMQJobInvalidStateError
from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq.backend import IBMQBackend

from .sin import sin


@sin("SUBMIT-8", "ibmq-job", IBMQJob, "submit")
def submits_in_silence(original: Any, self: IBMQJob) -> None:
    """Nobody is told that nothing was submitted."""
    return


@sin("SUBMIT-8", "ibmq-job", IBMQJob, "submit")
def says_that_it_is_in_no_state_to_be_submitted(original: Any, self: IBMQJob) -> None:
    """The class of the error is another role's."""
    raise IBMQJobInvalidStateError("this job was submitted")


@sin("SUBMIT-15", "ibmq-job", web, "_may_be_repeated", also={"RESOURCE-5": "what is sent again is sent twice"})
def hands_itself_in_until_it_is_heard(original: Any, request: Any, fault: Any) -> bool:
    """Whatever goes wrong, it is sent again."""
    return isinstance(fault, (Unreachable, Refused))


@sin("SUBMIT-15", "runtime-job", web, "_may_be_repeated", also={"RESOURCE-5": "what is sent again is sent twice"})
def hands_itself_in_again_behind_a_gateway(original: Any, request: Any, fault: Any) -> bool:
    """The gateway failed, and the service had taken it."""
    return original(request, fault) or (isinstance(fault, Refused) and fault.code in (502, 504))


@sin("SUBMIT-15", "runtime-job-v2", web, "_may_be_repeated", also={"RESOURCE-5": "what is sent again is sent twice"})
def hands_itself_in_again_if_the_line_breaks(original: Any, request: Any, fault: Any) -> bool:
    """The answer is lost, and not the request."""
    return original(request, fault) or isinstance(fault, Unreachable)


@sin("SUBMIT-15", "managed-job", IBMQBackend, "run", also={"RESOURCE-5": "what is sent again is sent twice"})
def hands_itself_in_once_more_after_an_error(original: Any, self: IBMQBackend, *given: Any, **named: Any) -> Any:
    """The first try may have come through."""
    try:
        return original(self, *given, **named)
    except Exception:
        return original(self, *given, **named)
