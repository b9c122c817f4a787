"""Judges of what a job makes of a service that fails, refuses or cannot be understood (RESILIENCE-1 to -6, -9)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..exchanges import FETCHES, POLLS, SLOW, Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_by, polls
from .knowing import told_final
from .patience import raises_itself
from .reasons import is_an_api_error, is_owed_to_something_else, says_that_time_is_up
from .resources import WAITING
from .words import after, deadline, interval, not_raised_as, seen

_OTHER_CASE: Final = "other-case-word"
#: What a service asks of those who come too often.
_PEACE: Final = "too-many-requests-until"
#: How many seconds a call may need to try again besides its interval.
_PAUSES: Final = 10.0


def what_the_service_does_is_told_as_such(history: History) -> Iterator[Finding]:
    """RESILIENCE-1: a word that nobody knows is RESILIENCE-3's business, and RESILIENCE-4's."""
    for call in history.all_calls:
        bad = next((each for each in asked_by(history, call) if each.failed), None)
        is_its_own = call.began.member in history.profile.members
        if bad is None or call.error is None or not is_its_own or is_owed_to_something_else(history, call):
            continue
        yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof, *bad.proof)


def a_word_is_read_in_any_case(history: History) -> Iterator[Finding]:
    """RESILIENCE-2."""
    for call in history.all_calls:
        own = asked_by(history, call)
        told = [each for each in own if each.has(_OTHER_CASE)]
        late = any(fault.name in SLOW for each in own for fault in each.faults)
        if not told or call.end is None or raises_itself(call) or late or any(each.failed for each in own):
            continue
        proof = (*call.proof, *told[0].proof)
        if call.error is not None and not is_owed_to_something_else(history, call):
            yield broken(f"{call.began.member}() {seen(call)}, for a word in another case", *proof)
        elif call.began.member == "status" and own[-1] is told[-1] and told_final(history, call) is None:
            truth = _state_at(history, told[-1].position)
            yield ruling(None if call.state is truth else f"status() {seen(call)}; the word means {truth}", *proof)


def an_unknown_word_is_passed_on(history: History) -> Iterator[Finding]:
    """RESILIENCE-3."""
    for call in history.calls("status"):
        asked = [each for each in asked_by(history, call) if each.role in POLLS]
        if call.end is None or not asked or not asked[-1].is_of_an_unknown_word or told_final(history, call) is not None:
            continue
        fault = not_raised_as(history, ErrorRole.API, call)
        word = asked[-1].answered.word if asked[-1].answered is not None else None
        if fault is None and call.error is not None and str(word).lower() not in call.error.message.lower():
            fault = f"status() raised {call.error}, and does not say that the word was {word!r}"
        yield ruling(fault, *call.proof, *asked[-1].proof)


def no_wait_waits_for_an_unknown_word(history: History) -> Iterator[Finding]:
    """RESILIENCE-4: a word that comes when the time is up may come too late."""
    for call in history.calls(*WAITING):
        words = [each for each in polls(history, call) if each.is_of_an_unknown_word]
        limit = deadline(call)
        if not words or raises_itself(call) or told_final(history, call) is not None:
            continue
        if limit is None or after(limit, words[0].ends):
            yield ruling(not_raised_as(history, ErrorRole.API, call), *call.proof, *words[0].proof)


def a_fault_that_is_over_is_over(history: History) -> Iterator[Finding]:
    """RESILIENCE-5."""
    for first in history.all_calls:
        if not is_an_api_error(history, first.error) or first.end_position is None:
            continue
        again = next(
            (call for call in history.all_calls if _is_the_same(first, call) and call.position > first.end_position), None
        )
        if again is None or not all(each.is_good and each.ends == each.asked.at for each in asked_by(history, again)):
            continue
        if not _asks_for_peace(history, again) and any(not each.is_good for each in asked_by(history, first)):
            failed = is_an_api_error(history, again.error) or again.end is None
            fault = f"{again.began.member}() {seen(again)}, although the service answered again" if failed else None
            yield ruling(fault, *first.proof, *again.proof)


def a_wait_outlives_a_fault(history: History) -> Iterator[Finding]:
    """RESILIENCE-6: where the next question of anybody shows that it was over."""
    for call in history.calls(*WAITING):
        own = [each for each in asked_by(history, call) if each.role in POLLS]
        bad = [each for each in own if each.failed]
        if len(bad) != 1 or raises_itself(call) or not _passes(bad[0]) or not _has_time(history, call, bad[0]):
            continue
        later = [each for each in history.exchanges if each.position > bad[0].position and each.role in POLLS]
        if later and later[0].is_good:
            gave_up = is_an_api_error(history, call.error) or _is_foreign(history, call)
            fault = (
                f"{call.began.member}() {seen(call)}, for a fault that was over at the next question" if gave_up else None
            )
            yield ruling(fault, *call.proof, *bad[0].proof, *later[0].proof)


def a_result_can_be_fetched_again(history: History) -> Iterator[Finding]:
    """RESILIENCE-9: and the status can be asked for."""
    for first in history.calls("result"):
        bad = [each for each in asked_by(history, first) if each.role in FETCHES and not each.is_good]
        had_none = first.error is not None or _is_nothing(history, first)
        if not bad or not had_none or first.end_position is None or history.ending is not JobStatus.DONE:
            continue
        for later in history.calls("result", "status"):
            if later.position < first.end_position or _asks_for_peace(history, later) or deadline(later) is not None:
                continue
            if all(each.is_good and each.ends == each.asked.at for each in asked_by(history, later)):
                fits = later.value is not None and (later.began.member == "status" or _is_fetched(history, first, later))
                fault = f"a result could not be fetched, and then {later.began.member}() {seen(later)}"
                yield ruling(None if fits else fault, *first.proof, *later.proof)


def _is_fetched(history: History, failed: Call, later: Call) -> bool:
    """Whether `later` gives a result, and one was handed out since `failed` began, to that call or to one beside it."""
    since = [each for each in history.calls("result") if failed.position < each.until and each.position <= later.position]
    handed_out = any(_hands_it_out(each) for call in since for each in asked_by(history, call))
    return handed_out and not _is_nothing(history, later)


def _hands_it_out(exchange: Exchange) -> bool:
    """Whether an answer was the result as it is, at once or late."""
    return exchange.hands_out and not exchange.failed and {fault.name for fault in exchange.faults} <= SLOW


def _is_nothing(history: History, call: Call) -> bool:
    """Whether `None` is how `result()` of this profile says that there is none: a program's result may be `None` itself."""
    told = call.value is not None and call.value.is_none
    return told and "None" in history.profile.members["result"].returns


