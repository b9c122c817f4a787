"""Every job that is wrong on purpose, alike: the miniatures of the job in this process, and the sins of jobs at services.

This file does not know how a sinner is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import cache
from typing import Final

from tests.miniatures import ALSO, MINIATURES
from tests.miniatures.harnesses import subject_of as subject_of_miniature
from tests.miniatures.sinless import SpeaksAWord, StopsWhenAsked
from tests.sins import SINS
from tests.sins.trials import HARNESSES
from tests.sins.trials import subject_of as subject_at_a_service

from qjobspec_conformance.harnesses import Subject
from qjobspec_reference import AerJob

#: The job without sin that the miniatures of a profile are measured by.
IN_PROCESS: Final[Mapping[str, type[AerJob]]] = {
    "aer-job": AerJob,
    "jobv1": StopsWhenAsked,
    "primitive-job": SpeaksAWord,
}
#: Every profile that has sinners.
PROFILES: Final = (*IN_PROCESS, *HARNESSES)


@dataclass(frozen=True)
class Sinner:
    """One job that is wrong in one way."""

    name: str
    #: The requirement that it breaks.
    breaks: str
    subject: Subject
    #: What it cannot help breaking besides, each with the reason.
    also: Mapping[str, str]
    #: Makes the subject sin for as long as the context is open.
    committed: Callable[[], AbstractContextManager[None]] = nullcontext

    @property
    def profile(self) -> str:
        """The name of the profile that the sinner claims to have."""
        return self.subject.profile.name


@cache
def sinners() -> Mapping[str, Sinner]:
    """All of them, by name."""
    found = [
        Sinner(job.__name__, requirement, subject_of_miniature(job), ALSO.get(job, {}))
        for requirement, jobs in MINIATURES.items()
        for job in jobs
    ]
    found += [
        Sinner(sin.name, sin.breaks, subject_at_a_service(sin.profile), dict(sin.also), sin.committed)
        for sin in SINS.values()
    ]
    return {each.name: each for each in found}


@cache
def sinless(profile: str) -> Subject:
    """The job of this profile that keeps everything."""
    return subject_of_miniature(IN_PROCESS[profile]) if profile in IN_PROCESS else subject_at_a_service(profile)
