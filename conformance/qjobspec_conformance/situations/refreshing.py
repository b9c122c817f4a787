"""What stands before and after refresh(). This file does not know what refresh() is to do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..examples import Arguments, Example, Origin, Program, Step
from ..services import Comes, Phase, Plot, Results, Strike
from .kit import OVER, QUEUED, Kit

#: What the constructor is given, and the record says otherwise.
_GIVEN: Final[Arguments] = (
    ("name", "the name that it was given"),
    ("tags", ("given", "first")),
    ("creation_date", "2020-02-29T21:30:00.000Z"),
    ("share_level", "global"),
)
#: A record that was written before the job ended.
_OLD: Final = (
    Plot(strikes=(Strike("stale-re-read", "job"),)),
    Plot(strikes=(Strike("out-of-order-state", "job", 0, (("says", "RUNNING"),)),)),
    Plot(strikes=(Strike("out-of-order-state", "job", 0, (("says", "CANCELLED"),)),)),
    Plot(afterwards=(Phase("RUNNING", 1.5),)),
)
#: A field that nobody knows yet, in the next record.
_NEW: Final = Strike("extra-field", "job", 0, (("value", "object"),))


def refreshing(kit: Kit) -> Iterator[Example]:
    """Everything that a refresh can find anew or spoil."""
    if "refresh" not in kit.members:
        return
    refresh = Step("refresh", after=QUEUED)
    for given in _GIVEN if kit.constructs is not None and {name for name, _ in _GIVEN} <= kit.constructs else ():
        yield Example(Plot(), Program(((refresh, Step(given[0])),)), origin=Origin.CONSTRUCTED, given=(given,))
    unknown = Step("field_of_the_future")
    yield _opened(Plot(strikes=(_NEW,)), unknown, refresh, unknown)
    for plot in _OLD:
        for member in ("in_final_state", "status"):
            yield _opened(plot, Step(member, after=OVER), refresh, Step(member))
    for results in (Results(), Results(Comes.ONCE)):
        yield _opened(Plot(results=results), Step("result", after=OVER), refresh, Step("result"))


def _opened(plot: Plot, *steps: Step) -> Example:
    return Example(plot, Program((steps,)))
