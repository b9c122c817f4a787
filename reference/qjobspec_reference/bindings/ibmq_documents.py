"""The documents of the IBM Quantum job API: what it says of a job.

This file does not know who asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any, Final

from ..service import Delivery, Entry, Job, Register, Samples, Service, Step
from .machines import VERSION
from .office import iso, optional

#: The word for each step; for a failure it depends on the step that failed.
WORDS: Final[Mapping[Step, str]] = {
    Step.CREATING: "CREATING",
    Step.CREATED: "CREATED",
    Step.TRANSPILING: "TRANSPILING",
    Step.TRANSPILED: "TRANSPILED",
    Step.VALIDATING: "VALIDATING",
    Step.VALIDATED: "VALIDATED",
    Step.PENDING: "PENDING_IN_QUEUE",
    Step.QUEUED: "QUEUED",
    Step.RUNNING: "RUNNING",
    Step.COMPLETED: "COMPLETED",
    Step.CANCELLED: "CANCELLED",
    Step.RAN_TOO_LONG: "ERROR_RUNNING_JOB",
}

_FAILED_IN: Final[Mapping[Step, str]] = {
    Step.CREATING: "ERROR_CREATING_JOB",
    Step.CREATED: "ERROR_CREATING_JOB",
    Step.TRANSPILING: "ERROR_TRANSPILING_JOB",
    Step.TRANSPILED: "ERROR_TRANSPILING_JOB",
    Step.VALIDATING: "ERROR_VALIDATING_JOB",
    Step.VALIDATED: "ERROR_VALIDATING_JOB",
}

#: The priorities of whoever pays, which nobody else shares.
_PRIORITIES: Final = {"hubPriority": 1.0, "groupPriority": 1.0, "projectPriority": 1.0}


def word(job: Job) -> str:
    """How far the job is, in the word of this API."""
    return _words(job)[job.step]


def status(service: Service, job: Job, moment: float) -> dict[str, Any]:
    """What is answered to who asks how far a job is."""
    return {"id": job.job_id, "status": word(job), "kind": _kind(job), **_queue(service, job, moment)}


def record(service: Service, job: Job, moment: float) -> dict[str, Any]:
    """All that there is to say of a job."""
    return {
        "id": job.job_id,
        "creationDate": iso(job.created),
        "status": word(job),
        "kind": _kind(job),
        "backend": {"name": job.order.backend, "id": f"{job.order.backend}-1"},
        "tags": list(job.order.tags),
        "timePerStep": _times(job),
        "runMode": "fairshare",
        "shareLevel": "none",
        "liveDataEnabled": False,
        **optional(name=job.order.name, experimentTag=job.order.said.get("experimentTag"), error=error(job)),
        **optional(clientInfo=job.order.said.get("clientInfo"), shots=_shots(job)),
        **_inline(service, job),
        **_queue(service, job, moment),
    }


def error(job: Job) -> dict[str, Any] | None:
    """Why the job failed; `None` if it did not."""
    return None if job.reason is None else {"message": job.reason, "code": job.code, "status": int(HTTPStatus.BAD_REQUEST)}


def result(service: Service, job: Job) -> dict[str, Any] | None:
    """The result of a job, as far as it got; `None` if there is none to read."""
    made = service.products(job)
    if made is None:
        return None
    inputs = job.order.inputs
    experiments = inputs.get("experiments") or [{}] * len(made)
    results = [_experiment(samples, _header(asked)) for samples, asked in zip(made, experiments, strict=False)]
    results += [_nothing(_header(asked), _shots(job) or 0) for asked in experiments[len(made) :]]
    has_all = job.step is Step.COMPLETED
    return {
        "backend_name": job.order.backend,
        "backend_version": VERSION,
        "qobj_id": inputs.get("qobj_id"),
        "job_id": job.job_id,
        "success": has_all,
        "status": "Successful completion" if has_all else "PARTIAL COMPLETED",
        "results": results,
        "header": _header(inputs),
        "date": iso(job.since),
        "time_taken": round(job.since - (job.at(Step.RUNNING) or job.since), 3),
        **optional(error=error(job)),
    }


def _words(job: Job) -> Mapping[Step, str]:
    return {**WORDS, Step.FAILED: _FAILED_IN.get(job.before, "ERROR_RUNNING_JOB"), **job.plot.words}


def _kind(job: Job) -> str:
    return "q-object" if job.plot.delivery is Delivery.INLINE else "q-object-external-storage"


def _times(job: Job) -> dict[str, str]:
    def said(entry: Entry) -> tuple[str, str]:
        return _words(job)[entry.step], iso(entry.moment)

    return dict(said(entry) for entry in job.history)


def _queue(service: Service, job: Job, moment: float) -> dict[str, Any]:
    place = service.place(job, moment)
    if place is None:
        return {}
    position, start, complete = place
    times = {"estimatedStartTime": iso(start), "estimatedCompleteTime": iso(complete)}
    return {"infoQueue": {"status": word(job), "position": position, **times, **_PRIORITIES}}


def _inline(service: Service, job: Job) -> dict[str, Any]:
    if job.plot.delivery is not Delivery.INLINE or job.order.inputs is None:
        return {}
    return {"qObject": job.order.inputs, **optional(qObjectResult=result(service, job))}


def _shots(job: Job) -> int | None:
    config = job.order.inputs.get("config") if isinstance(job.order.inputs, dict) else None
    shots = config.get("shots") if isinstance(config, dict) else None
    return shots if isinstance(shots, int) and not isinstance(shots, bool) and shots > 0 else None


def _header(asked: object) -> dict[str, Any] | None:
    header = asked.get("header") if isinstance(asked, dict) else None
    return header if isinstance(header, dict) else None


def _experiment(samples: Samples, header: dict[str, Any] | None) -> dict[str, Any]:
    register = samples.together()
    data = {"counts": {hex(each): count for each, count in register.counts().items()}, "memory": _memory(register)}
    said = {"shots": samples.shots, "success": True, "status": "DONE", "meas_level": 2, "data": data}
    return {**said, "header": header or {"memory_slots": register.bits, "creg_sizes": [["meas", register.bits]]}}


def _nothing(header: dict[str, Any] | None, shots: int) -> dict[str, Any]:
    return {"shots": shots, "success": False, "status": "ERROR", "meas_level": 2, "data": {}, "header": header}


def _memory(register: Register) -> list[str]:
    return [hex(outcome) for outcome in register.outcomes()]
