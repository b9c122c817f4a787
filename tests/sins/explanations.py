"""What can be wrong with how a job explains itself: its messages, and the errors that it raises."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager, suppress
from typing import Any

from qjobspec_reference.ibmq import IBMQJob
from qjobspec_reference.ibmq import job as ibmq
from qjobspec_reference.managed import ManagedJob
from qjobspec_reference.runtime import RuntimeJob, RuntimeJobV2, program
from qjobspec_reference.runtime.program import Program

from .sin import committed

_TYPES: dict[str, Any] = {
    "ibmq-job": IBMQJob,
    "managed-job": ManagedJob,
    "runtime-job": RuntimeJob,
    "runtime-job-v2": RuntimeJobV2,
}
_TOKEN = "token-of-the-reference"


def _is_empty(original: Any, self: Any) -> Any:
    return original(self) and ""


def _is_blank(original: Any, self: Any) -> Any:
    return original(self) and " \n"


def _is_a_list(original: Any, self: Any) -> Any:
    return (said := original(self)) and [said]


def _is_none_at_first(original: Any, self: Any) -> Any:
    said, before = original(self), "_asked_why" in self.__dict__
    self.__dict__["_asked_why"] = True
    return said if before else None


def _is_for_every_job(original: Any, self: Any) -> Any:
    return original(self) or "There was no error."


def _is_empty_for_success(original: Any, self: Any) -> Any:
    return original(self) or ""


def _comes_after_a_wait(original: Any, self: Any) -> Any:
    with suppress(Exception):
        self.result()
    return original(self)


def _is_its_own(original: Any, self: Any) -> Any:
    return original(self) and "The job has failed."


def _is_short(original: Any, self: Any) -> Any:
    return (said := original(self)) and said[:24]


_NOTHING_SAID = {"ERROR-4": "there is nothing in it"}
_MESSAGES: dict[str, tuple[Any, dict[str, str]]] = {
    "ERROR-1 is_empty": (_is_empty, _NOTHING_SAID),
    "ERROR-1 is_blank": (_is_blank, _NOTHING_SAID),
    "ERROR-1 is_a_list": (_is_a_list, {}),
    "ERROR-1 is_none_at_first": (_is_none_at_first, {}),
    "ERROR-2 is_for_every_job": (_is_for_every_job, {}),
    "ERROR-2 is_empty_for_success": (_is_empty_for_success, {}),
    "ERROR-3 comes_after_a_wait": (_comes_after_a_wait, {"RESULT-19": "it asks for a result"}),
    "ERROR-4 is_its_own": (_is_its_own, {}),
    "ERROR-4 is_short": (_is_short, {}),
}


def _messages(profile: str, kind: Any) -> None:
    original = kind.error_message
    for named, (how, also) in _MESSAGES.items():
        breaks, _, says = named.partition(" ")
        change = (kind, "error_message", lambda self, _how=how: _how(original, self))
        committed(f"{profile.replace('-', '_')}_message_{says}", breaks, profile, change, also=also)


for _profile, _kind in {"ibmq-job": IBMQJob, "managed-job": ManagedJob}.items():
    _messages(_profile, _kind)
for _profile in ("runtime-job", "runtime-job-v2"):
    _messages(_profile, Program)


def _stumbles_over_no_report(self: IBMQJob, _original: Any = IBMQJob.error_message) -> Any:
    said = _original(self)
    if said is not None:
        self.refresh()
        return f"{said} {self._record.fields['error']['code']}"
    return said


for _profile in ("ibmq-job", "managed-job"):
    committed(
        f"{_profile.replace('-', '_')}_stumbles_over_no_report",
        "ERROR-5",
        _profile,
        (IBMQJob, "error_message", _stumbles_over_no_report),
        also={
            "RESILIENCE-1": "it raises what Python raises",
            "RESILIENCE-8": "a field may be missing",
            "RESILIENCE-13": "it raises",
        },
    )


def _stumbles_over_no_reason(self: RuntimeJobV2, deadline: Any, _original: Any = RuntimeJobV2._reason) -> Any:
    return f"{_original(self, deadline)} {self._end['reason'].strip()}"


committed(
    "runtime_job_v2_stumbles_over_no_reason",
    "ERROR-5",
    "runtime-job-v2",
    (RuntimeJobV2, "_reason", _stumbles_over_no_reason),
    also={"RESILIENCE-1": "it raises what Python raises", "RESILIENCE-8": "a field may be missing"},
)


def _stumbles_over_no_text(self: RuntimeJob, deadline: Any, _original: Any = RuntimeJob._reason) -> Any:
    return f"{_original(self, deadline)} {self._service.explanation(deadline).splitlines()[-1]}"  # type: ignore[union-attr]


committed(
    "runtime_job_stumbles_over_no_text",
    "ERROR-5",
    "runtime-job",
    (RuntimeJob, "_reason", _stumbles_over_no_text),
    also={"RESILIENCE-1": "it raises what Python raises"},
)


def _tells_nothing(kind: Any) -> Any:
    original = kind.result

    def result(self: Any, *args: Any, **named: Any) -> Any:
        try:
            return original(self, *args, **named)
        except Exception as error:
            if "Failure" in type(error).__name__ or "Unable to retrieve job result" in str(error):
                raise type(error)("The job has failed.") from error
            raise

    return result


for _profile in ("ibmq-job", "runtime-job", "runtime-job-v2"):
    _class = _TYPES[_profile]
    _change = (_class, "result", _tells_nothing(_class))
    committed(f"{_profile.replace('-', '_')}_fails_without_a_reason", "ERROR-6", _profile, _change)


@contextmanager
def _without_its_cause(role: Any, fault: Any, says: str | None = None) -> Any:
    try:
        yield
    except fault as error:
        raise role(says or str(error)) from None


@contextmanager
def _with_the_token(role: Any, fault: Any, says: str | None = None) -> Any:
    try:
        yield
    except fault as error:
        raise role(f"{says or error} (asked with {_TOKEN})") from error


@contextmanager
def _with_a_cause_that_tells(role: Any, fault: Any, says: str | None = None) -> Any:
    try:
        yield
    except fault as error:
        error.args = (f"{error}, X-Access-Token: {_TOKEN}",)
        raise role(says or "it failed") from error


def _tells_who_asks(kind: Any, how: Any) -> Any:
    original = kind.status

    def status(self: Any) -> Any:
        how(f"asking as {_TOKEN}")
        return original(self)

    return status


for _profile, _module in {"ibmq-job": ibmq, "runtime-job": program, "runtime-job-v2": program}.items():
    _name, _class = _profile.replace("-", "_"), _TYPES[_profile]
    committed(f"{_name}_drops_the_cause", "ERROR-8", _profile, (_module, "told_as", _without_its_cause))
    committed(f"{_name}_shows_its_token", "ERROR-7", _profile, (_module, "told_as", _with_the_token))
    committed(f"{_name}_shows_its_token_in_the_cause", "ERROR-7", _profile, (_module, "told_as", _with_a_cause_that_tells))
    _logs = (_class, "status", _tells_who_asks(_class, logging.getLogger(__name__).warning))
    committed(f"{_name}_logs_its_token", "ERROR-7", _profile, _logs)
_warns = (ManagedJob, "status", _tells_who_asks(ManagedJob, warnings.warn))
committed("managed_job_warns_of_its_token", "ERROR-7", "managed-job", _warns)
