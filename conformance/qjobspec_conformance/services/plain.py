"""Exemplars that need no recording: for each API family the plainest answers that its schemas allow.

This file does not know what a real service says besides; recordings do.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from qjobspec import JobStatus

from .answers import Answer, answer_json, answer_text
from .blows import refusal
from .speech import SPEECHES, Speech

_CREATED: Final = "2024-09-02T09:30:11.123Z"
_STARTS: Final = "2024-09-02T09:32:00.000Z"
_COMPLETE: Final = "2024-09-02T09:33:00.000Z"
_FINALS: Final = frozenset({JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED})
_FAILURE: Final = "The circuit has no measurements."

_Teller: TypeAlias = Callable[[str, JobStatus, str], Answer]


@dataclass(frozen=True, slots=True)
class PlainExemplars:
    """The plainest service of an API family: "ibmq", "runtime" or "runtime-v2"."""

    family: str

    @property
    def speech(self) -> Speech:
        """How that service speaks."""
        return SPEECHES[self.family]

    def answer(self, role: str, state: JobStatus, job_id: str) -> Answer | None:
        """Return what it answers, or `None` for a role that the family does not have."""
        teller = _TELLERS[self.family].get(role)
        return teller(job_id, state, self.speech.word_of(state.value)) if teller else None


# -- what the families share


def _cancelled(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, word
    return refusal(409) if state in _FINALS else Answer(204)


def _log(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, word
    return answer_text("Running\n" if state in _FINALS else "")


def _taken(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, state, word
    return Answer(204)


def _result(result: Mapping[str, Any]) -> _Teller:
    def tell(job_id: str, state: JobStatus, word: str) -> Answer:
        del job_id, word
        if state is JobStatus.DONE:
            return answer_text(json.dumps(result))
        return answer_text(_FAILURE) if state is JobStatus.ERROR else refusal(404)

    return tell


# -- ibmq


def _ibmq_submit(job_id: str, state: JobStatus, word: str) -> Answer:
    del state, word
    return answer_json(
        {"id": job_id, "objectStorageInfo": {"uploadUrl": f"https://storage.example/{job_id}/input?signature=s"}}
    )


def _ibmq_status(job_id: str, state: JobStatus, word: str) -> Answer:
    return answer_json({"id": job_id, "kind": "q-object-external-storage", "status": word, **_queue(state)})


def _queue(state: JobStatus) -> dict[str, Any]:
    told = {
        "status": "PENDING_IN_QUEUE",
        "position": 3,
        "estimatedStartTime": _STARTS,
        "estimatedCompleteTime": _COMPLETE,
        "hubPriority": 0.5,
    }
    return {"infoQueue": told} if state is JobStatus.QUEUED else {}


def _ibmq_job(job_id: str, state: JobStatus, word: str) -> Answer:
    document: dict[str, Any] = {
        "id": job_id,
        "kind": "q-object-external-storage",
        "creationDate": _CREATED,
        "status": word,
        "name": "bell",
        "tags": ["tutorial"],
        "timePerStep": {"CREATING": _CREATED, "QUEUED": _CREATED},
        "runMode": "fairshare",
        "shareLevel": "none",
        "backend": {"name": "ibmq_athens"},
        "clientInfo": {"name": "qiskit", "version": "0.17.4"},
        **_queue(state),
    }
    if state is JobStatus.ERROR:
        document["error"] = {"message": _FAILURE, "code": 1106}
    return answer_json(document)


def _ibmq_address(job_id: str, state: JobStatus, word: str) -> Answer:
    del word
    return (
        answer_json({"url": f"https://storage.example/{job_id}/result?signature=s"})
        if state is JobStatus.DONE
        else refusal(404)
    )


def _ibmq_download(job_id: str, state: JobStatus, word: str) -> Answer:
    del word
    experiment = {"shots": 1024, "success": True, "data": {"counts": {"0x0": 512, "0x3": 512}}}
    document = {
        "backend_name": "ibmq_athens",
        "backend_version": "1.3.19",
        "qobj_id": "q-1",
        "job_id": job_id,
        "success": True,
        "results": [experiment],
        "date": _CREATED,
        "status": "Successful completion",
        "header": {},
        "time_taken": 4.0,
    }
    return answer_json(document) if state is JobStatus.DONE else refusal(404)


def _ibmq_acknowledged(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, state, word
    return answer_json({})


def _ibmq_cancel(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, word
    return answer_json(refusal(409).document()) if state in _FINALS else answer_json({"cancelled": True})


def _ibmq_name(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, state, word
    return answer_json({"name": "bell", "tags": ["tutorial"]})


def _ibmq_properties(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, state, word
    return answer_json({})


def _ibmq_message(job_id: str, state: JobStatus, word: str) -> Answer:
    return answer_json({"type": "job-status", "data": {"id": job_id, "status": word, **_queue(state)}})


# -- runtime and runtime-v2


def _created(job_id: str, state: JobStatus, word: str) -> Answer:
    del state, word
    return answer_json({"id": job_id})


def _created_v2(job_id: str, state: JobStatus, word: str) -> Answer:
    del state, word
    return answer_json({"id": job_id, "backend": "ibm_brisbane"})


def _runtime_job(job_id: str, state: JobStatus, word: str) -> Answer:
    del state
    place = {"hub": "ibm-q", "group": "open", "project": "main"}
    what = {"created": _CREATED, "backend": "ibmq_athens", "program": {"id": "sample-program"}}
    return answer_json({"id": job_id, "status": word, **what, **place, "params": {"iterations": 2}, "runtime": "image:1"})


def _v2_record(job_id: str, state: JobStatus, word: str) -> Answer:
    why = {"reason": _FAILURE, "reasonCode": 1517} if state is JobStatus.ERROR else {}
    document = {
        "id": job_id,
        "state": {"status": word, **why},
        "created": _CREATED,
        "backend": "ibm_brisbane",
        "program": {"id": "sampler"},
        "tags": ["vqe"],
        "session_id": "session-1",
        "runtime": "image:1",
        "private": False,
        "estimated_running_time_seconds": 7.5,
    }
    return answer_json(document)


def _v2_job(job_id: str, state: JobStatus, word: str) -> Answer:
    record = _v2_record(job_id, state, word)
    return record.saying({**record.document(), "params": {"pubs": [["OPENQASM 3;", None, 1024]], "version": 2}})


def _v2_metrics(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, word
    over = state in _FINALS
    usage = {"quantum_seconds": 7, "status": "completed", "qpu_charge_time_seconds": 7} if over else {}
    moments = {"created": _CREATED, "running": _CREATED if over else None, "finished": _CREATED if over else None}
    return answer_json({"timestamps": moments, "usage": usage})


def _interim(job_id: str, state: JobStatus, word: str) -> Answer:
    del job_id, state, word
    return answer_text(json.dumps({"iteration": 1}))


_TELLERS: Final[Mapping[str, Mapping[str, _Teller]]] = MappingProxyType(
    {
        "ibmq": {
            "submit": _ibmq_submit,
            "status": _ibmq_status,
            "job": _ibmq_job,
            "result-url": _ibmq_address,
            "result-download": _ibmq_download,
            "result-acknowledge": _ibmq_acknowledged,
            "cancel": _ibmq_cancel,
            "name": _ibmq_name,
            "properties": _ibmq_properties,
            "stream": _ibmq_message,
        },
        "runtime": {
            "submit": _created,
            "job": _runtime_job,
            "result": _result({"counts": {"0x0": 512, "0x3": 512}}),
            "cancel": _cancelled,
            "logs": _log,
        },
        "runtime-v2": {
            "submit": _created_v2,
            "status": _v2_record,
            "job": _v2_job,
            "result": _result({"__type__": "PrimitiveResult", "__value__": {"pub_results": [], "metadata": {"version": 2}}}),
            "interim-results": _interim,
            "metrics": _v2_metrics,
            "tags": _taken,
            "cancel": _cancelled,
            "logs": _log,
        },
    }
)
