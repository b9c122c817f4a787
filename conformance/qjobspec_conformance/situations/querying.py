"""Questions for the state: soon after one another, beside one another, and where whatever else is asked fails.

This file does not know what the answers should be.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Final

from ..core import PREDICATES
from ..examples import Example, Program, Step
from ..services import Plot, Strike
from ..services.drawn import outcomes
from .kit import OVER, QUEUED, RUNNING, Kit

#: Moments just before the plain job moves.
_EVES: Final = (1.9, 5.9)
#: How long a service goes on failing.
_LONG: Final = 8


def querying(kit: Kit) -> Iterator[Example]:
    """Every kind of question."""
    if "status" not in kit.members:
        return
    for eve in _EVES:
        yield _asked(Plot(), Step("status", after=eve), Step("status", after=0.2))
    for predicate in sorted(PREDICATES & kit.members):
        yield from _beside(predicate)
    for outcome, role in product(outcomes(kit.speech), sorted(kit.speech.status.keys() - {"stream"})):
        for member in ("status", *sorted({"in_final_state", "done"} & kit.members)):
            yield _asked(_failing(kit, outcome, role), Step(member, after=OVER))


def _asked(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)))


def _beside(predicate: str) -> Iterator[Example]:
    """A predicate and the state, at one moment."""
    for moment in (QUEUED, RUNNING):
        yield _asked(Plot(), Step(predicate, after=moment), Step("status"))
    for outcome in ("DONE", "ERROR", "CANCELLED"):
        yield _asked(Plot(outcome=outcome), Step(predicate, after=OVER), Step("status"))


def _failing(kit: Kit, outcome: str, tells: str) -> Plot:
    """A service that tells the state once, in answer to one role, and fails whatever it is asked besides."""
    roles = [role for role in kit.speech.roles if role not in {"submit", "stream"}]
    fails = (("status", 500),)
    return Plot(
        outcome=outcome, strikes=tuple(Strike("server-error", role, int(role == tells), fails, _LONG) for role in roles)
    )
