"""What a job object knows of the state of its job, from what it has heard.

Final is final (STATUS-2, RESILIENCE-12), and nobody is told that a job went back (STATUS-3), whatever a replica of the
service says that lags behind. This file does not know how a word is heard.
"""

from __future__ import annotations

from collections.abc import Mapping
from threading import Lock

from qjobspec import JOB_MACHINE, JobStatus, state_of

from .client import Fault


class UnknownWord(Fault):
    """The service says a word that nobody knows (RESILIENCE-3): it may mean an end, so nobody waits on."""

    passes = False

    def __init__(self, job_id: str, word: object) -> None:
        super().__init__(f"the service says that job {job_id} is {word!r}, a word that nobody knows")
        self.word = word


class Knowledge:
    """The last state heard of, by any thread (CONCURRENCY-1)."""

    def __init__(self, job_id: str, words: Mapping[str, JobStatus], word: str | None = None) -> None:
        self._job_id = job_id
        self._words = words
        self._lock = Lock()
        first = state_of(word or "", words)
        self._state = JOB_MACHINE.initial if first is None or first not in JOB_MACHINE.finals else first

    @property
    def state(self) -> JobStatus:
        """The last state heard of; what is not final may have changed since (STATUS-16)."""
        return self._state

    @property
    def is_final(self) -> bool:
        """Whether there is nothing left to ask (CONSTRUCTOR-4, RESOURCE-2)."""
        return self._state in JOB_MACHINE.finals

    def meaning(self, word: object) -> JobStatus:
        """The state that a word means, whatever its case (STATUS-15, RESILIENCE-2); `UnknownWord` if it means none."""
        state = state_of(word, self._words) if isinstance(word, str) else None
        if state is None:
            raise UnknownWord(self._job_id, word)
        return state

    def learn(self, state: JobStatus) -> JobStatus:
        """Hear a state, and say which one to tell: this one, or the one known if the job cannot have gone back to this."""
        with self._lock:
            if JOB_MACHINE.may_follow(self._state, state):
                self._state = state
            return self._state
