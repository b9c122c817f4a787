"""A campaign's outcome as a report: one JSON document of the schema `report`, the same for the same seed, byte for byte.

This file does not know a terminal.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from .codes import Found, id_of
from .face.pasting import python
from .histories import History
from .plans import Outcome
from .untold import untold
from .verdicts import Conclusion, Proof, Ruling, Verdict, conclude


def release() -> str:
    """The version of the distribution, or `0` where it is run without being installed."""
    try:
        return version("qjobspec")
    except PackageNotFoundError:
        return "0"


def conclusion(outcome: Outcome) -> Conclusion:
    """What is said of the subject as a whole."""
    return conclude(outcome.verdicts)


def counts(verdicts: Iterable[Verdict]) -> dict[Ruling, int]:
    """How many requirements came out how."""
    counter = Counter(verdict.ruling for verdict in verdicts)
    return {ruling: counter[ruling] for ruling in Ruling}


def as_document(outcome: Outcome) -> dict[str, Any]:
    """The report as plain JSON."""
    return {
        "$schema": "https://qjobspec.org/schemas/0.1/report.json",
        "spec": release(),
        "suite": release(),
        "subject": outcome.subject.name,
        "profile": outcome.subject.profile.name,
        "seed": outcome.plan.seed,
        "conclusion": conclusion(outcome).value,
        "histories": {
            "core": outcome.core,
            "deep": outcome.deep,
            "repeatable": outcome.repeatable,
            "avoided": list(outcome.avoided),
            **({"missing": list(outcome.missing)} if outcome.missing else {}),
            **({"quick": True} if outcome.plan.quick else {}),
        },
        "footprint": {
            "edges": [
                {"from": before.value, "to": after.value, "histories": number}
                for (before, after), number in outcome.footprint.edges.items()
            ],
            "perturbations": dict(outcome.footprint.perturbations),
        },
        "counts": {ruling.value: number for ruling, number in counts(outcome.verdicts).items()},
        "verdicts": [verdict_document(verdict) for verdict in outcome.verdicts],
    }


def as_text(outcome: Outcome) -> str:
    """The report as it is written to a file."""
    return json.dumps(as_document(outcome), indent=2, ensure_ascii=False)


def as_file(outcome: Outcome) -> str:
    """The same, with the end of its last line."""
    return as_text(outcome) + "\n"


def proof_id(requirement: str, history: History) -> str:
    """The id by which an example is run again; of somebody else's history, eight characters that tell it from others."""
    if "example" not in untold(history):
        return id_of(Found(requirement, history.profile.name, history.example))
    text = json.dumps(history.as_document(), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """One verdict as plain JSON."""
    document: dict[str, Any] = {
        "requirement": verdict.requirement.id,
        "level": verdict.requirement.level.value,
        "area": verdict.requirement.area,
        "text": verdict.requirement.text,
        "ruling": verdict.ruling.value,
        "exercised": verdict.exercised,
    }
    if verdict.reason is not None:
        document["reason"] = verdict.reason
    if verdict.deviation is not None:
        document["deviation"] = {"reason": verdict.deviation.reason, "link": verdict.deviation.link}
    if verdict.is_stale:
        document["stale"] = True
    if verdict.proof is not None:
        document["proof"] = _proof(verdict.requirement.id, verdict.proof)
    return document


def _proof(requirement: str, proof: Proof) -> dict[str, Any]:
    return {
        "saw": proof.finding.saw,
        "events": list(proof.finding.events),
        "repeatable": proof.repeatable,
        "id": proof_id(requirement, proof.history),
        "history": proof.history.as_document(),
        **({} if "example" in untold(proof.history) else {"python": python(proof.history)}),
    }
