"""What mutations begin with: recordings and dialects that are right, each as a document and as the text of a file.

Everything here is small, so that a campaign of a hundred thousand takes minutes, and comes with the project, so that a seed
means the same everywhere.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from qjobspec import examples

ROOT = Path(__file__).parents[2]
DIALECTS = (
    *sorted((ROOT / "conformance" / "qjobspec_conformance" / "dialects").glob("*.toml")),
    ROOT / "conformance" / "subjects" / "azure" / "dialect.toml",
)


@dataclass(frozen=True)
class Seed:
    """A file that is right: what it is, how it ends, what it holds, and its text."""

    kind: str
    ending: str
    document: Any
    text: str


def seeds() -> tuple[Seed, ...]:
    """Every recording as YAML and as JSON, and every dialect as TOML."""
    return (*_recordings(), *_dialects())


def _recordings() -> Iterator[Seed]:
    for document in [*examples("recording", "good").values(), life()]:
        yield Seed("recording", ".yaml", document, written(document, ".yaml"))
        yield Seed("recording", ".json", document, written(document, ".json"))


def _dialects() -> Iterator[Seed]:
    for file in DIALECTS:
        text = file.read_text(encoding="utf-8")
        yield Seed("dialect", ".toml", tomllib.loads(text), text)
    for document in examples("dialect", "good").values():
        yield Seed("dialect", ".toml", document, written(document, ".toml"))


def life() -> dict[str, Any]:
    """The life of a job as the dialect `ibmq` tells it, from its submission to its result in an object storage."""
    base = "http://server.example/api/Network/h/Groups/g/Projects/p"
    result = "https://storage.example/bucket/result?X-Amz-Signature=PLACEHOLDER"
    return {
        "version": 1,
        "interactions": [
            _interaction("GET", f"{base}/devices/v/1", [{"name": "b"}]),
            _interaction("POST", f"{base}/Jobs", {"id": "j-1", "status": "CREATING"}, {"backend": {"name": "b"}}),
            *(
                _interaction("GET", f"{base}/Jobs/j-1/status/v/1", {"id": "j-1", "status": word})
                for word in ("QUEUED", "RUNNING", "COMPLETED")
            ),
            _interaction("GET", f"{base}/Jobs/j-1/resultDownloadUrl", {"url": result}),
            _interaction("GET", result, {"results": [], "success": True, "job_id": "j-1"}),
            _interaction("POST", f"{base}/Jobs/j-1/cancel", {"error": {"message": "too late"}}),
        ],
    }


def _interaction(method: str, address: str, answer: object, asked: object = None) -> dict[str, Any]:
    return {
        "request": {
            "method": method,
            "uri": address,
            "headers": {"Accept": ["*/*"]},
            "body": None if asked is None else json.dumps(asked),
        },
        "response": {
            "status": {"code": 200, "message": "OK"},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"string": json.dumps(answer)},
        },
    }


def written(document: Any, ending: str) -> str:
    """The document as the text of a file with this ending; what the format cannot say is left to its reader to refuse."""
    if ending == ".json":
        return json.dumps(document, indent=1)
    if ending == ".toml":
        return "".join(f"{json.dumps(key)} = {_toml(value)}\n" for key, value in document.items())
    try:
        return yaml.dump(document, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper), sort_keys=False)
    except UnicodeEncodeError:  # half a letter, which only an escape can say
        return json.dumps(document)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {_toml(each)}' for key, each in value.items())}}}"
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)
