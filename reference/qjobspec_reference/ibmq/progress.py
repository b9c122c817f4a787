"""How far one job is: what is known, what is asked, how it is waited for. This file does not know the rest of the job."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qjobspec import WORDS, JobStatus

from ..knowledge import Knowledge
from ..waiting import Budget
from .callbacks import Caller
from .queue import QueueInfo
from .service import JobService
from .watch import Aside, News, Watch, Watching


class Progress:
    """The state and the place in the queue that were heard of last, by any thread (CONCURRENCY-1)."""

    def __init__(self, service: JobService, word: str, queue: object) -> None:
        self._service = service
        self._knowledge = Knowledge(service.job_id, WORDS["ibmq"], word)
        #: The service's last word.
        self.word = word
        #: Where the job stood in the queue; `None` if it was in none (QUEUE-1).
        self.queue = QueueInfo.of(queue)

    @property
    def state(self) -> JobStatus:
        """The state that was heard of last."""
        return self._knowledge.state

    @property
    def is_final(self) -> bool:
        """Whether there is nothing left to ask (RESOURCE-2)."""
        return self._knowledge.is_final

    @property
    def is_scheduled(self) -> bool:
        """Whether the job has come to run (METADATA-19)."""
        return self.state in (JobStatus.RUNNING, JobStatus.DONE)

    def ask(self) -> JobStatus:
        """The state, asked for unless it is final: with one question and nothing after it (STATUS-16, STATUS-18)."""
        if not self.is_final:
            self.hear(self._service.status())
        return self.state

    def hear(self, news: News) -> JobStatus:
        """Take in what the service says of how far the job is; `UnknownWord` if nobody knows the word (RESILIENCE-3)."""
        state = self._knowledge.learn(self._knowledge.meaning(news["status"]))
        self.word = str(news["status"])
        self.queue = QueueInfo.of(news.get("infoQueue")) if state is JobStatus.QUEUED else None
        return state

    def wait(
        self,
        budget: Budget,
        interval: float,
        job: Any,
        callback: Callable[..., object] | None = None,
        wait: float | None = None,
    ) -> JobStatus:
        """Wait until the job is final and say how it ended, calling back meanwhile; at once if that is known (WAIT-8).

        No lock is held, so that nobody else waits for it (CONCURRENCY-2).
        """
        if self.is_final:
            return self.state
        caller = Caller(callback, wait, job, lambda: (self.state, self.queue))
        client, pace = self._service.client, max(interval, wait or 0.0)  # RESOURCE-1
        with client.call(budget.deadline) as call, Watch(client, self._service.job_id, call, pace, budget) as watch:
            if callback is None:
                return self._follow(watch, caller)
            with Aside(watch, budget) as aside:
                return self._follow(aside, caller)

    def _follow(self, source: Watching, caller: Caller) -> JobStatus:
        while True:
            news = source.next(caller.left())
            if news is not None:
                self.hear(news)
            if news is not None or self.is_final:  # another thread may have found the end
                caller.heard()
            if self.is_final:
                return self.state
            caller.keep_up()
