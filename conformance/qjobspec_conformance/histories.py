"""A history: everything that happened in one run, and where the judged job was at each moment of it.

This file does not know how a history comes about, nor what is right or wrong in one. Times are virtual seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter
from typing import Final

from qjobspec import JobStatus

from .calls import Call
from .events import SERVICE, Moved, Value, WorkEnded, WorkStarted
from .examples import Origin
from .happenings import Happenings
from .phases import ENDS, Phase
from .works import Outcome

#: What the work of a job has come to when its service says that it has ended.
_OUTCOMES: Final = {JobStatus.DONE: Outcome.SUCCEEDS, JobStatus.ERROR: Outcome.RAISES}
_FALSE: Final = Value("bool", plain=False)
_TRUE: Final = Value("bool", plain=True)


@dataclass(frozen=True)
class History(Happenings):
    """One run, written down, with what its work and its service did with the judged job."""

    @cached_property
    def work(self) -> tuple[tuple[int, WorkStarted | WorkEnded], ...]:
        """What the work of the judged job did, with positions; of a job at a service, what the service did with it."""
        if self.job is not None:
            return tuple(self._work_at_the_service())
        found: list[tuple[int, WorkStarted | WorkEnded]] = [*self.happened(WorkStarted), *self.happened(WorkEnded)]
        return tuple(sorted((each for each in found if each[1].job == 0), key=itemgetter(0)))

    @cached_property
    def moves(self) -> tuple[tuple[int, Moved], ...]:
        """What the service said of the judged job, one after the other, with positions."""
        if self.job is None:
            return ()
        return tuple(each for each in self.happened(Moved) if each[1].job == self.job)

    @cached_property
    def final_move(self) -> tuple[int, Moved] | None:
        """The move with which the service ended the judged job, or `None` if it did not."""
        finals = self.profile.machine.finals
        return next(((position, move) for position, move in self.moves if move.state in finals), None)

    @cached_property
    def ending(self) -> JobStatus | None:
        """How the service says that the judged job has ended; `None` if it has not."""
        return self.final_move[1].state if self.final_move is not None else None

    def _work_at_the_service(self) -> Iterator[tuple[int, WorkStarted | WorkEnded]]:
        running = next(((at, move) for at, move in self.moves if move.state is JobStatus.RUNNING), None)
        if running is not None:
            yield running[0], WorkStarted(running[1].at, SERVICE, 0)
        position, move = self.final_move or (0, None)
        outcome = _OUTCOMES.get(move.state) if move is not None and move.state is not None else None
        if move is not None and outcome is not None:
            yield position, WorkEnded(move.at, SERVICE, 0, outcome, None, None)

    @cached_property
    def work_started(self) -> float | None:
        """When the work began, or `None` if it never did."""
        return next((event.at for _, event in self.work if isinstance(event, WorkStarted)), None)

    @cached_property
    def work_ended(self) -> WorkEnded | None:
        """How the work ended, or `None` if it never did."""
        return next((event for _, event in self.work if isinstance(event, WorkEnded)), None)

    @cached_property
    def submitted(self) -> Call | None:
        """The first `submit()` that was not refused."""
        return next((call for call in self.calls("submit") if call.error is None), None)

    @cached_property
    def handed_in(self) -> float | None:
        """When the job was submitted; a job that its harness hands out submitted was so from the start."""
        if self._was_handed_out_submitted:
            return 0.0
        if self.job is not None:
            return self.moves[0][1].at if self.moves else None
        return self.submitted.began.at if self.submitted else None

    @property
    def _was_handed_out_submitted(self) -> bool:
        if self.origin in (Origin.RUN, Origin.PREPARED, Origin.SET):
            return False
        return "submit" in self.lacks or self.job is not None

    def phase_at(self, position: int) -> Phase | None:
        """Where the job was when event `position` happened; `None` if it moved at that very moment.

        What happens at one moment in two threads has no order that a user could rely on.
        """
        at = self.events[position].at
        if at not in self._phases:
            self._phases[at] = None if at in self._moments else self.phase_before(at)
        return self._phases[at]

    def phase_of(self, call: Call) -> Phase | None:
        """Where the job was when `call`, a cancel(), was made: what its own request moved came after it, at the same moment.

        `None` if the job moved at that moment for another reason, or another call asked for the same meanwhile.
        """
        moved = [(position, move.state) for position, move in self.moves if move.at == call.began.at]
        own = all(call.is_under_way(position) and state is JobStatus.CANCELLED for position, state in moved)
        if not moved or not own or any(each.began.member == "cancel" and each.overlaps(call) for each in self.all_calls):
            return self.phase_at(call.position)
        return self.phase_before(call.began.at)

    @cached_property
    def _phases(self) -> dict[float, Phase | None]:
        """What `phase_at` has found out, by moment: many judges ask for the same."""
        return {}

    @cached_property
    def _moments(self) -> frozenset[float]:
        """When the job moved."""
        moments = {event.at for _, event in self.work} | {move.at for _, move in self.moves if move.at}
        if self.handed_in is not None and not self._was_handed_out_submitted:
            moments.add(self.handed_in)
        return frozenset(moments)

    def phase_before(self, at: float) -> Phase:
        """Where the job was just before the moment `at`."""
        if self.job is not None and self.cancelled_at is not None and self.cancelled_at < at:
            return Phase.CANCELLED
        if self.work_ended is not None and self.work_ended.at < at:
            return ENDS[self.work_ended.outcome]
        if self.work_started is not None and self.work_started < at:
            return Phase.RUNNING
        if self._was_handed_out_submitted or (self.handed_in is not None and self.handed_in < at):
            return Phase.PENDING
        return Phase.UNSUBMITTED

    def was_submitted(self, call: Call) -> bool:
        """Whether the job had been submitted when `call` began."""
        if self._was_handed_out_submitted:
            return True
        if self.job is not None:
            return bool(self.moves) and self.moves[0][0] < call.position
        return self.submitted is not None and self.submitted.position < call.position

    def ended_by(self, call: Call) -> WorkEnded | None:
        """How the work had ended when `call` came back, or `None` if it had not."""
        position = next((at for at, event in self.work if isinstance(event, WorkEnded)), None)
        if position is None or call.end_position is None or position > call.end_position:
            return None
        return self.work_ended

    def has_ended_by(self, call: Call) -> bool:
        """Whether the job had ended when `call` came back: its work, or, at a service, in whatever way."""
        if self.job is None:
            return self.ended_by(call) is not None
        return self.final_move is not None and call.end_position is not None and self.final_move[0] < call.end_position

    @cached_property
    def cancelled_at(self) -> float | None:
        """When a `cancel()` said `True` and the job kept its word, or the service said so; `None` if neither happened."""
        if self.job is not None:
            ended = self.final_move
            return ended[1].at if ended is not None and ended[1].state is JobStatus.CANCELLED else None
        said = next((call.end.at for call in self.calls("cancel") if call.value == _TRUE and call.end), None)
        kept_its_word = self.work_started is None or any(call.state is JobStatus.CANCELLED for call in self.calls("status"))
        return said if kept_its_word and self.handed_in is not None else None

    @cached_property
    def final_at(self) -> float | None:
        """When the job became final: its work ended or it was cancelled; `None` if neither happened."""
        if self.cancelled_at is not None:
            return self.cancelled_at
        return self.work_ended.at if self.work_ended else None

    def timed_out_before(self, position: int) -> bool:
        """Whether a call with a timeout had raised by event `position`; what follows is judged by TIMEOUT-5 and WAIT-9."""
        return any(
            call.error is not None and call.argument("timeout") is not None and (call.end_position or 0) < position
            for call in self.calls("result", "wait_for_final_state")
        )

    def may_be_cancelled(self, position: int) -> bool:
        """Whether a `cancel()` had begun by event `position` that has not said `False`."""
        cancels = self.calls("cancel")
        return bool(cancels) and any(call.position <= position and call.value != _FALSE for call in cancels)
