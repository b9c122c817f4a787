"""The reference under judgement: one harness per job class, as any author would write it.

This file does not know the suite: a harness is a class with `profile` and `start(work)`, and that is all it is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import Any

from .aerjob import AerJob


class AerJobHarness:
    """Starts the reference's `AerJob`."""

    profile = "aer-job"

    def __init__(self) -> None:
        self.made_of: Mapping[str, object] = {"backend": object(), "qobj": {"qobj_id": "bell"}}
        self._numbers = count(1)

    def start(self, work: Callable[..., Any]) -> AerJob:
        """Make a job that runs `work`, not yet submitted."""
        return AerJob(self.made_of["backend"], f"job-{next(self._numbers)}", work, self.made_of["qobj"])
