"""Cassettes and dialects that tests write down, as strangers would."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from qjobspec_conformance.recordings import dialects, reading
from qjobspec_conformance.recordings.dialect import Dialect
from qjobspec_conformance.recordings.exchanges import Exchange, Headers, Request, Response
from qjobspec_conformance.recordings.recording import Recording

BASE = "http://server.example"


def interaction(method: str, path: str, answer: object = None, code: int = 200, **more: Any) -> dict[str, Any]:
    """One exchange as vcrpy writes it; an answer that is no text is JSON, and `asked` is the body of the question."""
    asked = more.get("asked")
    text = answer if isinstance(answer, str) else "" if answer is None else json.dumps(answer)
    return {
        "request": {
            "method": method,
            "uri": path if "://" in path else f"{BASE}{path}",
            "headers": more.get("sent", {"Accept": ["*/*"]}),
            "body": asked if asked is None or isinstance(asked, str) else json.dumps(asked),
        },
        "response": {
            "status": {"code": code, "message": "OK"},
            "headers": more.get("told", {"Content-Type": ["application/json"]}),
            "body": {"string": text},
        },
    }


def cassette(*interactions: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A recording of these interactions."""
    return {"version": 1, **more, "interactions": list(interactions)}


def recording(*interactions: dict[str, Any], **more: Any) -> Recording:
    """The same, read."""
    return reading.recorded(Path("life.yaml"), cassette(*interactions, **more))


def exchange(method: str, address: str, answer: str = "", code: int = 200, headers: Headers = ()) -> Exchange:
    """One exchange, understood."""
    return Exchange(
        Request(method, address if "://" in address else f"{BASE}{address}"), Response(code, "", headers, answer.encode())
    )


def v2(job: str, word: str, **more: Any) -> dict[str, Any]:
    """What a server of RuntimeJobV2 says of a job."""
    return {
        "id": job,
        "backend": "b",
        "state": {"status": word, **more},
        "status": word,
        "program": {"id": "sampler"},
        "created": "2024-09-02T09:30:11.123Z",
    }


def polled(job: str, word: str, **more: Any) -> dict[str, Any]:
    """A question for the status of a job of RuntimeJobV2, and its answer."""
    return interaction("GET", f"/jobs/{job}?exclude_params=true", v2(job, word, **more))


#: The least dialect there can be, to which tests add.
LEAST = {
    "name": "least",
    "api": "free",
    "base-urls": [BASE],
    "route": [{"role": "job", "method": "GET", "path": "/jobs/{job_id}"}],
    "job-id": {"answered": "/id"},
    "status": {
        "pointer": "/status",
        "case-sensitive": True,
        "unknown": "refuse",
        "words": {"Waiting": "QUEUED", "Running": "RUNNING", "Done": "DONE", "Failed": "ERROR"},
    },
}


def dialect(*routes: dict[str, Any], **more: Any) -> Dialect:
    """The least dialect with these routes before its own, and with whatever else it is to say."""
    document = {**LEAST, **{name.replace("_", "-"): value for name, value in more.items()}}
    document["route"] = [*routes, *document["route"]]  # type: ignore[misc]
    assert dialects.flaws(document) == []
    return dialects.understood(document)
