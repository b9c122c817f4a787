"""The rows of the table that strike what an answer says: its fields, and the state of the job."""

from __future__ import annotations

from typing import Final

from . import bends, blows
from .parameters import Choice, Field, Number
from .reach import BURSTS, SHOWN, UNREADABLE, among, asked, told
from .rows import Kind, Perturbation
from .speech import POLL_ROLES

#: They strike answers that are whole and can be read.
ANSWERS: Final = (
    Perturbation(
        "wrong-type",
        Kind.ANSWER,
        "A field that is always there has a value of another type.",
        UNREADABLE,
        asked,
        blows.wrong_type,
        parameters={"field": Field("required", body=True), "value": Choice((None, 7), more=("text", True))},
    ),
    Perturbation(
        "missing-field",
        Kind.ANSWER,
        "A field that is always there is not.",
        UNREADABLE,
        asked,
        blows.missing,
        parameters={"field": Field("required")},
    ),
    Perturbation(
        "null-optional-field",
        Kind.ANSWER,
        "A field that may be null is.",
        ("RESILIENCE-8", "ERROR-5"),
        asked,
        blows.null,
        parameters={"field": Field("nullable")},
    ),
    Perturbation(
        "absent-optional-field",
        Kind.ANSWER,
        "A field that may be left out is.",
        ("RESILIENCE-8", "METADATA-2"),
        asked,
        blows.missing,
        parameters={"field": Field("optional")},
    ),
    Perturbation(
        "extra-field",
        Kind.ANSWER,
        "A field of the future is there.",
        ("RESILIENCE-8",),
        asked,
        blows.extra,
        parameters={"value": Choice(("object",), more=(None, 7, "text"))},
    ),
    Perturbation(
        "unknown-word",
        Kind.ANSWER,
        "A status word of the future.",
        ("RESILIENCE-3", "RESILIENCE-4", "RESILIENCE-5"),
        told,
        blows.other_word,
        parameters={"word": Choice(("PAUSED", "CANCELLED - BY ADMIN"), more=("DONE!", "Finishing"))},
    ),
    Perturbation(
        "other-case-word",
        Kind.ANSWER,
        "The status word in another case.",
        ("RESILIENCE-2", "STATUS-15"),
        told,
        blows.other_case,
        parameters={"case": Choice(("lower", "title"))},
    ),
    Perturbation(
        "repeated-poll",
        Kind.STATE,
        "The last answer once more, byte for byte.",
        ("RESOURCE-1", "STATUS-16"),
        among(*POLL_ROLES),
        blows.repeated,
        bursts=BURSTS,
    ),
    Perturbation(
        "stale-re-read",
        Kind.STATE,
        "A copy that has not caught up answers.",
        ("RESILIENCE-12", "RESOURCE-2", "REFRESH-4", "STATUS-2", "CONCURRENCY-4"),
        told,
        blows.stale,
    ),
    Perturbation(
        "out-of-order-state",
        Kind.STATE,
        "A state that the job has left, or can no longer come to.",
        ("RESILIENCE-12", "RESOURCE-2", "STATUS-3"),
        told,
        blows.out_of_order,
        parameters={"says": Choice(("QUEUED", "RUNNING"), more=("CANCELLED", "ERROR"))},
    ),
    Perturbation(
        "longer-queue",
        Kind.STATE,
        "The job waits long.",
        ("RESOURCE-1", "CANCEL-5"),
        SHOWN,
        bends=bends.longer_queue,
        parameters={"seconds": Number((60, 3600), 1, 86_400)},
    ),
    Perturbation(
        "skipped-state",
        Kind.STATE,
        "A state passes before anybody can ask.",
        ("STATUS-3", "STATUS-16"),
        SHOWN,
        bends=bends.skipped_state,
        parameters={"phase": Choice((0, 1))},
    ),
    Perturbation(
        "final-state-overwritten",
        Kind.STATE,
        "The service takes back the end of the job.",
        ("RESILIENCE-12", "RESOURCE-2", "REFRESH-4"),
        SHOWN,
        bends=bends.overwritten,
        parameters={"says": Choice(("RUNNING", "CANCELLED", "ERROR"), more=("QUEUED",)), "seconds": Number((2,), 1, 60)},
    ),
)
