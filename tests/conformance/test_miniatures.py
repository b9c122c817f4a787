"""The miniatures are whole, and what they extend is without sin; that each is found is tested in `tests/kill`."""

from __future__ import annotations

import gc
import time
from collections.abc import Iterator

import pytest
from tests.kill.found import read
from tests.miniatures import ALSO, MINIATURES, result
from tests.miniatures.harnesses import subject_of
from tests.miniatures.sinless import SINLESS, SpeaksAWord, StopsWhenAsked
from tests.miniatures.trials import Trial

from qjobspec import profile, requirement, requirements_of
from qjobspec_conformance.campaign import Plan, run
from qjobspec_conformance.events import Hung
from qjobspec_conformance.examples import Example, Program, Step, Timeline
from qjobspec_conformance.harnesses import load
from qjobspec_conformance.judges import JUDGES
from qjobspec_conformance.stage import drive
from qjobspec_conformance.verdicts import Ruling
from qjobspec_conformance.virtual import patched
from qjobspec_conformance.works import Outcome
from qjobspec_reference import AerJob

#: Every miniature with the requirement it breaks.
SINNERS = [(requirement, job) for requirement, jobs in MINIATURES.items() for job in jobs]

#: How the three that never return do it: the verdict, and the function that waits.
NEVER_RETURNING = {
    result.WaitsForNobody: "deadlock",
    result.PollsForEver: "overrun",
    result.SpinsForEver: "spin",
}


@pytest.fixture(autouse=True, scope="module")
def _virtual_time() -> Iterator[None]:
    """Hold the patches open, and keep finalizers out of the histories, as a campaign does."""
    with patched():
        gc.disable()
        yield
        gc.enable()


def test_every_requirement_has_a_miniature() -> None:
    """Every requirement that this version can judge has a miniature, the ones included that a profile replaces."""
    asked = {each.id for name in ("jobv1", "primitive-job", "aer-job") for each in requirements_of(profile(name))}
    wanted = JUDGES.keys() & {name for name in asked if "service" not in requirement(name).needs}

    have = {requirement for requirement, jobs in MINIATURES.items() if jobs}

    assert have == wanted


def test_every_miniature_is_listed_once() -> None:
    """No class stands under two requirements, and what is listed in ALSO is a miniature."""
    jobs = [job for _, job in SINNERS]

    names = {job.__name__ for job in jobs}

    assert len(names) == len(jobs)
    assert ALSO.keys() <= set(jobs)


@pytest.mark.parametrize("job", [StopsWhenAsked, SpeaksAWord], ids=lambda job: job.__name__)
def test_a_correct_job_breaks_nothing(job: type[AerJob]) -> None:
    """By the whole core, a correct job keeps and exercises all that jobs of its profile have to keep without a service."""
    outcome = run(subject_of(job), Plan(deep=0))

    rulings = {(bool(verdict.requirement.needs & subject_of(job).lacks), verdict.ruling) for verdict in outcome.verdicts}

    assert rulings == {(False, Ruling.KEPT), (True, Ruling.NOT_APPLICABLE)}
    assert outcome.repeatable


@pytest.mark.parametrize(
    "job",
    [job for job in SINLESS if subject_of(job).profile.name == "aer-job" and job is not AerJob],
    ids=lambda job: job.__name__,
)
def test_the_sinless_break_nothing(job: type[AerJob]) -> None:
    """What a miniature extends is without sin."""
    trial = Trial(subject_of(job))

    trial.run()

    assert not trial.broken


@pytest.mark.parametrize("job", NEVER_RETURNING, ids=lambda job: job.__name__)
def test_a_job_that_never_returns_is_found_soon(job: type[AerJob]) -> None:
    """A result() that never returns costs less than five real seconds, and the history tells which function waits."""
    example = Example(Timeline(outcome=Outcome.RAISES), Program(((Step("submit"), Step("result")),)))
    if job is not result.PollsForEver:
        example = Example(Timeline(), example.program)

    began = time.perf_counter()
    history = drive(subject_of(job), example)
    took = time.perf_counter() - began

    assert took < 5.0
    assert isinstance(history.hung, Hung)
    assert history.hung.verdict == NEVER_RETURNING[job]
    assert any(f"{job.__name__}.result" in frame for _, _, frames in history.hung.threads for frame in frames)


def test_the_race_needs_its_schedule() -> None:
    """Two threads at submit() break SUBMIT-2 under a drawn schedule only, not when the first to come is first served."""
    job = MINIATURES["SUBMIT-2"][-1]
    proof = read().of(job.__name__)
    assert proof is not None
    example = proof.example

    in_order = drive(subject_of(job), Example(example.timeline, example.program))

    assert len(example.program.lanes) == 2
    assert any(example.picks)
    assert all(finding.saw is None for finding in JUDGES["SUBMIT-2"](in_order))


def test_a_miniature_has_a_harness_with_a_name() -> None:
    """`qjobspec check` can be told the name of a miniature."""
    name = "tests.miniatures.harnesses:RisesFromTheDead"

    subject = load(name)

    assert subject.profile.name == "aer-job"
