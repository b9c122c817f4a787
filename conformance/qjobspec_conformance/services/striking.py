"""Which strikes of a plot meet which request, and what they make of its answer. This file does not know what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from .answers import Answer, Frames, Reply
from .plots import LAST, Strike
from .rows import Context
from .table import PERTURBATIONS


@dataclass(slots=True)
class Striking:
    """The strikes of one plot, while it is played."""

    strikes: tuple[Strike, ...]
    #: The number of the first request of each role that came when its job had ended.
    last: dict[str, int] = field(default_factory=dict[str, int])

    def meeting(self, role: str, number: int, opening: int = 0, *, ended: bool) -> tuple[Strike, ...]:
        """The strikes that meet request `number` of `role`, of which the first `opening` have opened the job."""
        if ended:
            self.last.setdefault(role, number)
        return tuple(each for each in self.strikes if each.role == role and self._meets(each, number, opening))

    def _meets(self, strike: Strike, number: int, opening: int) -> bool:
        passed = 0 if PERTURBATIONS[strike.name].is_true else opening
        first = self.last.get(strike.role) if strike.request == LAST else strike.request + passed
        return first is not None and max(first, passed) <= number < first + strike.burst


def struck(reply: Reply, strikes: Iterable[Strike], context: Context, note: Callable[[Strike], None]) -> Reply:
    """What the strikes make of `reply`, one after the other; `note` hears of each that changes something.

    What keeps the service from doing what it is asked changes something, also when the answer does not show it.
    """
    for strike in strikes:
        after = _blow(reply, strike, context)
        if after != reply or (isinstance(reply, Answer) and not PERTURBATIONS[strike.name].taken):
            note(strike)
        reply = after
    return reply


def _blow(reply: Reply, strike: Strike, context: Context) -> Reply:
    row = PERTURBATIONS[strike.name]
    if isinstance(reply, Answer) and row.answers is not None:
        return row.answers(reply, context, strike.given)
    if isinstance(reply, Frames) and row.frames is not None:
        return row.frames(reply, context, strike.given)
    return reply