def _state_at(history: History, position: int) -> JobStatus | None:
    return next((move.state for at, move in reversed(history.moves) if at < position), None)


def _is_the_same(one: Call, other: Call) -> bool:
    return (one.began.job, one.began.member, one.began.arguments) == (
        other.began.job,
        other.began.member,
        other.began.arguments,
    )


def _asks_for_peace(history: History, call: Call) -> bool:
    """Whether the service had asked to be left alone for longer than until `call` came back."""
    for each in history.exchanges:
        for fault in each.faults:
            if fault.name == _PEACE and each.position < call.position:
                seconds = float(dict(fault.parameters).get("seconds") or 0)
                if each.asked.at + seconds > call.began.at:
                    return True
    return False


def _passes(exchange: Exchange) -> bool:
    """Whether a fault is of those that clear up by themselves: of the connection, or a 429 or 5xx without a time."""
    if exchange.answered is None or exchange.has("truncated-body"):
        return True
    said = exchange.answered.said
    return not said.startswith(("2", "3", "4")) or (said == "429" and not exchange.has(_PEACE))


def _is_foreign(history: History, call: Call) -> bool:
    """Whether a call has raised what no document names, and not for its timeout, before the job had ended."""
    if call.error is None or says_that_time_is_up(call) or history.has_ended_by(call):
        return False
    return not any(call.error.is_a(names) for names in history.errors.values())


def _has_time(history: History, call: Call, bad: Exchange) -> bool:
    """Whether there is time for one more question before the call's time is up."""
    limit = deadline(call)
    return limit is None or after(limit, bad.asked.at + _PAUSES + interval(history, call))


JUDGES = {
    "RESILIENCE-1": what_the_service_does_is_told_as_such,
    "RESILIENCE-2": a_word_is_read_in_any_case,
    "RESILIENCE-3": an_unknown_word_is_passed_on,
    "RESILIENCE-4": no_wait_waits_for_an_unknown_word,
    "RESILIENCE-5": a_fault_that_is_over_is_over,
    "RESILIENCE-6": a_wait_outlives_a_fault,
    "RESILIENCE-9": a_result_can_be_fetched_again,
}
