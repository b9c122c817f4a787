"""Each sin of streams, resilience, concurrency and resources is found by the suite, and shows no other requirement broken."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qjobspec_conformance.examples import Example
from qjobspec_conformance.histories import History
from qjobspec_conformance.stage import drive

from . import SINS, Sin, trials


def _in_a_loop(example: Example) -> bool:
    return any(step.in_loop for step in example.program.steps)


def _twice(example: Example) -> bool:
    return len(example.program.steps) > 1


#: The members and the perturbations that show a sin, where no situation does: by requirement.
CORE: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "STREAM-5": (("stream_results",), ()),
    "STREAM-9": (("cancel_result_streaming",), ()),
    "STREAM-13": (("stream_results",), ("message-like-a-command", "unreadable-message")),
    "STREAM-16": (("interim_results",), ()),
    "STREAM-17": (("interim_results",), ()),
    "RESILIENCE-1": (("status",), ("connection-reset", "server-error", "missing-field")),
    "RESILIENCE-2": (("status",), ("other-case-word",)),
    "RESILIENCE-3": (("status",), ("unknown-word",)),
    "RESILIENCE-4": (("result",), ("unknown-word",)),
    "RESILIENCE-5": (("status", "logs"), ("connection-reset",)),
    "RESILIENCE-6": (("result",), ("server-error",)),
    "RESILIENCE-7": (("status",), ("too-many-requests-until",)),
    "RESILIENCE-8": (("status",), ("absent-optional-field", "extra-field")),
    "RESILIENCE-9": (("result",), ("result-fetch-fails",)),
    "RESILIENCE-10": (("result",), ("stream-drop", "stream-silent")),
    "CONCURRENCY-3": (("status", "result"), ()),
    "RESOURCE-1": (("result",), ()),
    "RESOURCE-2": (("status", "in_final_state"), ()),
    "RESOURCE-3": (("status", "done"), ()),
    "RESOURCE-4": (("job_id",), ()),
    "RESOURCE-5": (("cancel",), ("connection-reset",)),
    "RESOURCE-6": (("result",), ()),
    "RESOURCE-7": (("status", "result"), ()),
}
WANTED: dict[str, Callable[[Example], bool]] = {
    "CONCURRENCY-3": _in_a_loop,
    "RESILIENCE-5": _twice,
    "RESILIENCE-6": _twice,
    "RESILIENCE-9": _twice,
}
OURS = [each for each in SINS.values() if each.breaks.startswith(("STREAM", "RESILIENCE", "CONCURRENCY", "RESOURCE"))]
#: How many steps the proof of a sin has at most.
SHORT = 3


def found(sin: Sin, holds: Callable[[History], bool]) -> History | None:
    """The first history that shows it."""
    if sin.breaks in CORE:
        members, faults = CORE[sin.breaks]
        wanted = WANTED.get(sin.breaks, bool)
        if (shown := trials.in_core(sin.profile, members, faults, holds, wanted)) is not None:
            return shown
    return trials.in_situations(sin.profile, holds)


@pytest.mark.parametrize("sin", OURS, ids=lambda sin: sin.name)
def test_a_sin_is_found_by_a_short_proof_that_shows_nothing_else(sin: Sin) -> None:
    """The suite comes upon it, it breaks its own requirement and what it cannot help breaking, and the reference keeps all."""
    with trials.judging():
        trials.prepared(sin.profile, *CORE.get(sin.breaks, ((), ())))
        with sin.committed():
            history = found(sin, lambda history: trials.breaks(history, sin.breaks))
        assert history is not None, f"nothing shows that {sin.name}"
        sinless = drive(trials.subject_of(sin.profile), history.example)

        assert len(history.example.program.steps) <= SHORT
        assert trials.broken(history) - {sin.breaks} <= {name for name, _ in sin.also}
        assert trials.broken(sinless) == set()
