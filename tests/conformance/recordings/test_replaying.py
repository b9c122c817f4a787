"""Following, set-up and tapes: what a recording tells over time, and how it is given again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.campaigns.corpus import written
from tests.conformance.recordings.made import BASE, cassette, dialect, interaction, polled, recording

from qjobspec import JobStatus
from qjobspec_conformance.recordings import dialects
from qjobspec_conformance.recordings.exchanges import Request
from qjobspec_conformance.recordings.exemplars import Exemplars
from qjobspec_conformance.recordings.following import follow
from qjobspec_conformance.recordings.reading import ProblemsError, read
from qjobspec_conformance.recordings.recording import Provenance

V2 = dialects.bundled("runtime-v2")
IBMQ = dialects.bundled("ibmq")
PATH = "/api/Network/h/Groups/g/Projects/p"
RESULT = "https://storage.example/bucket/{}?X-Amz-Date={}"


def test_each_exchange_is_about_a_job_in_a_state() -> None:
    """What was last said of it counts before, and what the answer says after."""
    tape = recording(
        interaction("GET", "/unheard-of"),
        polled("a", "Queued"),
        polled("b", "Running"),
        polled("a", "Completed"),
        polled("a", "Paused"),
    ).as_tape(V2)

    assert [(step.job_id, step.before, step.told, step.state) for step in tape.steps] == [
        (None, None, None, None),
        ("a", None, JobStatus.QUEUED, JobStatus.QUEUED),
        ("b", None, JobStatus.RUNNING, JobStatus.RUNNING),
        ("a", JobStatus.QUEUED, JobStatus.DONE, JobStatus.DONE),
        ("a", JobStatus.DONE, None, JobStatus.DONE),
    ]
    assert tape.steps[0].role is None
    assert tape.jobs == ("a", "b")
    assert [step.exchange.number for step in tape.about("a")] == [1, 3, 4]
    assert [step.exchange.number for step in tape.shared] == [0]


def test_a_download_belongs_to_the_job_whose_answer_told_its_address() -> None:
    """Whatever is volatile in the address, and however many jobs there are."""
    steps = recording(
        *(interaction("GET", f"{PATH}/Jobs/{job}/status/v/1", {"id": job, "status": "COMPLETED"}) for job in "ab"),
        *(interaction("GET", f"{PATH}/Jobs/{job}/resultDownloadUrl", {"url": RESULT.format(job, 1)}) for job in "ab"),
        interaction("GET", f"{PATH}/Jobs/a/resultDownloadUrl", {"url": 7}),
        interaction("GET", f"{PATH}/Jobs/a/resultDownloadUrl", {"url": "no address"}),
        interaction("GET", RESULT.format("b", 2)),
        interaction("GET", RESULT.format("a", 3)),
        interaction("GET", RESULT.format("c", 3)),
    ).as_tape(IBMQ)

    assert [step.job_id for step in steps.steps][6:] == ["b", "a", None]


def test_what_names_no_job_is_about_the_only_one() -> None:
    """If there is but one; a name or a cancellation is not guessed at."""
    steps = list(
        follow(
            recording(
                interaction("GET", RESULT.format("x", 1)),
                interaction("GET", f"{PATH}/Jobs/a/status/v/1", {"id": "a", "status": "COMPLETED"}),
                interaction("GET", RESULT.format("x", 1)),
                interaction("POST", f"{PATH}/Jobs", {}),
            ).exchanges,
            IBMQ,
        )
    )

    assert [step.job_id for step in steps] == [None, "a", "a", None]


def test_a_tape_is_the_recording_word_for_word(tmp_path: Path) -> None:
    """Bytes, order, and headers as they came."""
    odd = '{"id" : "a","state":{"status":"Queued"} }'
    file = tmp_path / "a.yaml"
    file.write_text(
        written(cassette(interaction("GET", "/jobs/a", odd, told={"X-b": ["1", "2"]}), polled("a", "Completed")), ".yaml")
    )

    first, _ = read(file).as_tape(V2).steps

    assert first.exchange.response.body == odd.encode()
    assert first.exchange.response.headers == (("X-b", "1"), ("X-b", "2"))


# -- set-up


def setup(*interactions: dict[str, Any], spoken: Any = V2) -> Any:
    """The set-up of a recording."""
    return Exemplars.of([recording(*interactions)], spoken).setup


def test_set_up_is_answered_as_it_was_the_first_time_and_the_next() -> None:
    """After the last recorded answer that one is given again, if the exchange repeats."""
    found = setup(interaction("GET", "/backends", "one"), polled("a", "Queued"), interaction("GET", "/backends", "two"))

    answers = [found.answer(Request("GET", f"{BASE}/backends"), before) for before in range(4)]

    assert [answer.body for answer in answers] == [b"one", b"two", b"two", b"two"]


def test_what_does_not_repeat_is_answered_once() -> None:
    """A job cannot be deleted twice."""
    found = setup(interaction("DELETE", "/jobs/a", code=204))
    request = Request("DELETE", f"{BASE}/jobs/b")

    assert found.answer(request).code == 204
    assert found.answer(request, 1) is None


@pytest.mark.parametrize(
    "request_",
    [
        Request("GET", f"{BASE}/jobs/a"),
        Request("GET", f"{BASE}/nothing"),
        Request("GET", f"{BASE}/backends/x/y"),
        Request("GET", f"{BASE}/backends?a=2"),
    ],
)
def test_what_is_no_set_up_or_was_never_asked_is_not_answered(request_: Request) -> None:
    """Another path or another parameter is another question."""
    assert setup(interaction("GET", "/backends?a=1", "one")).answer(request_) is None


def test_a_question_is_the_same_whatever_is_volatile_and_whoever_asks() -> None:
    """Order of parameters, volatile ones, and the id of the job are left aside; the answer is about the job that asks."""
    spoken = dialect(
        {"role": "setup", "method": "GET", "path": "/where/{job_id}", "repeats": True, "address": "/to"},
        volatile={"query": ["when"]},
    )
    told = {"id": "a", "to": f"{BASE}/jobs/a"}
    found = setup(
        interaction("GET", "/where/a?x=1&y=2&when=3", told),
        interaction("GET", "/where/b?x=1&y=2", {"id": "late"}),
        spoken=spoken,
    )

    answer = found.answer(Request("GET", f"{BASE}/where/n?when=9&y=2&x=1"), 5)

    assert answer.document == {"id": "n", "to": f"{BASE}/jobs/n"}


def test_of_several_recordings_the_first_that_asked_counts() -> None:
    """Another one adds what the first has not."""
    both = [
        recording(interaction("GET", "/backends", "one")),
        recording(interaction("GET", "/backends", "two"), interaction("GET", "/jobs", "list")),
    ]

    found = Exemplars.of(both, V2).setup

    assert found.answer(Request("GET", f"{BASE}/backends"), 1).body == b"one"  # type: ignore[union-attr]
    assert found.answer(Request("GET", f"{BASE}/jobs")).body == b"list"  # type: ignore[union-attr]


# -- reading


def test_a_recording_tells_where_it_comes_from() -> None:
    """If it was recorded by us; others tell nothing, and count as recorded."""
    said = {"kind": "synthesised", "from": "a document", "when": "2026-03-02T08:15:00Z", "scenario": "x"}

    ours, theirs = recording(polled("a", "Queued"), provenance=said), recording(polled("a", "Queued"))

    assert ours.provenance == Provenance("synthesised", "a document", "2026-03-02T08:15:00Z", "x")
    assert (ours.is_synthesised, theirs.is_synthesised, theirs.provenance) == (True, False, None)


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.yaml", "a: [", ":2:1: is not YAML"),
        ("a.jsonl", "{}\n{}\n", ": holds 2 documents; write each recording into a file of its own"),
        (
            "a.yaml",
            "version: 2\ninteractions: []\n",
            ":1: /version: 2 is not 1; only `version: 1` of vcrpy's format is read",
        ),
        ("a.yaml", "[]", ":1: (whole): a list of 0 items is not an object; a recording is `version: 1` and a list"),
        (
            "a.json",
            '{"version": 1, "interactions": [{"request": "x"}]}',
            ":1: /interactions/0/request: the value is text, not an object",
        ),
    ],
)
def test_what_is_no_recording_is_told_with_place_and_cure(name: str, text: str, line: str, tmp_path: Path) -> None:
    """In the order of the file, one line each."""
    (tmp_path / name).write_text(text, encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        read(tmp_path / name)

    assert f"{tmp_path / name}{line}" in str(caught.value)


def test_what_stands_in_a_broken_interaction_is_never_shown(tmp_path: Path) -> None:
    """It could be a secret."""
    bad = interaction("GET", "/jobs/1")
    bad["request"]["headers"] = {"Authorization": {"hunter2": "hunter2"}}
    bad["request"]["method"] = "hunter2"
    bad["response"]["status"]["code"] = "hunter2"
    file = tmp_path / "a.json"
    file.write_text(written(cassette(bad), ".json"), encoding="utf-8")

    with pytest.raises(ProblemsError) as caught:
        read(file)

    assert len(caught.value.problems) == 3
    assert "hunter2" not in str(caught.value)
    assert all(each.line for each in caught.value.problems)
