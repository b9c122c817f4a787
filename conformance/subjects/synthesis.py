"""Writes cassettes of services that nobody here can record, from what their clients' source and documentation say.

A subject's `exemplars.py` holds the tables; this file holds how a cassette is written. It knows no service.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer: bodies are JSON documents, `None` for nothing."""

    method: str
    uri: str
    answer: Any = None
    code: int = 200
    asked: Any = None
    #: The headers of the answer that say more than its type.
    headers: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What the answers were written from, and when."""

    document: str
    when: str
    client: tuple[str, str]


def write(folder: Path, source: Source, scenarios: Mapping[str, Iterable[Exchange]]) -> None:
    """Write one cassette for each scenario into `folder`."""
    folder.mkdir(exist_ok=True)
    for scenario, exchanges in scenarios.items():
        name, version = source.client
        provenance = {
            "kind": "synthesised",
            "from": source.document,
            "when": source.when,
            "client": {"name": name, "version": version},
            "scenario": scenario,
        }
        document = {"version": 1, "provenance": provenance, "interactions": [_interaction(each) for each in exchanges]}
        text = yaml.safe_dump(document, sort_keys=False, allow_unicode=True, width=120)
        (folder / f"{scenario}.yaml").write_text(text, encoding="utf-8")


def _interaction(exchange: Exchange) -> dict[str, Any]:
    asked = None if exchange.asked is None else json.dumps(exchange.asked)
    told = "" if exchange.answer is None else json.dumps(exchange.answer)
    headers = {"content-type": "application/json", "content-length": str(len(told.encode())), **(exchange.headers or {})}
    return {
        "request": {
            "method": exchange.method,
            "uri": exchange.uri,
            "body": asked,
            "headers": {"Accept": ["application/json"]},
        },
        "response": {
            "status": {"code": exchange.code, "message": "OK" if exchange.code < 400 else "Refused"},  # noqa: PLR2004 - HTTP's own
            "headers": {key: [value] for key, value in headers.items()},
            "body": {"string": told},
        },
    }
