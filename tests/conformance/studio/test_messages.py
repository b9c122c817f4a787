"""Websockets are not recorded: what the suite says on one is made of recorded answers. Here it is held against the service's own."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from qjobspec import JobStatus
from qjobspec_conformance.harnesses import load
from qjobspec_conformance.services import SPEECHES
from qjobspec_conformance.worlds import World
from qjobspec_conformance.worlds.vocabulary import Vocabulary
from qjobspec_reference.client import AccountClient, Closed, Deadline, RuntimeClient, Websocket
from qjobspec_reference.harness import IBMQJobHarness, RuntimeJobHarness, RuntimeJobV2Harness

serving = pytest.importorskip("qjobspec_reference.bindings.serving", reason="there is no service to listen to")
leading = pytest.importorskip("qjobspec_conformance.studio.leading")
Own = pytest.importorskip("qjobspec_conformance.studio.servers").Own
SCENARIOS = pytest.importorskip("qjobspec_conformance.recordings.scenarios").SCENARIOS

PROJECT = "http://ibmq.test/api/Network/ibm-q/Groups/open/Projects/main"


def heard(opened: Websocket) -> Iterator[str]:
    """Every message, and the code of the end."""
    try:
        while (message := opened.hear(10.0)) is not None:
            yield message
    except Closed as closed:
        yield str(closed.code)
    finally:
        opened.close()


def world(harness: type) -> World:
    """What the suite knows of the service of a harness."""
    found = load(f"{harness.__module__}:{harness.__name__}").world
    assert found is not None
    return found


def test_a_status_is_told_as_the_service_tells_it() -> None:
    """Greeting, the fields of each message, the states, and the code of the end."""
    speech, known = SPEECHES["ibmq"], world(IBMQJobHarness)
    with Own("ibmq").playing(SCENARIOS["watched"]):
        job = IBMQJobHarness().run()
        opened = AccountClient(PROJECT, "any").follow(job.job_id(), Deadline(30.0))
        assert opened is not None
        greeting, *messages, code = heard(opened)

    assert (greeting, int(code)) == (speech.greeting, speech.closes)
    states = set()
    for message in map(json.loads, messages):
        state = known.dialect.state_of(message["data"]["status"])
        assert state is not None
        said = Vocabulary(known.exemplars, known.harness).answer("stream", state, job.job_id())
        assert said is not None
        if said.document()["data"]["status"] == message["data"]["status"]:  # several words mean one state
            assert shape(said.document()) == shape(message)
            states.add(state)
    assert states >= {JobStatus.QUEUED, JobStatus.RUNNING, JobStatus.DONE}


@pytest.mark.parametrize("harness", [RuntimeJobHarness, RuntimeJobV2Harness])
def test_a_result_is_told_as_the_service_tells_it(harness: Any) -> None:
    """After one message that only greets, and interim ones, word for word as it was recorded; the end is no failure."""
    known = world(harness)
    with Own(harness.dialect).playing(SCENARIOS["done"]):
        job = harness().run()
        opened = RuntimeClient(f"http://{harness.dialect}.test", "any").stream(job.job_id(), Deadline(30.0))
        _, *interim, result, code = heard(opened)

    said = known.exemplars.answer("result", JobStatus.DONE, job.job_id())
    assert said is not None
    assert result == said.body.decode()
    assert int(code) == SPEECHES[harness.dialect].closes
    assert len(interim) == 4


def shape(document: Any) -> Any:
    """The names of the fields, however deep."""
    return {name: shape(value) for name, value in document.items()} if isinstance(document, dict) else None
