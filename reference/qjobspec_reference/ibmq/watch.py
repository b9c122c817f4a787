"""News of a job: by websocket as long as one speaks, and by asking whenever it is silent, refused or broken (RESILIENCE-10).

A websocket is heard and never trusted: what it has not said for one interval is asked for (WAIT-11). This file does not know
what the news means.
"""

from __future__ import annotations

import json
import queue
import time
from collections.abc import Mapping
from math import inf
from threading import Thread
from types import TracebackType
from typing import Any, Final, Protocol, Self

from ..client import AccountClient, Call, Closed, Fault, Refused, Unreadable, Websocket
from ..waiting import Budget, Polling

#: How often a websocket may break or be refused before it is given up.
_CHANCES: Final = 3
#: The code with which a service closes the websocket of a job that has ended: there is nothing more to hear.
_JOB_DONE: Final = 4002
#: For how many seconds the opening of a websocket may hold up a wait.
_OPENING: Final = 2.0

News = Mapping[str, Any]


class Watching(Protocol):
    """Where a wait has its news from."""

    def next(self, seconds: float) -> News | None:
        """The next news; `None` if there is none yet, at the latest in so many seconds. Raises once there is no more."""
        ...


class Watch:
    """News of one job for one call, in the thread that asks for it."""

    def __init__(self, client: AccountClient, job_id: str, call: Call, wait: float, budget: Budget) -> None:
        self._client = client
        self._job_id = job_id
        self._call = call
        self._budget = budget
        self._polling = Polling(wait, budget)
        self._websocket: Websocket | None = None
        self._chances = _CHANCES
        self._again = -inf

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._leave()

    def next(self, seconds: float) -> News | None:
        """Ask if it is time, else listen until it is."""
        self._polling.go_on()
        due = self._polling.due()
        if due <= 0:
            return self._polling.ask(self._asked)
        return self._heard(min(seconds, due))

    def _asked(self) -> News:
        return progress(self._call.once(self._client.status(self._job_id)).document())

    def _heard(self, seconds: float) -> News | None:
        try:
            if self._websocket is None and self._chances and time.monotonic() >= self._again:
                self._open(min(seconds, _OPENING))
            if self._websocket is not None:
                return self._understood(self._websocket.hear(seconds))
        except Fault as fault:
            is_over = isinstance(fault, Closed) and fault.code == _JOB_DONE
            is_lasting = isinstance(fault, Refused) and not fault.passes
            self._chances = 0 if is_over or is_lasting else self._chances - 1
            self._again = time.monotonic() + fault.after  # RESILIENCE-7
            self._leave()
            return None
        self._budget.deadline.sleep(seconds)
        return None

    def _open(self, seconds: float) -> None:
        with self._budget.deadline.nearer(seconds):
            self._websocket = self._client.follow(self._job_id, self._budget.deadline)
        self._chances *= self._websocket is not None

    def _understood(self, message: str | None) -> News | None:
        """What a message says of the job; `None` for one that only agrees to the token, and for none at all."""
        try:
            said = None if message is None else json.loads(message)
        except (ValueError, RecursionError) as error:
            raise Unreadable("a message of the websocket is no JSON") from error
        if said is None or (isinstance(said, dict) and said.get("type") == "authenticated"):
            return None
        news = progress(said.get("data") if isinstance(said, dict) else said)
        self._polling.heard()
        return news

    def _leave(self) -> None:
        if self._websocket is not None:
            self._websocket.close()
            self._websocket = None


class Aside:
    """A watch in a thread of its own, for as long as one call lasts: who listens here is never held up by the service.

    A callback then comes in time however slow the answers are (CALLBACK-6). The thread ends with the call (RESOURCE-7).
    """

    def __init__(self, watch: Watch, budget: Budget) -> None:
        self._watch = watch
        self._budget = budget
        self._news: queue.SimpleQueue[News | BaseException] = queue.SimpleQueue()
        self._thread = Thread(target=self._run, name="qjobspec-watch", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._budget.deadline.end()
        self._thread.join()

    def next(self, seconds: float) -> News | None:
        """What the watch has seen."""
        try:
            news = self._news.get(timeout=min(seconds, 3600.0))
        except queue.Empty:
            return None
        if isinstance(news, BaseException):
            raise news
        return news

    def _run(self) -> None:
        try:
            while self._budget.deadline.left() > 0:
                if (news := self._watch.next(3600.0)) is not None:
                    self._news.put(news)
        except BaseException as error:  # noqa: BLE001 - whoever listens is to see it
            self._news.put(error)


def progress(said: object) -> News:
    """What the service says of how far a job is; `Unreadable` if it does not say that."""
    if not isinstance(said, dict) or not isinstance(said.get("status"), str):
        raise Unreadable("the service does not say how far the job is")
    return said
