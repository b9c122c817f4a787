"""Each row of the table does what it says, to every answer of every documented service."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.services import (
    PERTURBATIONS,
    TOO_LONG,
    Answer,
    Cancellation,
    ClockStep,
    Comes,
    Context,
    Frame,
    Frames,
    Goes,
    Phase,
    Place,
    PlainExemplars,
    Plot,
    Refusal,
    Reply,
    Results,
    plot_document,
    plot_of,
)
from qjobspec_conformance.services.changes import CHANGEABLE, changed
from qjobspec_conformance.services.pointers import ABSENT, find
from qjobspec_conformance.services.words import worded

FRAMES = Frames((Frame("first"), Frame("second", 1.0), Frame("third", 2.0)), 1000, delay=3.0)


@dataclass(frozen=True)
class Case:
    """One blow: what there was, what it knew, and what it made of it."""

    before: Reply
    after: Reply
    context: Context
    given: dict[str, Any]

    @property
    def answers(self) -> tuple[Answer, Answer]:
        assert isinstance(self.before, Answer)
        assert isinstance(self.after, Answer)
        return self.before, self.after

    @property
    def frames(self) -> Frames:
        assert isinstance(self.after, Frames)
        return self.after

    @property
    def documents(self) -> tuple[Any, Any]:
        before, after = self.answers
        return before.document(), after.document()


def cases(name: str) -> Iterator[Case]:
    """Every blow of the row: each service, role, state and parameters, as far as it changes anything."""
    row = PERTURBATIONS[name]
    for family in ("ibmq", "runtime", "runtime-v2"):
        exemplars = PlainExemplars(family)
        speech = exemplars.speech
        for role in row.strikes(speech):
            for state in JobStatus:
                shows = lambda says, role=role, exemplars=exemplars: worded(exemplars, exemplars.speech, role, says, "j")
                context = Context(speech, role, state.value, ("RUNNING", "QUEUED"), shows("INITIALIZING"), shows)
                before: Reply | None = FRAMES if role == "stream" else exemplars.answer(role, state, "j")
                assert before is not None
                if isinstance(before, Answer) and role in CHANGEABLE:
                    before = changed(before, {"name": "new", "tags": ["new"]})
                for parameters in row.few(speech, role):
                    given = dict(parameters)
                    if isinstance(before, Frames):
                        after = row.frames(before, context, given) if row.frames else before
                    else:
                        after = row.answers(before, context, given) if row.answers else before
                    if after != before:
                        yield Case(before, after, context, given)


def refuses(kind: str) -> Callable[[Case], bool]:
    """That there is no answer, in this way."""
    return lambda case: case.after == Refusal(kind)  # type: ignore[arg-type]


def has_status(case: Case) -> bool:
    """That the answer has the HTTP status given."""
    assert isinstance(case.after, Answer)
    return case.after.status == case.given["status"]


def is_a_report(case: Case) -> bool:
    """That the answer refuses with a report that the schemas of all families allow."""
    assert isinstance(case.after, Answer)
    refusal = case.after.document()
    return (
        has_status(case)
        and faults(refusal["error"], "ibmq/error-report") == []
        and faults(refusal, "runtime-v2/error-report") == []
    )


def is_a_page(case: Case) -> bool:
    """That the answer refuses with a page."""
    assert isinstance(case.after, Answer)
    return has_status(case) and case.after.header("content-type") == "text/html" and case.after.document() is None


def word(case: Case) -> Any:
    """The status word after the blow."""
    return find(case.documents[1], case.context.speech.status[case.context.role])


def only_changes(case: Case, pointer: str) -> bool:
    """Whether the two documents are the same but for the field."""
    first = pointer.split("/")[1]
    before, after = ({key: value for key, value in each.items() if key != first} for each in case.documents)
    return before == after


def same_moment(case: Case, pointer: str) -> bool:
    """Whether a moment is told in the time zone given, and is the same; or is not told at all."""
    before, after = (find(document, pointer) for document in case.documents)
    if not isinstance(before, str):
        return after == before
    return after.endswith(case.given["offset"]) and datetime.fromisoformat(before) == datetime.fromisoformat(after)


def is_stale(case: Case) -> bool:
    """That the answer is what the service said before."""
    return case.after == case.context.shows("QUEUED" if case.context.says != "QUEUED" else "RUNNING")


#: What each row that strikes makes of an answer.
DOES: dict[str, Callable[[Case], bool]] = {
    "connection-refused": refuses("refused"),
    "dns-failure": refuses("dns"),
    "connect-timeout": refuses("connect-timeout"),
    "tls-failure": refuses("tls"),
    "connection-reset": refuses("reset"),
    "connection-closed": refuses("eof"),
    "read-timeout": refuses("silence"),
    "server-error": is_a_report,
    "gateway-error": is_a_page,
    "too-many-requests": lambda case: (
        isinstance(case.after, Answer) and (case.after.status, case.after.header("Retry-After")) == (429, None)
    ),
    "too-many-requests-until": lambda case: (
        isinstance(case.after, Answer)
        and (case.after.status, case.after.header("Retry-After")) == (429, str(case.given["seconds"]))
    ),
    "unauthorised": is_a_report,
    "not-found": is_a_report,
    "conflict-on-cancel": lambda case: is_a_report(case) and case.context.role == "cancel",
    "too-many-jobs": lambda case: (
        isinstance(case.after, Answer) and (case.after.status, case.after.document()["error"]["code"]) == (400, 3458)
    ),
    "slow-answer": lambda case: (
        case.answers[1].delay == case.given["seconds"] and case.answers[1].body == case.answers[0].body
    ),
    "dripping-body": lambda case: (
        sum(size for size, _ in case.answers[1].parts) == len(case.answers[0].body)
        and len(case.answers[1].parts) <= case.given["pieces"]
        and {wait for _, wait in case.answers[1].parts} == {case.given["seconds"]}
    ),
    "stalled-body": lambda case: case.answers[1].then == "hang" and case.answers[1].cut == len(case.answers[0].body) // 2,
    "truncated-body": lambda case: (
        case.answers[1].then == case.given["ends"] and case.answers[1].cut == len(case.answers[0].body) // 2
    ),
    "invalid-json": lambda case: case.documents[1] is None and case.answers[1].status == case.answers[0].status,
    "empty-body": lambda case: (case.answers[1].body, case.answers[1].header("content-length")) == (b"", "0"),
    "wrong-type": lambda case: (
        find(case.documents[1], case.given["field"]) == case.given["value"]
        and type(find(case.documents[0], case.given["field"])) is not type(case.given["value"])
    ),
    "missing-field": lambda case: (
        find(case.documents[1], case.given["field"]) is ABSENT and only_changes(case, case.given["field"])
    ),
    "absent-optional-field": lambda case: (
        find(case.documents[1], case.given["field"]) is ABSENT and only_changes(case, case.given["field"])
    ),
    "null-optional-field": lambda case: (
        find(case.documents[1], case.given["field"]) is None and only_changes(case, case.given["field"])
    ),
    "extra-field": lambda case: len(case.documents[1]) == len(case.documents[0]) + 1,
    "unknown-word": lambda case: word(case) == case.given["word"] and case.context.speech.state_of(word(case)) is None,
    "other-case-word": lambda case: (
        word(case).upper() == find(case.documents[0], case.context.speech.status[case.context.role])
        and not word(case).isupper()
    ),
    "other-time-zone": lambda case: (
        case.documents[0] != case.documents[1]
        and all(same_moment(case, pointer) for pointer in case.context.speech.moments[case.context.role])
    ),
    "change-not-made": lambda case: case.after == case.context.shows(case.context.says),
    "repeated-poll": lambda case: case.after == case.context.last,
    "stale-re-read": is_stale,
    "out-of-order-state": lambda case: case.after == case.context.shows(case.given["says"]),
    "result-fetch-fails": is_a_report,
    "result-like-a-message": lambda case: (
        case.answers[1].body.decode() == case.given["body"] and case.documents[1] is not None
    ),
    "result-like-nothing": lambda case: case.answers[1].body.decode() == case.given["body"] and not case.documents[1],
    "stream-drop": lambda case: (
        case.frames.messages == FRAMES.messages[: case.given["after"]] and case.frames.code == (case.given["code"] or None)
    ),
    "stream-silent": lambda case: (
        case.frames.messages == FRAMES.messages[: case.given["after"]] and case.frames.then == "hang"
    ),
    "replayed-messages": lambda case: (
        case.frames.messages == FRAMES.messages[: case.given["after"]] and case.frames.code is None
    ),
    "duplicate-final-message": lambda case: (
        [frame.text for frame in case.frames.messages] == ["first", "second", "third", "third"]
    ),
    "message-like-a-command": lambda case: (
        case.frames.messages[case.given["after"]] == Frame(case.given["body"]) and len(case.frames.messages) == 4
    ),
    "unreadable-message": lambda case: (
        case.frames.messages[case.given["after"]] == Frame(case.given["body"]) and len(case.frames.messages) == 4
    ),
}

#: What each row that bends makes of the plain plot, with the first of its parameters.
BENDS: dict[str, Plot] = {
    "longer-queue": Plot(phases=(Phase("QUEUED", 62.0), Phase("RUNNING", 4.0))),
    "skipped-state": Plot(phases=(Phase("RUNNING", 4.0),)),
    "final-state-overwritten": Plot(afterwards=(Phase("RUNNING", 2.0),)),
    "slow-service": Plot(latency=2.0),
    "queue-moves": Plot(queue=(Place(1.0, 1),)),
    "partial-result": Plot(results=Results(Comes.PARTLY)),
    "late-result": Plot(results=Results(Comes.LATER, 1)),
    "result-consumed-once": Plot(results=Results(Comes.ONCE)),
    "result-expires": Plot(results=Results(Comes.EXPIRES, 0, 1.0)),
    "cancel-refused": Plot(cancellation=Cancellation(Goes.REFUSED)),
    "cancel-ignored": Plot(cancellation=Cancellation(Goes.IGNORED)),
    "cancel-takes-time": Plot(cancellation=Cancellation(Goes.ACCEPTED, 2.0)),
    "late-completed": Plot(cancellation=Cancellation(Goes.LATE, 2.0)),
    "cancel-races": Plot(cancellation=Cancellation(Goes.RACING)),
    "clock-step": Plot(clock=(ClockStep(1.0, 3600.0),)),
}


def test_every_row_is_tested() -> None:
    """No row of the table is without its sentence here."""
    assert DOES.keys() | BENDS.keys() == PERTURBATIONS.keys()


@pytest.mark.parametrize("name", DOES)
def test_a_row_does_what_it_says(name: str) -> None:
    """Whatever it strikes, with each of its few parameters, the answer is changed as the row says, and some answer is."""
    found = list(cases(name))

    assert found
    assert [case for case in found if not DOES[name](case)] == []


@pytest.mark.parametrize("name", BENDS)
def test_a_row_bends_the_plot_as_it_says(name: str) -> None:
    """The first of its few parameters makes this of the plain plot."""
    row = PERTURBATIONS[name]
    assert row.bends is not None
    speech = PlainExemplars("ibmq").speech

    bent = row.bends(Plot(), dict(next(row.few(speech, row.strikes(speech)[0]))))

    assert bent == BENDS[name]


@pytest.mark.parametrize("name", BENDS)
def test_a_row_bends_any_plot(name: str) -> None:
    """A plot without phases, or one that says already what the row would say, is bent into a plot too."""
    row, speech = PERTURBATIONS[name], PlainExemplars("ibmq").speech
    assert row.bends is not None

    for plot in (Plot(phases=()), Plot(outcome="ERROR"), BENDS[name]):
        for parameters in row.few(speech, row.strikes(speech)[0]):
            bent = row.bends(plot, dict(parameters))

            assert plot_of(plot_document(bent)) == bent


@pytest.mark.parametrize("name", DOES)
def test_a_blow_is_a_function(name: str) -> None:
    """The same answer, struck twice, is changed in the same way, and what was struck is as it was."""
    first, second = ([(case.before, case.after) for case in cases(name)] for _ in range(2))

    assert first == second


@pytest.mark.parametrize("name", ["null-optional-field", "absent-optional-field", "extra-field"])
def test_what_a_service_may_leave_out_it_leaves_out_validly(name: str) -> None:
    """What RESILIENCE-8 speaks of is within the schema: the body stays valid."""
    wrong = [
        (case.context.speech.name, case.context.role, case.given, found)
        for case in cases(name)
        if (found := faults(case.documents[1], schema_of(case.context))) and case.after.status == 200  # type: ignore[union-attr]
    ]

    assert wrong == []


@pytest.mark.parametrize("name", ["wrong-type", "missing-field", "extra-field", "unknown-word", "other-case-word"])
def test_messages_are_struck_like_answers(name: str) -> None:
    """What makes of an answer another makes of each message of a stream the same, but for the greeting and its moment."""
    exemplars, row = PlainExemplars("ibmq"), PERTURBATIONS[name]
    told = [exemplars.answer("stream", state, "j") for state in JobStatus]
    bodies = [answer.body for answer in told if answer]
    context = Context(exemplars.speech, "stream", "RUNNING")
    assert row.frames is not None
    assert row.answers is not None

    for parameters in row.few(exemplars.speech, "stream"):
        after = row.frames(Frames(tuple(Frame(body.decode(), 2.0) for body in bodies)), context, dict(parameters))

        alone = [row.answers(Answer(body=body), context, dict(parameters)) for body in bodies]
        assert isinstance(after, Frames)
        assert [frame.text.encode() for frame in after.messages] == [each.body for each in alone if isinstance(each, Answer)]
        assert {frame.delay for frame in after.messages} == {2.0}
        assert any(frame.text.encode() != body for frame, body in zip(after.messages, bodies, strict=True))


@pytest.mark.parametrize("name", ["missing-field", "absent-optional-field", "null-optional-field"])
def test_what_says_that_a_job_ran_too_long_is_never_left_out(name: str) -> None:
    """Without its reason a runtime's job that ran too long would be one that was cancelled, which is another story."""
    exemplars = PlainExemplars("runtime-v2")
    before = worded(exemplars, exemplars.speech, "job", TOO_LONG, "j")
    blow = PERTURBATIONS[name].answers
    assert before is not None
    assert blow is not None

    after = [
        blow(before, Context(exemplars.speech, "job", says), {"field": "/state/reason"}) for says in (TOO_LONG, "CANCELLED")
    ]

    assert [reply == before for reply in after] == [True, False]


