"""Job classes that are wrong on purpose, each by one sin and named for it: they judge the suite."""

from __future__ import annotations

from qjobspec_reference import AerJob

from . import (
    callbacks,
    cancellation,
    identity,
    members,
    predicates,
    result,
    status,
    submission,
    timeout,
    waiting,
)

#: By requirement, the job classes that break it and nothing else.
MINIATURES: dict[str, tuple[type[AerJob], ...]] = {
    **members.MINIATURES,
    **identity.MINIATURES,
    **submission.MINIATURES,
    **status.MINIATURES,
    **predicates.MINIATURES,
    **result.MINIATURES,
    **timeout.MINIATURES,
    **cancellation.MINIATURES,
    **waiting.MINIATURES,
    **callbacks.MINIATURES,
}

#: What a sin cannot help breaking besides, by the class, with the reason.
ALSO: dict[type[AerJob], dict[str, str]] = {}

__all__ = ["ALSO", "MINIATURES"]
