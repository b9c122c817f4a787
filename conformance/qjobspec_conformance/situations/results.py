"""Situations of a result: read once, part of one, one that its user changes, one that a decoder of the user's own reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..examples import Arguments, Decoder, Example, Origin, Program, Step
from ..services import TOO_LONG, Plot
from ..services.plots import Comes, Results
from .kit import OVER, QUEUED, Kit

_RESULT = Step("result")
_FRESH = Step("result", (("refresh", True),))
_PARTLY = Step("result", (("partial", True),))
_OURS = Step("result", (("decoder", Decoder("ours")),))
_THEIRS = Step("result", (("decoder", Decoder("theirs")),))
_COUNTS = "result.get_counts"
#: What is asked again, and when.
_AGAIN = 1.0


def kept(kit: Kit) -> Iterator[Example]:
    """A result that is asked for again: by its job object, by another, by two threads, and after its user has changed it."""
    if not _takes(kit, "result"):
        return
    yield _one_after_the_other(replace(_RESULT, spoils=True), _RESULT)
    yield Example(Plot(), Program(((_over(_RESULT), replace(_RESULT, after=2.0)), (_over(_RESULT),))))
    once = Plot(results=Results(Comes.ONCE))
    yield _one_after_the_other(replace(_RESULT, job=1), _RESULT, plot=once)
    yield _one_after_the_other(_RESULT, _RESULT, replace(_RESULT, job=1), _RESULT, plot=once)
    if _takes(kit, "result", "refresh"):
        yield _one_after_the_other(_RESULT, _FRESH, _RESULT)
        yield _one_after_the_other(_RESULT, replace(_FRESH, spoils=True), _RESULT)


def partly(kit: Kit) -> Iterator[Example]:
    """A failed job with a part of its result, and without one."""
    if not _takes(kit, "result", "partial"):
        return
    counts = [Step(_COUNTS, (("experiment", number),)) for number in (0, 1)]
    part = Plot(outcome="ERROR", results=Results(Comes.PARTLY))
    yield _one_after_the_other(_PARTLY, *counts, plot=part)
    yield _one_after_the_other(_PARTLY, _RESULT, _PARTLY, plot=part)
    yield _one_after_the_other(_RESULT, _PARTLY, plot=part)
    yield _one_after_the_other(_PARTLY, _PARTLY, plot=Plot(outcome="ERROR"))
    yield _one_after_the_other(_PARTLY, counts[0])


def decoded(kit: Kit) -> Iterator[Example]:
    """A result with the decoder of a call, with that of the constructor, and with both, one after the other and at once."""
    if not _takes(kit, "result", "decoder"):
        return
    yield _one_after_the_other(_OURS)
    yield _one_after_the_other(_RESULT, _OURS, _RESULT)
    yield _one_after_the_other(_OURS, _THEIRS, _RESULT)
    yield Example(Plot(), Program(((replace(_RESULT, after=QUEUED),), (replace(_OURS, after=QUEUED),))))
    if "result_decoder" in (kit.constructs or ()):
        for steps in ((_RESULT,), (_OURS, _RESULT)):
            example = _one_after_the_other(*steps)
            given = (("result_decoder", Decoder("theirs")),)
            yield replace(example, origin=Origin.CONSTRUCTED, given=given)


def lateness(kit: Kit) -> Iterator[Example]:
    """A wait and a result that come too late in turn, and a job that its service ends for its time."""
    if "wait_for_final_state" not in kit.members or "result" not in kit.members:
        return
    limit: Arguments = (("timeout", 1.0),)
    waits = Step("wait_for_final_state", limit, after=QUEUED), Step("result", limit, after=_AGAIN)
    yield Example(Plot(), Program((waits,)))
    if kit.speech.too_long is not None:
        yield _one_after_the_other(_RESULT, Step("error_message"), plot=Plot(outcome=TOO_LONG))


def _over(step: Step) -> Step:
    return replace(step, after=OVER)


def _one_after_the_other(first: Step, *rest: Step, plot: Plot | None = None) -> Example:
    later = [replace(step, after=_AGAIN) for step in rest]
    return Example(plot or Plot(), Program(((_over(first), *later),)))


def _takes(kit: Kit, member: str, parameter: str | None = None) -> bool:
    """Whether a job has a member, with this parameter."""
    parameters = {each.name for each in kit.profile.members[member].parameters} if member in kit.members else set[str]()
    return member in kit.members and (parameter is None or parameter in parameters)