@pytest.mark.parametrize("name", ["missing-field", "wrong-type"])
def test_what_a_service_must_not_say_breaks_its_schema(name: str) -> None:
    """What RESILIENCE-1 calls unreadable is outside of the schema, but for the words of a result."""
    valid = [
        (case.context.speech.name, case.context.role, case.given)
        for case in cases(name)
        if not faults(case.documents[1], schema_of(case.context))
    ]

    assert valid == []


def schema_of(context: Context) -> str:
    """The schema of the body of an answer."""
    names = {
        "submit": "submit-reply",
        "status": "status-reply",
        "job": "job-record",
        "result-url": "download-url",
        "result-download": "result-envelope",
        "result": "result-envelope",
        "cancel": "cancel-reply",
        "name": "name-reply",
        "properties": "properties-reply",
        "metrics": "metrics",
        "interim-results": "interim-results",
        "logs": "logs-reply",
        "result-acknowledge": "properties-reply",
    }
    return f"{context.speech.name}/{names[context.role]}"


def test_a_body_keeps_its_length_header() -> None:
    """The Content-Length of every struck answer is the length of its body, so that only what is said to be cut is cut."""
    for name in DOES:
        for case in cases(name):
            if isinstance(case.after, Answer) and case.after.body:
                assert case.after.header("Content-Length") == str(len(case.after.body))


def test_a_blow_needs_no_json() -> None:
    """A body that is no JSON can be struck by every row: it is left alone where nothing can be changed."""
    context = Context(PlainExemplars("runtime").speech, "job", "RUNNING")
    speech = context.speech

    for row in PERTURBATIONS.values():
        if row.answers is not None and "job" in row.strikes(speech):
            for parameters in row.few(speech, "job"):
                assert row.answers(Answer(body=b"\xff<"), context, dict(parameters))


def test_frames_of_none_are_left_alone() -> None:
    """There is no last message to repeat where there is none."""
    row = PERTURBATIONS["duplicate-final-message"]
    assert row.frames is not None

    assert row.frames(Frames(), Context(PlainExemplars("ibmq").speech, "stream", "RUNNING"), {}) == Frames()


def test_documents_are_json() -> None:
    """The parameters that are tried one by one can be written down."""
    for row in PERTURBATIONS.values():
        for family in ("ibmq", "runtime", "runtime-v2"):
            speech = PlainExemplars(family).speech
            for role in row.strikes(speech):
                assert json.dumps([dict(each) for each in row.few(speech, role)], allow_nan=False)
