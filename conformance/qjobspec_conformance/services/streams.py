"""What a websocket of a job carries, from the course of the job: its states, or its results.

This file does not know perturbations. A service whose stream tells no status word sends results: the interim ones of the
plot, those that no earlier connection delivered, then the final one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, takewhile

from qjobspec import JobStatus

from .answers import Frame, Frames
from .courses import Course
from .exemplars import Exemplars
from .plots import Message, Plot
from .queues import placed
from .speech import Speech
from .words import worded


@dataclass(frozen=True, slots=True)
class Stream:
    """A websocket of `job`, opened at `now`, when `delivered` of its messages had been delivered."""

    speech: Speech
    exemplars: Exemplars
    job: str
    now: float
    delivered: int = 0

    def frames(self, course: Course, plot: Plot, since: float) -> Frames:
        """Its frames, if nothing changes the course any more; the job was submitted at `since`."""
        greeting = [(self.now, Frame(self.speech.greeting, what="greeting"))] if self.speech.greeting is not None else []
        tells = "stream" in self.speech.status
        told = self._states(course, plot, since) if tells else self._results(course, plot.messages, since)
        dated = [*greeting, *told]
        end = max(self.now, course.ends.at)
        return Frames(
            _delayed(self.now, dated), self.speech.closes, delay=end - max(self.now, *(at for at, _ in dated), self.now)
        )

    def _states(self, course: Course, plot: Plot, since: float) -> Iterable[tuple[float, Frame]]:
        """What there is to tell now, and at each change until the job has ended."""
        changes = {move.at for move in course.moves} | {since + place.at for place in plot.queue}
        told = None
        for at in (self.now, *sorted(at for at in changes if self.now < at <= course.ends.at)):
            text = self._message(course.says(at), plot, at - since)
            if text != told:
                yield at, Frame(text)
            told = text

    def _message(self, says: str, plot: Plot, seconds: float) -> str:
        answer = worded(self.exemplars, self.speech, "stream", says, self.job)
        return placed(answer, self.speech, "stream", plot.queue, seconds).body.decode(errors="replace") if answer else ""

    def _results(self, course: Course, messages: tuple[Message, ...], since: float) -> Iterable[tuple[float, Frame]]:
        in_time = [message for message in messages if since + message.at <= course.ends.at]
        for place, message in list(enumerate(in_time))[self.delivered :]:
            yield max(since + message.at, self.now), Frame(message.data, what="interim", place=place)
        final = worded(self.exemplars, self.speech, "result", course.ends.says, self.job)
        done = self.speech.state_of(course.ends.says) is JobStatus.DONE
        if final is not None and done and self.delivered <= len(in_time):
            text = final.body.decode(errors="replace")
            yield max(course.ends.at, self.now), Frame(text, what="final", place=len(in_time))


def due(messages: tuple[Message, ...], since: float, course: Course, now: float) -> int:
    """How many messages a stream that nothing disturbed has carried by `now`, the final result counted."""
    ended = course.has_ended(now)
    in_time = sum(since + message.at <= min(now, course.ends.at) for message in messages)
    return in_time + ended


def carried(plain: Frames, reply: Frames, greeting: str | None) -> int:
    """How many of the messages of `plain` a disturbed `reply` carries, from the first on without a gap; greetings aside."""
    texts = iter([frame.text for frame in reply.messages])
    ours = (frame.text for frame in plain.messages if frame.text != greeting)
    return sum(1 for _ in takewhile(lambda text: text in texts, ours))


def _delayed(now: float, dated: list[tuple[float, Frame]]) -> tuple[Frame, ...]:
    moments = [now, *(at for at, _ in dated)]
    waits = [later - earlier for earlier, later in pairwise(moments)]
    return tuple(replace(frame, delay=wait) for (_, frame), wait in zip(dated, waits, strict=True))
