"""The campaign: what is kept, broken, not exercised and not applicable, and the shortest proof of each break."""

from __future__ import annotations

import gc
import json
from collections.abc import Callable

import jsonschema
import pytest
from referencing import Registry, Resource

from qjobspec import SCHEMAS, schema
from qjobspec_conformance.campaign import Act, Plan, Progress, run
from qjobspec_conformance.deviations import Deviation
from qjobspec_conformance.harnesses import HarnessError, subject
from qjobspec_conformance.reports import as_document, as_text, conclusion
from qjobspec_conformance.verdicts import Conclusion, Ruling, Verdict

from . import jobs

Short = Callable[..., None]


def _verdicts(harness: type, plan: Plan | None = None) -> dict[str, Verdict]:
    return {verdict.requirement.id: verdict for verdict in run(subject(harness), plan or Plan(deep=0)).verdicts}


def _validator(name: str) -> jsonschema.Draft202012Validator:
    registry = Registry().with_resources((schema(each)["$id"], Resource.from_contents(schema(each))) for each in SCHEMAS)
    return jsonschema.Draft202012Validator(schema(name), registry=registry)


def test_the_reference_keeps_everything_and_nothing_is_left_unexercised() -> None:
    """The whole core and the default deep campaign find nothing against the reference, and exercise every requirement."""
    outcome = run(subject(jobs.Good), Plan())

    assert conclusion(outcome) is Conclusion.CONFORMANT
    assert {verdict.ruling for verdict in outcome.verdicts} == {Ruling.KEPT}
    assert all(verdict.exercised for verdict in outcome.verdicts)
    assert outcome.repeatable


def test_a_broken_requirement_is_proved_by_its_shortest_history(short_core: Short) -> None:
    """Submit and ask once, after the work has ended: nothing shorter shows a job that is never DONE."""
    short_core(100, first=250)

    verdict = _verdicts(jobs.NeverDone, Plan(deep=0, only=frozenset({"STATUS-6"})))["STATUS-6"]

    assert verdict.ruling is Ruling.BROKEN
    assert verdict.proof is not None
    assert verdict.proof.repeatable
    assert [step.member for step in verdict.proof.history.example.program.steps] == ["submit", "status"]
    assert verdict.proof.finding.saw == "status() said RUNNING"


def test_what_only_the_deep_campaign_finds_is_shrunk(short_core: Short) -> None:
    """A sin that needs more calls than the core makes is drawn, and shrunk to the calls that show it."""
    short_core(40)

    verdict = _verdicts(jobs.WrongTheThirdTime, Plan(deep=600, only=frozenset({"IDENTITY-4"})))["IDENTITY-4"]

    assert verdict.proof is not None
    asked = [step.member for step in verdict.proof.history.example.program.steps]
    assert [member for member in asked if member != "submit"] == ["backend"] * 3


def test_requirements_about_what_a_job_lacks_do_not_apply(short_core: Short) -> None:
    """A job that is born submitted is not judged on submit()."""
    short_core(20)

    verdict = _verdicts(jobs.Submitted)["SUBMIT-3"]

    assert verdict.ruling is Ruling.NOT_APPLICABLE
    assert verdict.reason == "its jobs lack submit"


def test_the_common_core_of_all_jobs_can_be_judged() -> None:
    """A job of the profile `job`, which has no submit(), is judged by the whole core with nothing left unexercised."""
    outcome = run(subject(jobs.AnyJob), Plan(deep=20))

    rulings = {verdict.requirement.id: verdict.ruling for verdict in outcome.verdicts}
    # An AerJob returns its unsuccessful results and cannot stop what runs; its own profile says so, the core does not.
    assert {name for name, ruling in rulings.items() if ruling is Ruling.BROKEN} == {"CANCEL-3", "RESULT-5"}
    assert Ruling.NOT_EXERCISED not in rulings.values()


def test_what_no_history_exercised_is_said_and_makes_the_verdict_inconclusive(short_core: Short) -> None:
    """A MUST whose precondition was never met is not passed."""
    short_core(10_000)

    outcome = run(subject(jobs.Good), Plan(deep=0, only=frozenset({"CANCEL-10"})))

    assert [verdict.ruling for verdict in outcome.verdicts] == [Ruling.NOT_EXERCISED]
    assert conclusion(outcome) is Conclusion.INCONCLUSIVE


