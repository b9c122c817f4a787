"""The bundled exemplars, and how services speak: held against the schemas and dialects of the specification."""

from __future__ import annotations

from itertools import product

import pytest

from qjobspec import JobStatus, examples
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.services import SPEECHES, TOO_LONG, Answer, PlainExemplars, Speech
from qjobspec_conformance.services.pointers import ABSENT, find
from qjobspec_conformance.services.words import worded

SCHEMAS = {
    "submit": "submit-reply",
    "status": "status-reply",
    "job": "job-record",
    "result": "result-envelope",
    "result-url": "download-url",
    "result-download": "result-envelope",
    "cancel": "cancel-reply",
    "name": "name-reply",
    "tags": "tags-reply",
    "properties": "properties-reply",
    "metrics": "metrics",
    "interim-results": "interim-results",
    "logs": "logs-reply",
    "stream": "stream-message",
}
FAMILIES = list(SPEECHES)
PLACES = [(family, role) for family in FAMILIES for role in SPEECHES[family].roles if role in SCHEMAS]


def told(family: str, role: str, state: JobStatus) -> Answer:
    """What the plain service answers; a runtime's stream sends results and has no answer of its own."""
    answer = PlainExemplars(family).answer(role, state, "j1")
    assert answer is not None
    return answer


@pytest.mark.parametrize(("family", "role"), PLACES)
def test_plain_answers_are_valid(family: str, role: str) -> None:
    """In every state the body is valid by the schema of its family, or by that of an error report where it refuses."""
    if role == "stream" and "stream" not in SPEECHES[family].status:
        assert PlainExemplars(family).answer(role, JobStatus.RUNNING, "j1") is None
        return

    for state in JobStatus:
        answer = told(family, role, state)
        document = answer.document() if answer.status < 400 else answer.document()["error"]
        text = answer.body.decode()
        schema = f"{family}/{SCHEMAS[role]}" if answer.status < 400 else "ibmq/error-report"
        if role in {"logs", "result"} and document is None:
            document = text
        assert faults(document, schema) == [], (role, state)


@pytest.mark.parametrize("family", FAMILIES)
def test_a_plain_service_knows_its_roles_alone(family: str) -> None:
    """A role that a family does not have gets no answer."""
    assert PlainExemplars(family).answer("horoscope", JobStatus.DONE, "j1") is None


@pytest.mark.parametrize("family", FAMILIES)
def test_a_speech_agrees_with_the_dialect(family: str) -> None:
    """Words, pointers and roles of a speech are those of the dialect that the specification gives as an example."""
    dialect, speech = examples("dialect", "good")[family], SPEECHES[family]
    roles = {route["role"] for route in dialect["route"]} - {"setup"}

    assert speech.words == dialect["status"]["words"]
    assert set(speech.roles) >= roles
    assert set(speech.roles) - roles <= {"stream"}
    for route in dialect["route"]:
        if route["role"] in speech.status:
            assert speech.status[route["role"]] == route.get("status", dialect["status"]["pointer"])


@pytest.mark.parametrize(("family", "state"), list(product(FAMILIES, JobStatus)))
def test_the_word_for_a_state_means_that_state(family: str, state: JobStatus) -> None:
    """A state that a service has words for is said with one that means it, and not with that of a job that ran too long."""
    speech = SPEECHES[family]
    if state not in speech.words.values():
        return

    word = speech.word_of(state.value)

    assert speech.words[word] is state
    assert speech.state_of(state.value) is speech.state_of(word) is speech.state_of(word.lower()) is state
    assert word != "CANCELLED - RAN TOO LONG"


@pytest.mark.parametrize("family", FAMILIES)
def test_fields_that_are_always_there_are(family: str) -> None:
    """Every field that a speech calls required, optional or nullable stands in some plain answer, so that it can be struck."""
    speech = SPEECHES[family]
    for fields in (speech.required, speech.optional, speech.nullable):
        for role, pointers in fields.items():
            for pointer in pointers:
                answers = [told(family, role, state) for state in JobStatus]
                present = [find(each.document(), pointer) is not ABSENT for each in answers]
                assert any(present), (role, pointer)


@pytest.mark.parametrize(("family", "expected"), [("runtime", "CANCELLED - RAN TOO LONG"), ("runtime-v2", "CANCELLED")])
def test_a_job_that_ran_too_long_is_said_in_the_way_of_its_family(family: str, expected: str) -> None:
    """The word is the family's, with the reason code 1305 where it has one, and it means ERROR."""
    exemplars = PlainExemplars(family)
    speech = exemplars.speech

    answer = worded(exemplars, speech, "job", TOO_LONG, "j1")

    assert answer is not None
    assert find(answer.document(), speech.status["job"]) == expected
    assert find(answer.document(), "/state/reasonCode") == (1305 if family == "runtime-v2" else ABSENT)
    assert speech.state_of(TOO_LONG) is JobStatus.ERROR


def test_a_word_of_the_future_is_said_in_the_answer_of_a_running_job() -> None:
    """Only the word differs from what a running job is answered."""
    exemplars = PlainExemplars("ibmq")

    future = worded(exemplars, exemplars.speech, "status", "PAUSED", "j1")
    running = told("ibmq", "status", JobStatus.RUNNING)

    assert future is not None
    assert future.document() == {**running.document(), "status": "PAUSED"}


def test_a_role_that_tells_no_word_is_answered_as_it_is() -> None:
    """A word of the future changes nothing in the answers that hold no status word, and a role without answer stays so."""
    exemplars = PlainExemplars("runtime")

    assert worded(exemplars, exemplars.speech, "logs", "PAUSED", "j1") == told("runtime", "logs", JobStatus.RUNNING)
    assert worded(exemplars, exemplars.speech, "horoscope", "PAUSED", "j1") is None


def test_a_state_that_a_service_has_no_word_for_is_said_by_its_name() -> None:
    """`word_of` leaves alone what it cannot translate, and what is a word already."""
    speech = SPEECHES["runtime"]

    assert [speech.word_of(each) for each in ("VALIDATING", "PAUSED", "FAILED")] == ["VALIDATING", "PAUSED", "FAILED"]


def test_a_job_that_ran_too_long_needs_a_way_to_say_it() -> None:
    """A family without such a way says the name itself."""
    speech: Speech = SPEECHES["ibmq"]

    assert speech.word_of(TOO_LONG) == TOO_LONG
