"""Whatever is wrong with a harness is one line that says what and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from qjobspec import ErrorRole
from qjobspec_conformance.harnesses import HarnessError, load, subject

from . import jobs

HERE = jobs.__name__


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("nothing", "does not name a harness: write MODULE:CLASS"),
        ("no_such_module:Harness", "there is no module 'no_such_module'"),
        (f"{HERE}:Nobody", "has no 'Nobody'"),
        (f"{HERE}:not_a_class", "is not a class"),
        (f"{HERE}:NoStart", "has no method start"),
        (f"{HERE}:CannotBeMade", "raised ValueError: no token"),
        (f"{HERE}:NoProfile", "names no profile: set `profile` to one of job, jobv1, "),
        (f"{HERE}:UnknownProfile", "no profile 'ibmq'; there are: job, jobv1, "),
        (f"{HERE}:UnknownRole", "no error role 'lateness'; there are: timeout"),
        (f"{HERE}:LacksResult", "'result' cannot be left out of profile aer-job; nothing can"),
        (f"{HERE}:NoSlots", "0 is not a number of jobs"),
    ],
)
def test_a_bad_harness_is_one_clear_line(name: str, line: str) -> None:
    """Each mistake has a message of one line that names it."""
    with pytest.raises(HarnessError) as caught:
        load(name)

    assert line in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("import nowhere_to_be_found", "it needs nowhere_to_be_found, which is not installed"),
        ("1 / 0", "cannot be imported: ZeroDivisionError"),
        ("def (", "cannot be imported: SyntaxError"),
    ],
)
def test_a_harness_that_cannot_be_imported_says_why(
    text: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that fails is told from a module that is not there."""
    name = f"harness_{abs(hash(text))}"
    (tmp_path / f"{name}.py").write_text(text)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)

    with pytest.raises(HarnessError) as caught:
        load(f"{name}:Harness")

    assert line in str(caught.value)


def test_a_harness_in_the_working_directory_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No PYTHONPATH is needed for a file that lies where the command is called."""
    (tmp_path / "lying_here.py").write_text(
        "class H:\n    profile = 'job'\n    deviations = 'd.toml'\n    def start(self, work): ...\n"
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [entry for entry in __import__("sys").path if entry != str(tmp_path)])

    found = load("lying_here:H")

    assert found.profile.name == "job"
    assert found.deviations == tmp_path / "d.toml"


def test_a_harness_fills_error_roles_in_its_own_way() -> None:
    """Roles that the harness names are its own, the others are the profile's."""
    found = subject(jobs.OwnRole)

    assert found.errors[ErrorRole.TIMEOUT] == ("TooLate",)
    assert found.errors[ErrorRole.FAILED] == ("A", "B")
    assert found.errors[ErrorRole.WAIT_TIMEOUT] == ("JobTimeoutError",)


def test_another_profile_may_be_asked_for() -> None:
    """The profile on the command line goes before the harness's own."""
    found = load(f"{HERE}:Good", profile_name="jobv1")

    assert found.profile.name == "jobv1"
