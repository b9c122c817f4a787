"""Exemplars: one recorded answer for each role and state, moved to the job at hand, and what is missing by name."""

from __future__ import annotations

import json
from typing import Any

import pytest
from tests.conformance.recordings.made import dialect, interaction, polled, recording, v2

from qjobspec import JobStatus
from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.recordings.exemplars import Exemplars, Kind
from qjobspec_conformance.recordings.recording import SYNTHESISED
from qjobspec_conformance.recordings.roles import Role
from qjobspec_conformance.recordings.scenarios import REFUSED, UNKNOWN_WORD, scenario

V2 = dialects.bundled("runtime-v2")
SERVER = {"from": "a document", "when": "2026-03-02T08:15:00Z", "scenario": "x"}


def life(*after: dict[str, Any]) -> Exemplars:
    """The exemplars of a job that is submitted, waits, runs and succeeds, and of what is asked after that."""
    return Exemplars.of(
        [
            recording(
                interaction("GET", "/backends", {"devices": []}),
                interaction("POST", "/jobs", {"id": "j-1", "backend": "b"}, asked={"program_id": "sampler"}),
                polled("j-1", "Queued"),
                polled("j-1", "Running"),
                interaction("GET", "/jobs/j-1/results", "too early", 404),
                polled("j-1", "Completed"),
                interaction("GET", "/jobs/j-1/results", {"results": []}),
                *after,
            )
        ],
        V2,
    )


@pytest.mark.parametrize("state", [JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE])
def test_a_status_is_answered_as_it_was_recorded(state: JobStatus) -> None:
    """In each state that was seen, about the job at hand."""
    answer = life().answer("status", state, "mine")

    assert answer is not None
    assert answer.document["id"] == "mine"
    assert V2.state_of(answer.document["state"]["status"]) is state


@pytest.mark.parametrize(
    ("role", "state"),
    [
        ("status", JobStatus.ERROR),
        ("job", JobStatus.DONE),
        ("result", JobStatus.QUEUED),
        ("result", JobStatus.CANCELLED),
        ("logs", JobStatus.DONE),
        ("stream", JobStatus.DONE),
        ("setup", JobStatus.DONE),
        ("cancel", JobStatus.QUEUED),
        ("unheard-of", JobStatus.DONE),
    ],
)
def test_what_no_recording_shows_is_not_answered(role: str, state: JobStatus) -> None:
    """Nothing is made up."""
    assert life().answer(role, state, "mine") is None


def test_a_submission_is_answered_in_any_state() -> None:
    """Whoever submits has no job yet."""
    answer = life().answer("submit", JobStatus.RUNNING, "mine")

    assert answer is not None
    assert answer.body == b'{"id": "mine", "backend": "b"}'


def test_a_result_that_is_not_there_is_answered_as_it_was_then() -> None:
    """While the job ran the server said 404; and nobody knows what it says of a job that waits."""
    running, done = (life().answer("result", state, "mine") for state in (JobStatus.RUNNING, JobStatus.DONE))

    assert running is not None
    assert done is not None
    assert (running.code, running.body, done.body) == (404, b"too early", b'{"results": []}')


@pytest.mark.parametrize("code", [401, 403, 429, 503])
def test_a_fault_that_passes_is_no_answer_of_a_state(code: int) -> None:
    """It says nothing of the job; it can be asked for as a fault."""
    exemplars = Exemplars.of([recording(polled("1", "Running"), interaction("GET", "/jobs/1/results", "no", code))], V2)

    refusal = exemplars.refusal("result", str(code), "mine")

    assert exemplars.answer("result", JobStatus.RUNNING, "mine") is None
    assert exemplars.faults("result") == (str(code),)
    assert refusal is not None
    assert refusal.code == code


def test_what_is_recorded_of_a_failed_job_is_its_result() -> None:
    """Some servers tell in the result why a job failed."""
    exemplars = Exemplars.of(
        [recording(polled("1", "Failed"), interaction("GET", "/jobs/1/results", "no measurements"))], V2
    )

    answer = exemplars.answer("result", JobStatus.ERROR, "1")

    assert answer is not None
    assert answer.body == b"no measurements"
    assert exemplars.answer("result", JobStatus.DONE, "1") is None


