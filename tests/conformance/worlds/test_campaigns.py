"""A campaign over a job at a service: what is tried, what is found, and what it says where recordings are missing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from qjobspec import JobStatus, profile
from qjobspec_conformance.campaign import Act, Outcome, Plan, Progress, run
from qjobspec_conformance.documents.faults import faults
from qjobspec_conformance.face.drawing import picture
from qjobspec_conformance.harnesses import HarnessError, Subject, subject
from qjobspec_conformance.reports import as_document
from qjobspec_conformance.service_core import Sent, ServiceCore
from qjobspec_conformance.services import PlainExemplars, Plot
from qjobspec_conformance.situations import Kit
from qjobspec_conformance.verdicts import Ruling

from .sample import Sample, SampleJob

pytestmark = pytest.mark.xdist_group("the-sample-judged")


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    """The sample, judged by the whole core; what it watched is checked with it."""
    seen: list[Progress] = []
    found = run(subject(Sample), Plan(deep=10), seen.append)
    assert list(dict.fromkeys(each.act for each in seen)) == [Act.RECORDED, Act.CORE, Act.FAULTS, Act.DEEP, Act.SHRINK]
    return found


def test_the_faults_of_the_sample_are_found_and_nothing_else(outcome: Outcome) -> None:
    """It forgets what it has heard, reads but one word, gives up at the first fault, and is held up by a slow one."""
    broken = {each.requirement.id: each.proof for each in outcome.verdicts if each.ruling is Ruling.BROKEN}

    forgets = {"STATUS-2", "RESULT-4", "RESILIENCE-12", "RESOURCE-2"}
    assert set(broken) == forgets | {"STATUS-7"} | {"RESILIENCE-1", "RESILIENCE-6"} | {"TIMEOUT-7"}
    assert all(proof is not None and proof.repeatable for proof in broken.values())
    assert outcome.repeatable
    assert outcome.missing == ()
    assert outcome.core > 1_200


def test_the_proof_of_a_break_is_short(outcome: Outcome) -> None:
    """Two calls, and one thing that the service does otherwise."""
    proof = next(each.proof for each in outcome.verdicts if each.requirement.id == "STATUS-2")

    assert proof is not None
    assert len(proof.history.example.program.steps) == 2
    assert proof.history.example.timeline.departures == 1
    assert "final-state-overwritten" in picture(proof.history, proof.finding.events)


def test_the_report_keeps_its_schema(outcome: Outcome) -> None:
    """With histories of services in it."""
    assert list(faults(json.loads(json.dumps(as_document(outcome), allow_nan=False)), "report")) == []


def test_missing_recordings_are_named_and_their_histories_not_judged(tmp_path: Path) -> None:
    """Without a recording of a failed job nothing is said about failed jobs."""
    here = Path(__file__).parent / "recordings" / "done.yaml"
    (tmp_path / "done.yaml").write_text(here.read_text())

    class Asker:
        """Offers nothing but its status."""

        def __init__(self, job_id: str) -> None:
            self.status = SampleJob(job_id).status

    class Poor(Sample):
        recordings = str(tmp_path)

        def open(self, job_id: str) -> Asker:  # type: ignore[override]
            return Asker(job_id)

    found = run(subject(Poor), Plan(deep=0, only=frozenset({"STATUS-7", "STATUS-6"})))

    assert any(missing.startswith("job in ERROR: no recording shows it") for missing in found.missing)
    assert {each.requirement.id: each.ruling for each in found.verdicts} == {
        "STATUS-6": Ruling.KEPT,
        "STATUS-7": Ruling.NOT_EXERCISED,
    }
    assert as_document(found)["histories"]["missing"] == list(found.missing)


def test_a_harness_whose_service_lacks_what_opening_needs_cannot_be_judged() -> None:
    """That is told at once, in one line."""

    class Curious(Sample):
        def open(self, job_id: str) -> SampleJob:
            job = SampleJob(job_id)
            job._asked("GET", "/unheard-of")
            return job

    with pytest.raises(HarnessError, match=r"open\(job_id\) raised|open\(job_id\) needs a route: GET http"):
        run(subject(Curious), Plan(deep=0))


@pytest.mark.parametrize(
    ("family", "name"), [("ibmq", "ibmq-job"), ("runtime", "runtime-job"), ("runtime-v2", "runtime-job-v2")]
)
def test_the_core_of_each_family_is_the_same_each_time_and_begins_with_the_shortest(family: str, name: str) -> None:
    """Its undisturbed half has every member that can be called alone, in every phase, and two handles and a loop."""
    exemplars = PlainExemplars(family)
    chosen = profile(name)
    core = ServiceCore(Kit(chosen, frozenset(chosen.members), exemplars.speech), exemplars)
    first, again = list(core.undisturbed()), list(core.undisturbed())

    assert first == again
    assert first[0].size <= first[-1].size
    steps = [step for example in first for step in example.program.steps]
    assert {step.member for step in steps} >= {call.member for call in core._tried()}
    assert any(step.job for step in steps)
    assert any(step.in_loop for step in steps)
    assert list(core.disturbed()) == []  # nothing was asked for yet


def test_only_perturbations_that_strike_a_request_are_tried(sample: Subject) -> None:
    """A program that asks for the record once meets the strikes on the first such request, and no other."""
    exemplars = PlainExemplars("runtime-v2")
    chosen = profile("job")
    core = ServiceCore(Kit(chosen, frozenset({"status"}), exemplars.speech), exemplars)
    for example in core.undisturbed():
        core.note(example, Sent({"status": 1}, {"status": 0}))

    struck = [example.timeline for example in core.disturbed()]

    assert struck
    assert all(isinstance(plot, Plot) for plot in struck)
    strikes = [each for plot in struck if isinstance(plot, Plot) for each in plot.strikes]
    assert {each.role for each in strikes} == {"status"}
    assert {each.request for each in strikes} == {0}
    assert JobStatus.DONE.value in {plot.outcome for plot in struck if isinstance(plot, Plot)}
