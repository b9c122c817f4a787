"""Conformance as pytest tests: one id per requirement, working as users expect of any test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from qjobspec import profile, requirements_of
from qjobspec_conformance.testing import conformance

from . import jobs

#: How many requirements a job of the reference has to keep.
ALL = len(requirements_of(profile("aer-job")))

SUITE = """
from tests.conformance.jobs import {harness}
from qjobspec_conformance.testing import conformance
test_conformance = conformance({harness})
"""


@pytest.fixture
def suite(
    pytester: pytest.Pytester, short_core: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> Callable[..., pytest.RunResult]:
    """Run a three-line suite for a harness with the given pytest options, on a short core."""

    def run(harness: str, *options: str, step: int = 100, first: int = 250, text: str = SUITE) -> pytest.RunResult:
        short_core(step, first=first)
        pytester.makepyfile(text.format(harness=harness))
        return pytester.runpytest_inprocess("--qjobspec-deep=0", "-p", "no:cacheprovider", *options)

    return run


def test_collecting_gives_an_id_per_requirement(suite: Callable[..., pytest.RunResult]) -> None:
    """`--co` lists all requirements of the profile and runs nothing."""
    result = suite("Good", "--co", "-q")

    result.stdout.fnmatch_lines(
        ["*::test_conformance[[]RESULT-3]", "*::test_conformance[[]CALLBACK-9]", f"{ALL} tests collected*"]
    )


def test_a_good_job_passes_and_its_conclusion_is_told(suite: Callable[..., pytest.RunResult]) -> None:
    """Every case of the reference passes."""
    result = suite("Good", "-k", "MEMBER")

    result.assert_outcomes(passed=3, deselected=ALL - 3)
    result.stdout.fnmatch_lines(["*tests.conformance.jobs:Good (aer-job): *"])


def test_k_selects_and_a_broken_requirement_shows_its_timeline(suite: Callable[..., pytest.RunResult]) -> None:
    """`-k` picks one requirement; the failure is the explanation, without a traceback of ours."""
    result = suite("NeverDone", "-k", "STATUS-6 or STATUS-1")

    result.assert_outcomes(failed=1, passed=2, deselected=ALL - 3)
    result.stdout.fnmatch_lines(["STATUS-6 MUST: Once the work has returned*", "*5.00 s > job.status() → RUNNING*"])
    result.stdout.no_fnmatch_line("*Traceback*")


def test_x_stops_at_the_first(suite: Callable[..., pytest.RunResult]) -> None:
    """`-x` ends the run at the first broken requirement."""
    result = suite("NeverDone", "-x")

    assert result.parseoutcomes()["failed"] == 1


def test_what_was_not_exercised_fails(suite: Callable[..., pytest.RunResult]) -> None:
    """A pass has to be earned: a MUST that nothing exercised is a failure that says so."""
    result = suite("WithoutQobj", "-k", "STATUS-5", step=10_000, first=0)

    result.assert_outcomes(failed=1, deselected=ALL - 1)
    result.stdout.fnmatch_lines(["*STATUS-5 not exercised (no history met its precondition)*"])


def test_a_broken_should_and_a_declared_deviation_are_expected(
    pytester: pytest.Pytester, suite: Callable[..., pytest.RunResult]
) -> None:
    """Neither fails the run; both are reported with their reason."""
    file = pytester.path / "d.toml"
    file.write_text('[[deviation]]\nrequirement = "STATUS-6"\nreason = "known for years"\nlink = "https://example.org/1"\n')
    text = """
from pathlib import Path
from tests.conformance.jobs import {harness}
from qjobspec_conformance.testing import conformance
test_conformance = conformance({harness}, deviations=Path("d.toml"))
"""

    result = suite("KeepsQuiet", "-rx", "-k", "STATUS-6 or CALLBACK-9", text=text)

    result.assert_outcomes(xfailed=2, deselected=ALL - 2)
    result.stdout.fnmatch_lines(["*declared: known for years https://example.org/1*"])


def test_a_stale_deviation_fails(pytester: pytest.Pytester, suite: Callable[..., pytest.RunResult]) -> None:
    """A deviation from what is kept is a failure in one line."""
    file = pytester.path / "d.toml"
    file.write_text('[[deviation]]\nrequirement = "MEMBER-1"\nreason = "known for years"\nlink = "https://example.org/1"\n')
    text = """
from pathlib import Path
from tests.conformance.jobs import {harness}
from qjobspec_conformance.testing import conformance
test_conformance = conformance({harness}, deviations=Path("d.toml"))
"""

    result = suite("Good", "-k", "MEMBER-1", text=text)

    result.assert_outcomes(failed=1, deselected=ALL - 1)
    result.stdout.fnmatch_lines(["*MEMBER-1 is declared as a deviation, but it is kept: delete its entry*"])


def test_what_a_job_lacks_is_not_collected(suite: Callable[..., pytest.RunResult]) -> None:
    """Requirements that need what the harness lacks have no test id."""
    result = suite("Submitted", "--co", "-q")

    result.stdout.no_fnmatch_line("*SUBMIT-3*")
    result.stdout.fnmatch_lines(["*SUBMIT-2*"])


def test_a_requirement_about_a_missing_member_is_skipped(suite: Callable[..., pytest.RunResult]) -> None:
    """What MEMBER-1 reports is not reported a second time."""
    text = """
from tests.conformance.jobs import {harness}
from qjobspec_conformance.testing import conformance
test_conformance = conformance({harness}, profile_name="aer-job")
"""

    result = suite("WithoutQobj", "-k", "IDENTITY-6", text=text)

    result.assert_outcomes(skipped=1, deselected=ALL - 1)


def test_junit_has_a_case_per_requirement(pytester: pytest.Pytester, suite: Callable[..., pytest.RunResult]) -> None:
    """`--junit-xml` names each requirement."""
    suite("Good", "--junit-xml=out.xml", "-k", "STATUS")

    assert 'name="test_conformance[STATUS-10]"' in (pytester.path / "out.xml").read_text()


def test_the_last_failed_can_be_run_again(pytester: pytest.Pytester, short_core: Callable[..., None]) -> None:
    """`--lf` runs what failed the last time."""
    short_core(100, first=250)
    pytester.makepyfile(SUITE.format(harness="NeverDone"))
    pytester.runpytest_inprocess("--qjobspec-deep=0", "-k", "STATUS-6 or STATUS-1")

    result = pytester.runpytest_inprocess("--qjobspec-deep=0", "--lf")

    result.assert_outcomes(failed=1)


def test_two_workers_share_the_requirements(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    """With pytest-xdist every requirement is still settled once."""
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2]))
    pytester.makeconftest(
        "from qjobspec_conformance import campaign; whole = campaign.core; campaign.core = lambda *a: list(whole(*a))[::9]"
    )
    pytester.makepyfile(SUITE.format(harness="Good"))

    result = pytester.runpytest_subprocess(
        "--qjobspec-deep=0", "--qjobspec-seed=1", "-n", "2", "-k", "STATUS or CANCEL", "-p", "no:cacheprovider"
    )

    result.assert_outcomes(passed=18)


def test_a_harness_without_a_known_profile_is_a_usage_error() -> None:
    """The mistake is told when the tests are collected."""
    with pytest.raises(pytest.UsageError, match="no profile 'ibmq'; there are: job, jobv1, "):
        conformance(jobs.UnknownProfile)
