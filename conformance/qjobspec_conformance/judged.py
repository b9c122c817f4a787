"""What was judged without being run, as a report: one JSON document of the schema `report`.

This file does not know a terminal.
"""

from __future__ import annotations

from typing import Any

from .feed.rulings import Sentence
from .reports import counts, release, verdict_document
from .verdicts import Verdict, conclude


def as_document(said: Sentence) -> dict[str, Any]:
    """The report as plain JSON."""
    return {
        "$schema": "https://qjobspec.org/schemas/0.1/report.json",
        "spec": release(),
        "suite": release(),
        "subject": said.subject,
        "profile": said.profile.name,
        "conclusion": conclude(said.verdicts).value,
        "histories": {
            "read": said.histories,
            "events": said.events,
            **said.counted,
            **({"missing": list(said.missing)} if said.missing else {}),
        },
        "counts": {ruling.value: number for ruling, number in counts(said.verdicts).items()},
        "verdicts": [_verdict(said, verdict) for verdict in said.verdicts],
    }


def _verdict(said: Sentence, verdict: Verdict) -> dict[str, Any]:
    """The verdict as it is written of a run, with the place of the proof in place of how to run it again."""
    document = verdict_document(verdict)
    if verdict.proof is not None:
        where = said.wheres[verdict.requirement.id]
        told = {name: part for name, part in document["proof"].items() if name not in {"repeatable", "python"}}
        document["proof"] = told | {"where": {"file": where.file, "line": where.line}}
    return document
