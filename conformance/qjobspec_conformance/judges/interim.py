"""Judges of interim_results(), which asks for the results of now (STREAM-16 to -18)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from qjobspec import ErrorRole, JobStatus

from ..calls import Call
from ..exchanges import Exchange
from ..findings import Finding, broken, ruling
from ..histories import History
from .asking import asked_by
from .decoders import chosen_decoder, mark
from .streams import holds, marked
from .words import not_raised_as, seen

INTERIM: Final = "interim_results"


def interim_results_are_those_of_now(history: History) -> Iterator[Finding]:
    """STREAM-16: of a job that has ended nothing new comes, so what was fetched since then may be kept."""
    for call in history.calls(INTERIM):
        if call.value is not None and not _has_failed(history, call):
            told = _told(history, call)
            if told is None and _has_all(history, call):
                continue
            if told is None:
                yield broken(f"{INTERIM}() {seen(call)}, and has not asked", *call.proof)
            else:
                yield ruling(_not_made_of(call, told), *call.proof, *told.proof)


def _has_all(history: History, call: Call) -> bool:
    """Whether an earlier call has asked since the job had ended."""
    if history.final_move is None:
        return False
    earlier = (each for each in history.calls(INTERIM) if history.final_move[0] < each.position < call.position)
    return any(_told(history, each) is not None for each in earlier)


def a_failed_job_says_so(history: History) -> Iterator[Finding]:
    """STREAM-17."""
    for call in history.calls(INTERIM):
        if _has_failed(history, call) and call.end is not None:
            yield ruling(not_raised_as(history, ErrorRole.FAILED, call), *call.proof)


def the_decoder_decodes_interim_results(history: History) -> Iterator[Finding]:
    """STREAM-18: whether they are those of the service is STREAM-16's business."""
    for call in history.calls(INTERIM):
        told = _told(history, call)
        if call.value is None or told is None:
            continue
        chosen, value = chosen_decoder(history, call), call.value
        used = mark(value)
        fits = (used and used.decoder) == (chosen and chosen.name)
        name = "the job's own" if chosen is None else chosen.name
        yield ruling(
            None if fits else f"{INTERIM}() returned {value.content or value}, which is not of decoder {name}", *call.proof
        )


def _has_failed(history: History, call: Call) -> bool:
    """Whether the job had failed when `call` began."""
    moved = history.final_move
    return moved is not None and moved[1].state is JobStatus.ERROR and moved[1].at < call.began.at


def _told(history: History, call: Call) -> Exchange | None:
    return next((each for each in asked_by(history, call) if each.role == "interim-results" and each.is_good), None)


def _not_made_of(call: Call, told: Exchange) -> str | None:
    assert told.answered is not None, "a good exchange has an answer"
    assert call.value is not None, "asked of calls that have returned"
    content, value = told.answered.content or "", call.value
    text = marked(value)
    fits = _says_the_same(text, content) if text is not None else not value.is_told or holds(value, content)
    return None if fits else f"{INTERIM}() returned {value.content or value}, and the service has {content}"


def _says_the_same(text: str, content: str) -> bool:
    """Whether a text says what a history tells of it: the same JSON, or the text itself as JSON."""
    said = json.loads(content) if content else ""
    try:
        return bool(text == said or json.loads(text) == said)
    except ValueError:
        return False


JUDGES = {
    "STREAM-16": interim_results_are_those_of_now,
    "STREAM-17": a_failed_job_says_so,
    "STREAM-18": the_decoder_decodes_interim_results,
}