def test_a_result_that_comes_shows_that_the_job_is_done() -> None:
    """Though the last that was said of it is that it runs."""
    exemplars = Exemplars.of([recording(polled("1", "Running"), interaction("GET", "/jobs/1/results", "early"))], V2)

    assert exemplars.answer("result", JobStatus.RUNNING, "1") is None
    assert exemplars.answer("result", JobStatus.DONE, "1") is not None


def test_a_cancellation_is_answered_alike_before_the_end_and_refused_after_it() -> None:
    """The state in which it was recorded comes first, and the refusal belongs to every final state."""
    cancel = "/jobs/{}/cancel"
    exemplars = Exemplars.of(
        [
            recording(
                polled("1", "Running"),
                interaction("POST", cancel.format(1), code=204),
                polled("1", "Cancelled"),
                interaction("POST", cancel.format(1), "it has ended", 409),
            )
        ],
        V2,
    )

    for state in (JobStatus.INITIALIZING, JobStatus.QUEUED, JobStatus.RUNNING):
        answer = exemplars.answer("cancel", state, "2")
        assert answer is not None
        assert answer.code == 204
    for state in (JobStatus.DONE, JobStatus.ERROR, JobStatus.CANCELLED):
        answer = exemplars.answer("cancel", state, "2")
        assert answer is not None
        assert (answer.code, answer.body) == (409, b"it has ended")
    assert exemplars.refusal("cancel", REFUSED, "2") is not None
    assert exemplars.refusal("cancelled", REFUSED, "2") is None


def test_a_server_that_takes_every_cancellation_does_so_after_the_end() -> None:
    """Then that is what it answers, if it was recorded."""
    exemplars = Exemplars.of([recording(polled("1", "Completed"), interaction("POST", "/jobs/1/cancel", code=204))], V2)

    answer = exemplars.answer("cancel", JobStatus.ERROR, "2")

    assert answer is not None
    assert answer.code == 204
    assert exemplars.answer("cancel", JobStatus.RUNNING, "2") is None


@pytest.mark.parametrize(
    ("role", "method", "path"), [("tags", "PUT", "tags"), ("logs", "GET", "logs"), ("metrics", "GET", "metrics")]
)
def test_what_does_not_depend_on_the_state_is_answered_in_every_one(role: str, method: str, path: str) -> None:
    """As it was recorded in this state, or else in another."""
    exemplars = Exemplars.of(
        [
            recording(
                interaction(method, f"/jobs/1/{path}", "unknown"),
                polled("1", "Running"),
                interaction(method, f"/jobs/1/{path}", "running"),
            )
        ],
        V2,
    )

    answers = {state: exemplars.answer(role, state, "2") for state in JobStatus}

    assert {state: answer.body for state, answer in answers.items() if answer} == {
        state: b"running" if state is JobStatus.RUNNING else b"unknown" for state in JobStatus
    }


def test_what_was_recorded_comes_before_what_was_written_from_a_document() -> None:
    """And of two alike, the first."""

    def told(job: str, **more: Any) -> Any:
        return recording(polled(job, "Running"), **more)

    synthesised = {"kind": SYNTHESISED, **SERVER}
    recorded = {"kind": "recorded", **SERVER, "client": {"name": "c", "version": "1"}}
    found = Exemplars.of([told("a", provenance=synthesised), told("b", provenance=recorded), told("c")], V2).found

    step = found[Kind(Role.STATUS, JobStatus.RUNNING)]
    assert step.job_id == "b"
    assert told("b", provenance=recorded).provenance.client == ("c", "1")


