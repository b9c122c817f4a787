"""A harness for every miniature, made when it is asked for: `miniatures.harnesses:RisesFromTheDead` names one.

This file does not know what is wrong with a miniature, only which profile it is judged by.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from itertools import count
from typing import Any, Protocol

from qjobspec_conformance.harnesses import Subject, subject
from qjobspec_reference import AerJob

from .sinless import SpeaksAWord, StopsWhenAsked


class MiniatureHarness(Protocol):
    """What a harness of a miniature has."""

    profile: str

    def start(self, work: Callable[..., Any]) -> AerJob:
        """Make a job that runs `work`, not yet submitted unless its profile has no `submit()`."""
        ...


@cache
def harness_of(job: type[AerJob]) -> type[MiniatureHarness]:
    """A harness class that starts jobs of the class `job`; the profile is that of its correct base."""

    class Harness:
        profile = _profile(job)

        def __init__(self) -> None:
            self.made_of: Mapping[str, object] = {"backend": object(), "qobj": {"qobj_id": "bell"}}
            self._numbers = count(1)

        def start(self, work: Callable[..., Any]) -> AerJob:
            made = job(self.made_of["backend"], f"job-{next(self._numbers)}", work, self.made_of["qobj"])
            if self.profile == "primitive-job":
                made.submit()
            return made

    Harness.__name__ = Harness.__qualname__ = job.__name__
    return Harness


def _profile(job: type[AerJob]) -> str:
    if issubclass(job, SpeaksAWord):
        return "primitive-job"
    return "jobv1" if issubclass(job, StopsWhenAsked) else "aer-job"


def subject_of(job: type[AerJob]) -> Subject:
    """The miniature, ready to be judged."""
    return subject(harness_of(job), name=f"{__name__}:{job.__name__}")


def __getattr__(name: str) -> type[MiniatureHarness]:
    from . import MINIATURES

    for job in (job for jobs in MINIATURES.values() for job in jobs):
        if job.__name__ == name:
            return harness_of(job)
    raise AttributeError(f"there is no miniature {name!r}")
