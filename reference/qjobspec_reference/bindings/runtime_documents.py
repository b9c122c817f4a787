"""The documents of both runtime APIs: what they say of a job.

This file does not know who asks.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from ..service import Job, Samples, Service, Step
from . import accounts
from .encoding import counts, primitive_result
from .office import iso, optional

#: The word for each step; who asks compares without regard to case.
WORDS: Final[Mapping[Step, str]] = {
    Step.QUEUED: "Queued",
    Step.RUNNING: "Running",
    Step.COMPLETED: "Completed",
    Step.FAILED: "Failed",
    Step.CANCELLED: "Cancelled",
    Step.RAN_TOO_LONG: "Cancelled - Ran too long",
}

#: The same in the newer API, where a job that ran too long is cancelled for a reason.
WORDS_V2: Final[Mapping[Step, str]] = {**WORDS, Step.RAN_TOO_LONG: "Cancelled"}

#: In how many parts a job publishes its shots while it runs.
PARTS: Final = 4


def record(job: Job) -> dict[str, Any]:
    """All that the older API says of a job."""
    hub = {name: job.order.said.get(name, usual) for name, usual in _PAYS.items()}
    return {
        "id": job.job_id,
        "status": {**WORDS, **job.plot.words}[job.step],
        **hub,
        **_said(job),
        "params": job.order.inputs,
    }


def record_v2(service: Service, job: Job) -> dict[str, Any]:
    """All that the newer API says of a job."""
    state = {"status": {**WORDS_V2, **job.plot.words}[job.step], **optional(reason=job.reason, reasonCode=job.code)}
    return {
        "id": job.job_id,
        "state": state,
        "status": state["status"],
        **optional(**{name: job.order.said.get(name) for name in _PAYS}),
        **_said(job),
        "tags": list(job.order.tags),
        "session_id": job.order.said.get("session_id"),
        "private": job.order.said.get("private", False),
        "estimated_running_time_seconds": None if job.at(Step.RUNNING) is None else service.estimate(job),
        "cost": job.order.said.get("cost", 10_000),
        "params": job.order.inputs,
    }


def result(service: Service, job: Job) -> str | None:
    """The result of a job as text, or why there is none if it failed; `None` if there is nothing to read."""
    if job.reason is not None:
        return f"Traceback (most recent call last):\nRuntimeError: {job.reason}\n"
    made = service.products(job)
    if made is None:
        return None
    return json.dumps(primitive_result(made) if _is_sampler(job) else {"counts": [counts(each) for each in made]})


def interim(service: Service, job: Job, moment: float) -> list[str]:
    """Every interim result that a job has published until a moment, as texts."""
    published = service.interim(job, moment, PARTS)
    return [json.dumps(_part(number, made)) for number, (_, made) in enumerate(published, 1)]


def logs(job: Job) -> str | None:
    """What a job has written: nothing before it runs, and nothing at all if that is its plot."""
    began = job.at(Step.RUNNING)
    if began is None or not job.plot.writes_logs:
        return None
    lines = [(began, "INFO: job started")]
    if job.has_ended:
        level, what = ("ERROR", job.reason) if job.reason else ("INFO", f"job {job.step}")
        lines.append((job.since, f"{level}: {what}"))
    return "".join(f"{iso(moment)} {job.order.program} {text}\n" for moment, text in lines)


def metrics(service: Service, job: Job, moment: float) -> dict[str, Any]:
    """What a job used, when it came how far, and where it stands in the queue."""
    began, ended = job.at(Step.RUNNING), job.since if job.has_ended else None
    seconds = None if ended is None else round(ended - (ended if began is None else began), 3)
    place = service.place(job, moment)
    position, start, complete = place or (None, None, None)
    return {
        "timestamps": {"created": iso(job.created), "running": _moment(began), "finished": _moment(ended)},
        "usage": {
            "quantum_seconds": seconds,
            "status": "pending" if ended is None else "final",
            "qpu_charge_time_seconds": seconds,
        },
        "position_in_queue": position,
        "estimated_start_time": _moment(start),
        "estimated_completion_time": _moment(complete),
    }


_PAYS: Final = {"hub": accounts.HUB, "group": accounts.GROUP, "project": accounts.PROJECT}


def _said(job: Job) -> dict[str, Any]:
    order = job.order
    return {
        "created": iso(job.created),
        "backend": order.backend,
        "program": {"id": order.program},
        "runtime": order.said.get("runtime") or "",
    }


def _is_sampler(job: Job) -> bool:
    return job.order.family == "runtime-v2" and job.order.program == "sampler"


def _part(number: int, made: Sequence[Samples]) -> dict[str, Any]:
    return {"part": number, "of": PARTS, "counts": [counts(samples) for samples in made]}


def _moment(moment: float | None) -> str | None:
    return None if moment is None else iso(moment)