def test_a_member_that_spins_is_tried_once_and_then_left_out(short_core: Short) -> None:
    """A spin costs seconds, so its member is avoided afterwards, and what that leaves unexercised says so."""
    short_core(40)

    outcome = run(subject(jobs.Spins), Plan(deep=0))

    verdicts = {verdict.requirement.id: verdict for verdict in outcome.verdicts}
    assert outcome.avoided == ("result",)
    assert verdicts["RESULT-1"].reason == "left out, since result never gives the turn away"


def test_a_job_that_rolls_dice_is_reported(short_core: Short) -> None:
    """Histories that differ when run twice make the proof, and the outcome, not repeatable."""
    short_core(40)

    outcome = run(subject(jobs.Rolls), Plan(deep=0))

    assert not outcome.repeatable
    assert any(verdict.exercised for verdict in outcome.verdicts)


def test_a_stale_deviation_stands_in_the_way(short_core: Short) -> None:
    """A deviation from what is kept makes the subject not conformant."""
    short_core(50)
    excuse = {"STATUS-1": Deviation("STATUS-1", "it was broken once", "https://example.org/1")}

    outcome = run(subject(jobs.Good), Plan(deep=0, only=frozenset({"STATUS-1"}), deviations=excuse))

    assert outcome.verdicts[0].is_stale
    assert conclusion(outcome) is Conclusion.NOT_CONFORMANT
    assert as_document(outcome)["verdicts"][0]["stale"] is True


def test_a_declared_deviation_is_conformant_but(short_core: Short) -> None:
    """What is declared and broken does not stand in the way."""
    short_core(100, first=250)
    excuse = {"STATUS-6": Deviation("STATUS-6", "it never says so", "https://example.org/1")}

    outcome = run(subject(jobs.NeverDone), Plan(deep=0, only=frozenset({"STATUS-6"}), deviations=excuse))

    assert conclusion(outcome) is Conclusion.CONFORMANT_BUT


def test_a_job_that_cannot_be_started_is_the_harness_s_fault() -> None:
    """The campaign ends before its first example when start() raises."""
    with pytest.raises(HarnessError, match="no simulator here"):
        run(subject(jobs.CannotStart), Plan())


def test_whoever_watches_sees_every_act_to_its_end(short_core: Short) -> None:
    """Progress of the core, the deep campaign and the shrinking each arrive at their total."""
    short_core(30)
    seen: list[Progress] = []

    run(subject(jobs.NeverDone), Plan(deep=10), seen.append)

    last = {progress.act: progress for progress in seen}
    assert set(last) == {Act.CORE, Act.DEEP, Act.SHRINK}  # the others are about services
    assert all(progress.done == progress.total for progress in last.values())


@pytest.mark.parametrize("was_on", [True, False])
def test_the_collector_is_left_as_it_was(was_on: bool, short_core: Short) -> None:
    """A campaign keeps the garbage collector from its histories and leaves it as it found it."""
    short_core(2_000)
    before = gc.isenabled()
    (gc.enable if was_on else gc.disable)()

    try:
        run(subject(jobs.Good), Plan(deep=0))
        found = gc.isenabled()
    finally:
        (gc.enable if before else gc.disable)()

    assert found is was_on


def test_two_runs_write_the_same_report_byte_for_byte(short_core: Short) -> None:
    """The same seed gives the same report, histories and all."""
    short_core(12)

    first, second = (as_text(run(subject(jobs.NeverDone), Plan(seed=3, deep=40))) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("harness", [jobs.Good, jobs.NeverDone, jobs.NeverReturns, jobs.Submitted])
def test_reports_keep_to_their_schema(harness: type, short_core: Short) -> None:
    """The report of a good, a broken, a hanging and a partial job is valid."""
    short_core(12)

    document = json.loads(as_text(run(subject(harness), Plan(deep=5))))

    assert [error.message for error in _validator("report").iter_errors(document)] == []