def test_a_word_that_nobody_knows_is_an_exemplar_of_its_own() -> None:
    """So that what a class does with it can be shown; a status without a word is nothing."""
    exemplars = Exemplars.of(
        [recording(polled("1", "Paused"), interaction("GET", "/jobs/1?exclude_params=true", {"id": "1"}))], V2
    )

    answer = exemplars.refusal("status", UNKNOWN_WORD, "2")

    assert answer is not None
    assert answer.document["state"]["status"] == "Paused"
    assert len(exemplars.found) == 1


def test_a_stream_has_no_exemplar() -> None:
    """A cassette holds no messages."""
    exemplars = Exemplars.of(
        [recording(interaction("GET", "wss://runtime-us-east.quantum-computing.ibm.com/stream/jobs/1", code=101))],
        dialects.bundled("runtime"),
    )

    assert exemplars.found == {}


def test_what_is_missing_is_named_with_the_scenario_that_records_it() -> None:
    """Each once, with a sentence and a command."""
    missing = {str(each.kind): each.told("HARNESS") for each in life().missing()}

    assert "status in RUNNING" not in missing
    assert missing["status in ERROR"] == (
        "status in ERROR: no recording shows it; record a job that fails while it runs: qjobspec record HARNESS --scenario failed"
    )
    assert missing["cancel answered with refused"].endswith("--scenario cancel-refused")
    assert missing["logs answered with 404"].endswith("--scenario no-logs")
    assert missing["logs in DONE"].endswith("--scenario done")
    assert not any(each.startswith(("setup", "stream")) for each in missing)


def test_what_is_wanted_can_be_said() -> None:
    """Of these, only what no recording shows."""
    (missing,) = life().missing([Kind(Role.STATUS, JobStatus.DONE), Kind(Role.RESULT, None, "410")])

    assert missing.scenario.name == "result-410"


def test_a_dialect_without_cancellation_misses_none() -> None:
    """Only what its routes can play is wanted, and only in states for which it has a word."""
    missing = {str(each.kind) for each in Exemplars.of([], dialect()).missing()}
    words = {"Waiting": "QUEUED", "Done": "DONE"}
    status = {"pointer": "/status", "case-sensitive": True, "unknown": "refuse", "words": words}
    interim = {"role": "interim-results", "method": "GET", "path": "/jobs/{job_id}/interim"}

    assert len(Exemplars.of([], dialect(interim, status=status)).missing()) == 2

    assert missing == {"job in QUEUED", "job in RUNNING", "job in DONE", "job in ERROR"}


@pytest.mark.parametrize(
    ("role", "state", "fault", "name"),
    [
        (Role.SUBMIT, JobStatus.INITIALIZING, None, "done"),
        (Role.SETUP, None, None, "done"),
        (Role.CANCEL, JobStatus.RUNNING, None, "cancelled-running"),
        (Role.CANCEL, JobStatus.DONE, None, "cancel-refused"),
        (Role.RESULT, JobStatus.DONE, None, "done"),
        (Role.QUEUE, JobStatus.QUEUED, None, "queued"),
        (Role.INTERIM_RESULTS, JobStatus.RUNNING, None, "interim"),
        (Role.STATUS, None, "503", "status-503"),
    ],
)
def test_each_kind_of_answer_has_a_scenario(role: Role, state: JobStatus | None, fault: str | None, name: str) -> None:
    """The name is what the command line is given."""
    assert scenario(role, state, fault).name == name
    assert scenario(role, state, fault).sentence.startswith("a job ")


def test_answers_are_json_as_they_were_written() -> None:
    """Nothing is written anew: blanks and the order of names stay."""
    odd = '{ "state":{"status":"Running"},\n\t"id" : "j-1","n":1.0 ,"é":"\\u00e9"}'
    exemplars = Exemplars.of([recording(interaction("GET", "/jobs/j-1?exclude_params=true", odd))], V2)

    answer = exemplars.answer("status", JobStatus.RUNNING, "mine")

    assert answer is not None
    assert answer.body.decode() == odd.replace('"j-1"', '"mine"')
    assert json.loads(answer.body) == {**json.loads(odd), "id": "mine"}
    assert v2("1", "Running")["id"] == "1"
