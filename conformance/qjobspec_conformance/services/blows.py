"""What perturbations do to one answer, as pure functions. This file does not know when they strike, nor what they prove."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from qjobspec import JobStatus

from .answers import Answer, Refusal, Reply, answer_json, answer_text
from .plots import Plain
from .pointers import ABSENT, find, put, take
from .rows import Blow, Context, Given
from .speech import TOO_LONG

#: The field that no schema knows (RESILIENCE-8).
FIELD_OF_THE_FUTURE: Final = "/field_of_the_future"

#: The code with which the job API refuses a job because its user has too many (SUBMIT-14).
JOB_LIMIT: Final = 3458

_TEXTS: Final = {
    400: "Bad request.",
    401: "Not authorised.",
    403: "The address has expired.",
    404: "Not found.",
    409: "The job is in a state that cannot be cancelled.",
    410: "Gone.",
    429: "Too many requests.",
    500: "Internal error.",
    503: "Down for maintenance.",
}


def refusal(status: int) -> Answer:
    """The answer with which a service of any of the families refuses a request."""
    report = {"message": _TEXTS.get(status, "No."), "code": status, "status": status}
    return answer_json({"error": report}, status)


def no_answer(kind: str) -> Blow:
    """No answer at all, in the manner of `kind`."""
    gone = Refusal(kind)  # type: ignore[arg-type] # pyright: ignore[reportArgumentType]

    def blow(answer: Answer, context: Context, given: Given) -> Reply:
        del answer, context, given
        return gone

    return blow


def refused(answer: Answer, context: Context, given: Given) -> Reply:
    """The HTTP status given, with a report of the family."""
    del answer, context
    return refusal(_number(given["status"]))


def gateway(answer: Answer, context: Context, given: Given) -> Reply:
    """The HTTP status given, with a page for people from a gateway that knows nothing of the service."""
    del answer, context
    status = _number(given["status"])
    return answer_text(f"<html><body><h1>{status}</h1></body></html>", status, "text/html")


def too_many(answer: Answer, context: Context, given: Given) -> Reply:
    """429, with the time to wait if there is one."""
    del answer, context
    told = given.get("seconds")
    return replace(
        refusal(429), headers=(*refusal(429).headers, *((("Retry-After", str(told)),) if told is not None else ()))
    )


def too_many_jobs(answer: Answer, context: Context, given: Given) -> Reply:
    """The refusal of one job more than a user may have, with the code that says so."""
    del answer, context, given
    report = {"message": "Number of concurrent jobs has reached the limit.", "code": JOB_LIMIT, "status": 400}
    return answer_json({"error": report}, 400)


def slow(answer: Answer, context: Context, given: Given) -> Reply:
    """The answer, later."""
    del context
    return replace(answer, delay=answer.delay + _number(given["seconds"]))


def dripping(answer: Answer, context: Context, given: Given) -> Reply:
    """The body in pieces with pauses between them."""
    del context
    length, pieces = len(answer.body), _number(given["pieces"])
    step = -(-length // pieces)
    sizes = [min(step, length - start) for start in range(0, length, step)] if length else []
    return replace(answer, parts=tuple((size, float(_number(given["seconds"]))) for size in sizes))


def stalled(answer: Answer, context: Context, given: Given) -> Reply:
    """Half of the body, and then nothing, with the connection open."""
    del context, given
    return replace(answer, cut=len(answer.body) // 2, then="hang") if answer.body else answer


def truncated(answer: Answer, context: Context, given: Given) -> Reply:
    """Half of the body, and then the end of the connection."""
    del context
    broken = "reset" if given["ends"] == "reset" else "eof"
    return replace(answer, cut=len(answer.body) // 2, then=broken) if answer.body else answer  # type: ignore[arg-type]


def other_body(answer: Answer, context: Context, given: Given) -> Reply:
    """Another text in place of the body, under the same headers."""
    del context
    return answer.holding(str(given["body"]).encode()) if answer.body else answer


def empty(answer: Answer, context: Context, given: Given) -> Reply:
    """No body."""
    del context, given
    return answer.holding(b"") if answer.body else answer


def wrong_type(answer: Answer, context: Context, given: Given) -> Reply:
    """A value of another type in a field that has one."""
    del context
    pointer, document = str(given["field"]), answer.document()
    there = find(document, pointer)
    if document is None or there is ABSENT or type(there) is type(given["value"]):
        return answer
    return answer.saying(put(document, pointer, given["value"]))


def missing(answer: Answer, context: Context, given: Given) -> Reply:
    """The answer without one of its fields."""
    pointer, document = str(given["field"]), answer.document()
    without = document if _means_too_long(context, pointer) else take(document, pointer)
    return answer if without is document else answer.saying(without)


def null(answer: Answer, context: Context, given: Given) -> Reply:
    """The answer with null in a field that may be null."""
    pointer, document = str(given["field"]), answer.document()
    if _means_too_long(context, pointer) or find(document, pointer) in (ABSENT, None):
        return answer
    return answer.saying(put(document, pointer, None))


def other_time_zone(answer: Answer, context: Context, given: Given) -> Reply:
    """Every moment in the answer told by the clocks of another time zone; the moments are the same."""
    document = answer.document()
    for pointer in context.speech.moments.get(context.role, ()):
        moment = find(document, pointer)
        if isinstance(moment, str):
            document = put(document, pointer, _elsewhere(moment, str(given["offset"])))
    return answer if document == answer.document() else answer.saying(document)


def not_changed(answer: Answer, context: Context, given: Given) -> Reply:
    """The answer of a service that has changed nothing, and does not say so."""
    del given
    return context.shows(context.says) or answer


def extra(answer: Answer, context: Context, given: Given) -> Reply:
    """The answer with a field that the schema does not know."""
    del context
    document = answer.document()
    if not isinstance(document, dict) or not document:
        return answer
    value = {"since": "tomorrow"} if given["value"] == "object" else given["value"]
    return answer.saying(put(document, FIELD_OF_THE_FUTURE, value))


def other_word(answer: Answer, context: Context, given: Given) -> Reply:
    """Another word where the status word stands."""
    return _with_word(answer, context, str(given["word"]))


def other_case(answer: Answer, context: Context, given: Given) -> Reply:
    """The same word in another case."""
    word = find(answer.document(), context.speech.status.get(context.role, "/"))
    if not isinstance(word, str):
        return answer
    return _with_word(answer, context, word.lower() if given["case"] == "lower" else word.title())


def repeated(answer: Answer, context: Context, given: Given) -> Reply:
    """The last answer of this role once more, byte for byte."""
    del given
    return context.last if context.last is not None else answer


def stale(answer: Answer, context: Context, given: Given) -> Reply:
    """What the service said before it said what it says now, as from a copy that has not caught up."""
    del given
    earlier = [says for says in context.before if says != context.says]
    return (context.shows(earlier[-1]) or answer) if earlier else answer


def out_of_order(answer: Answer, context: Context, given: Given) -> Reply:
    """A state that the job has already left, or can no longer come to."""
    says = str(given["says"])
    if says == context.says or context.speech.state_of(context.says) is context.speech.state_of(says):
        return answer
    return context.shows(says) or answer


def other_result(answer: Answer, context: Context, given: Given) -> Reply:
    """A result with the content given, which is JSON; a job that is not done has none."""
    done = context.speech.state_of(context.says) is JobStatus.DONE
    return answer.holding(str(given["body"]).encode()) if done and answer.succeeded else answer


def _means_too_long(context: Context, pointer: str) -> bool:
    """Whether the field at `pointer` is part of what says that the job ran too long, and so no optional one."""
    place, _, name = pointer.rpartition("/")
    status, told = context.speech.status.get(context.role, ""), context.speech.too_long
    return context.says == TOO_LONG and told is not None and name in told[1] and place == status.rpartition("/")[0]


def _elsewhere(moment: str, offset: str) -> str:
    zone = datetime.fromisoformat(f"2000-01-01T00:00:00{offset}").tzinfo
    return datetime.fromisoformat(moment).astimezone(zone).isoformat(timespec="milliseconds")


def _with_word(answer: Answer, context: Context, word: str) -> Answer:
    pointer, document = context.speech.status.get(context.role), answer.document()
    if pointer is None or find(document, pointer) in (ABSENT, word):
        return answer
    return answer.saying(put(document, pointer, word))


def _number(value: Plain) -> int:
    return int(value or 0)
