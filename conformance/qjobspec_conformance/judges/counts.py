"""What the documents of results tell of the experiments of a job, as the job API has them.

This file does not know any requirement.
"""

from __future__ import annotations

from typing import Any


def experiments(document: Any) -> list[dict[str, Any]]:
    """The experiments that a result tells of; none if it is no result."""
    found: Any = document.get("results") if isinstance(document, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def tells_the_same(said: Any, held: Any) -> bool:
    """Whether two documents tell the same counts of each experiment; what tells none cannot be compared."""
    ours, theirs = _counts(said), _counts(held)
    return ours is None or theirs is None or ours == theirs


def _counts(document: Any) -> list[Any] | None:
    told = [each["data"].get("counts") for each in experiments(document) if isinstance(each.get("data"), dict)]
    return told or None
