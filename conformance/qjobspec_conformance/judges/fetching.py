"""Judges of when result() asks the service: how often, for what, and when not at all (RESULT)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..exchanges import POLLS, SLOW, Exchange
from ..findings import Finding, broken, kept, ruling
from ..histories import History
from .asking import about_the_job, sent_by
from .disturbances import disturbances
from .words import after, deadline, fills, interval, not_raised_as, seen


def questions_keep_their_distance(history: History) -> Iterator[Finding]:
    """RESULT-9: a question that was not answered as it should be may be asked again sooner."""
    for call in history.calls("result"):
        for earlier, later in pairwise(_questions(history, call)):
            if _came_in_time(earlier, later):
                too_soon = after(earlier.asked.at + interval(history, call), later.asked.at)
                fault = f"result() asked at {earlier.asked.at:g} s and again at {later.asked.at:g} s" if too_soon else None
                yield ruling(fault, *call.proof, earlier.position, later.position)


def a_refreshed_result_is_fetched(history: History) -> Iterator[Finding]:
    """RESULT-10."""
    for call in history.calls("result"):
        if call.argument("refresh") and call.end is not None and not _timed_out(history, call):
            earlier = _had(history, call)
            if earlier is not None:
                asked = any(each.fetches for each in _asked_meanwhile(history, call))
                fault = None if asked else f"result(refresh=True) {seen(call)}, and the service was not asked for it"
                yield ruling(fault, *earlier.proof, *call.proof)


def a_result_is_fetched_once(history: History) -> Iterator[Finding]:
    """RESULT-11: no question at all, whatever the service would answer."""
    for call in history.calls("result"):
        earlier = None if call.argument("refresh") or call.end is None else _had(history, call)
        if earlier is None:
            continue
        asked = next(iter(sent_by(history, call)), None)
        if asked is not None:
            yield broken(f"result() asked for the {asked.role} again", *earlier.proof, *call.proof, asked.position)
        else:
            fault = f"result() raised {call.error}" if call.error is not None else None
            yield ruling(fault, *earlier.proof, *call.proof)


def the_first_result_is_that_of_the_service(history: History) -> Iterator[Finding]:
    """RESULT-12."""
    call = next((call for call in history.calls("result") if call.end is not None and history.has_ended_by(call)), None)
    if call is None or history.ending is not JobStatus.DONE or _was_given_one(history) or _timed_out(history, call):
        return
    fetched = [each for each in about_the_job(history) if call.end_position and each.position < call.end_position]
    if not any(each.fetches for each in fetched):
        yield broken(f"result() {seen(call)}, and the service was not asked for it", *call.proof)
    else:
        yield kept(*call.proof)


def a_consumed_result_is_not_made_up(history: History) -> Iterator[Finding]:
    """RESULT-13."""
    for call in history.calls("result"):
        names = disturbances(history, call)
        if names != {"result-consumed-once"} or call.end is None or _timed_out(history, call):
            continue
        if _had(history, call) is None and not any(each.hands_out for each in _asked_meanwhile(history, call)):
            yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof)


def _asked_meanwhile(history: History, call: Call) -> Iterator[Exchange]:
    return (each for each in about_the_job(history) if call.is_under_way(each.position))


def _questions(history: History, call: Call) -> list[Exchange]:
    """The questions of a call about the status, up to the one that was told the end; those of one route."""
    asked = [each for each in sent_by(history, call) if each.role in POLLS]
    ends = next((n for n, each in enumerate(asked) if each.state in history.profile.machine.finals), len(asked))
    return [each for each in asked[: ends + 1] if each.role == asked[0].role]


def _came_in_time(earlier: Exchange, later: Exchange) -> bool:
    """Whether a question was answered before the next, and so that there was no need to repeat it."""
    told = earlier.state is not None and {fault.name for fault in earlier.faults} <= SLOW
    return told and earlier.ends <= later.asked.at


def _had(history: History, call: Call) -> Call | None:
    """An earlier result() that gave the result of a job that is `DONE`."""
    if history.ending is not JobStatus.DONE:
        return None
    return next(
        (
            each
            for each in history.calls("result")
            if each.value is not None
            and not each.value.is_none
            and each.end_position is not None
            and each.end_position < call.position
        ),
        None,
    )


def _was_given_one(history: History) -> bool:
    return any(call.argument("result") is not None for call in history.calls("constructor"))


def _timed_out(history: History, call: Call) -> bool:
    return deadline(call) is not None and fills(history, ErrorRole.TIMEOUT, call.error)


JUDGES = {
    "RESULT-9": questions_keep_their_distance,
    "RESULT-10": a_refreshed_result_is_fetched,
    "RESULT-11": a_result_is_fetched_once,
    "RESULT-12": the_first_result_is_that_of_the_service,
    "RESULT-13": a_consumed_result_is_not_made_up,
}
