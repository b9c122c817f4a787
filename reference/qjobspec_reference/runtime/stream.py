"""A stream of results: one thread that reads a websocket and hands each message to a callback, once and in order.

It lives from `stream_results()` until the job has ended, it cannot be kept up, or somebody has it stop. This file does not
know how the job is asked.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from threading import RLock, Thread, current_thread
from typing import Final

from ..client import BACK_OFF, Closed, Deadline, Fault, Refused, Websocket
from .replays import Replays

_LOG: Final = logging.getLogger(__name__)

#: After how many seconds without a message the job is asked for, because it may have ended unheard.
_QUIET: Final = 30.0
#: For how many seconds a connection may be in the making.
_OPENING: Final = 30.0


@dataclass(frozen=True, slots=True)
class Streamed:
    """What a stream has to know of its job."""

    #: Open a connection.
    dial: Callable[[Deadline], Websocket]
    #: Hand a message to the callback.
    deliver: Callable[[str], object]
    #: Whether the job is final; a `Fault` if the service cannot be asked.
    has_ended: Callable[[], bool]
    #: What is still to be delivered once the job has ended, given what was delivered last.
    ending: Callable[[str | None], Iterator[str]]


class Stream:
    """One stream, and the thread that reads it; it does not keep the program from ending (RESOURCE-6)."""

    def __init__(self, job_id: str, job: Streamed) -> None:
        self._job_id = job_id
        self._job = job
        self._deadline = Deadline()
        self._replays = Replays()
        self._calling = RLock()
        self._is_open = True
        self._failures = 0
        self._thread = Thread(target=self._run, name=f"qjobspec-stream-{job_id}", daemon=True)

    def start(self) -> None:
        """Begin to read (STREAM-6)."""
        self._thread.start()

    @property
    def is_open(self) -> bool:
        """Whether there may be more to come."""
        return self._is_open

    def stop(self) -> None:
        """Hand out nothing more from now on (STREAM-8), and leave neither thread nor connection behind (RESOURCE-7).

        A callback that is being called is waited for, unless it is the one that calls this.
        """
        with self._calling:
            self._is_open = False
        self._deadline.end()
        if self._thread is not current_thread():
            self._thread.join()

    def _run(self) -> None:
        fault: Fault | None = None
        try:
            fault = self._follow()
            if fault is None or self._job.has_ended():
                self._hand_out(self._job.ending(self._replays.last))
        except Fault as error:
            fault = fault or error
        finally:
            was_open, self._is_open = self._is_open, False
        if was_open and fault is not None:  # STREAM-11
            warnings.warn(f"the results of job {self._job_id} are not streamed any more: {fault}", stacklevel=1)

    def _follow(self) -> Fault | None:
        """Read one connection after the other until the job has ended; what it was that could not be mended, if so."""
        while True:
            try:
                self._read()
                if not self._is_open or self._job.has_ended():
                    return None
                raise Closed("of the stream", Closed.NORMAL)  # although there is more to come (WAIT-14)
            except Fault as fault:
                is_lasting = isinstance(fault, Refused) and not fault.passes
                if not self._is_open or is_lasting or self._failures == len(BACK_OFF):
                    return fault
                self._deadline.sleep(max(BACK_OFF[self._failures], fault.after))  # RESILIENCE-7
                self._failures += 1

    def _read(self) -> None:
        """Read one connection to its end; a `Fault` if that is not how it should end."""
        with self._deadline.nearer(_OPENING):
            opened = self._job.dial(self._deadline)
        try:
            self._replays.connected()
            self._read_from(opened)
        except Closed as closed:
            if closed.code != Closed.NORMAL:
                raise
        finally:
            opened.close()
        self._hand_out(self._replays.rest())

    def _read_from(self, opened: Websocket) -> None:
        is_greeted = False
        while self._is_open:
            message = opened.hear(_QUIET)
            if message is None:
                if self._job.has_ended():
                    return
            elif is_greeted:
                self._failures = 0
                self._hand_out(self._replays.news(message))  # whatever it says (STREAM-13)
            is_greeted |= message is not None  # the first one only acknowledges the connection, whatever it says

    def _hand_out(self, messages: Iterator[str]) -> None:
        for message in messages:
            with self._calling:
                if self._is_open:
                    self._called(message)

    def _called(self, message: str) -> None:
        try:
            self._job.deliver(message)
        except Exception:  # noqa: BLE001 - STREAM-12: the user's own mistake is logged and ends nothing
            _LOG.exception("the callback of job %s failed on a result", self._job_id)
