"""What the suite knows of a service before anything is run: its dialect, its recordings, and what follows from them.

This file does not know where they lie.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from qjobspec import JobStatus

from ..exchanges import HANDING_OUT
from ..recordings.dialect import Dialect
from ..recordings.exemplars import Exemplars
from ..recordings.recording import Recording
from ..services import Speech
from .speaking import speech_of

#: What a harness is called that nobody has named.
NAMELESS: Final = "HARNESS"

#: The id of the judged job if no recording has one.
NOBODY: Final = "job-1"


@dataclass(frozen=True)
class World:
    """The service of a subject."""

    dialect: Dialect
    recordings: tuple[Recording, ...]
    #: The name of the harness that declares it.
    harness: str = NAMELESS

    @cached_property
    def exemplars(self) -> Exemplars:
        """One answer of each kind that the recordings show."""
        return Exemplars.of(self.recordings, self.dialect)

    @cached_property
    def speech(self) -> Speech:
        """How the service speaks, as far as plots have to know."""
        return speech_of(self.dialect)

    def recording(self, name: str) -> Recording:
        """The recording in the file of this name; `KeyError` if there is none."""
        return {each.file.name: each for each in self.recordings}[name]

    def job_of(self, recording: Recording) -> str:
        """The id of the first job of a recording."""
        return next(iter(recording.as_tape(self.dialect).jobs), NOBODY)

    @property
    def result(self) -> Any:
        """The result of a job that is done, as the service tells it, read anew; `None` if no recording shows one."""
        told = (self.exemplars.answer(role, JobStatus.DONE, self.job) for role in sorted(HANDING_OUT))
        return next((deepcopy(each.document) for each in told if each is not None), None)

    @cached_property
    def job(self) -> str:
        """The id of the judged job: one that the service has given, so that no client finds it strange."""
        return next(self._ids(), NOBODY)

    def _ids(self) -> Iterator[str]:
        for step in self.exemplars.found.values():
            if step.job_id is not None:
                yield step.job_id
